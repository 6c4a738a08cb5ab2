package trader.simulator.prices;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The layouts of recorded files that can be played, known by their header line. */
enum RowFormat {
  STREAM_TRADES(
      "recv_ns,event_time,trade_time,trade_id,price,qty,is_buyer_maker,order_type",
      "trades of a @trade stream"),
  AGGREGATE_TRADES(
      "agg_trade_id,price,quantity,first_trade_id,last_trade_id,transact_time,is_buyer_maker,"
          + "is_best_match",
      "aggregate trades in the venue's bulk layout"),
  PLAIN_TRADES("time,price,qty", "trades"),
  SIDED_TRADES("time,trade_id,aggressor_side,price,qty", "trades with the aggressor's side"),
  SECOND_TRADES("timestamp,price,amount", "trades with times in seconds"),
  BARS("open_time,open,high,low,close,volume", "bars"),
  QUOTE_VOLUME_BARS(
      "open_time,open,high,low,close,volume_quote", "bars with the volume in the quote asset"),
  VENUE_BARS(
      "open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,"
          + "taker_buy_quote_volume,ignore",
      "bars in the venue's kline layout"),
  BOOK_TICKER(
      "recv_ns,event_time,transaction_time,update_id,bid_price,bid_qty,ask_price,ask_qty",
      "best bid and ask of a @bookTicker stream"),
  QUOTE_BARS(
      "open_time,bid_open,bid_high,bid_low,bid_close,bid_size,ask_open,ask_high,ask_low,"
          + "ask_close,ask_size",
      "bars of best bid and ask");

  private final String header;
  private final String words;

  RowFormat(String header, String words) {
    this.header = header;
    this.words = words;
  }

  String words() {
    return words;
  }

  int columns() {
    return (int) header.chars().filter(c -> c == ',').count() + 1;
  }

  static Optional<RowFormat> of(String headerLine) {
    return Arrays.stream(values()).filter(f -> f.header.equals(headerLine.strip())).findFirst();
  }

  static List<String> allowed() {
    return Arrays.stream(values()).map(f -> f.header + "  (" + f.words + ")").toList();
  }
}
