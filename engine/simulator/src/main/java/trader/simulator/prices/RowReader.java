package trader.simulator.prices;

import java.util.ArrayList;
import java.util.List;
import trader.simulator.matching.Decimals;

/**
 * Turns the rows of one layout into market events, in order of time. A trade's quantity of zero is
 * dust that the recorder rounded away; it is played as the smallest step.
 */
final class RowReader {
  private final RowFormat format;
  private final Row row;
  private final Tape.Builder tape = new Tape.Builder();
  private final List<long[]> bars = new ArrayList<>();
  private final QuoteTrades quoteTrades = new QuoteTrades(tape);
  private long lastTime = -1;

  RowReader(RowFormat format, Row row) {
    this.format = format;
    this.row = row;
  }

  void accept() {
    switch (format) {
      case STREAM_TRADES ->
          tape.print(
              time(2, "trade_time", 1_000),
              row.positive(4, "price"),
              row.decimal(5, "qty"),
              row.sellerTook(6));
      case AGGREGATE_TRADES ->
          tape.print(
              time(5, "transact_time", 1_000),
              row.positive(1, "price"),
              row.decimal(2, "quantity"),
              row.sellerTook(6));
      case PLAIN_TRADES ->
          tape.print(time(0, "time", 1_000), row.positive(1, "price"), row.decimal(2, "qty"));
      case SIDED_TRADES ->
          tape.print(
              time(0, "time", 1_000), row.positive(3, "price"), row.decimal(4, "qty"), row.side(2));
      case SECOND_TRADES ->
          tape.print(
              time(0, "timestamp", 1_000_000), row.positive(1, "price"), row.decimal(2, "amount"));
      case BARS, VENUE_BARS -> bar(row.decimal(5, "volume"));
      case QUOTE_VOLUME_BARS -> {
        long close = row.positive(4, "close");
        bar(Decimals.dividedBy(row.decimal(5, "volume_quote"), close));
      }
      case BOOK_TICKER -> bookTicker();
      case QUOTE_BARS -> quoteBar();
    }
  }

  private long time(int column, String name, long toMicros) {
    long time = row.integer(column, name);
    if (time < lastTime) {
      throw row.damaged(name + " goes back from " + lastTime + " to " + time);
    }
    lastTime = time;
    return time * toMicros;
  }

  private void bar(long volume) {
    long time = time(0, "open_time", 1_000);
    long open = row.positive(1, "open");
    long high = row.positive(2, "high");
    long low = row.positive(3, "low");
    long close = row.positive(4, "close");
    if (high < Math.max(open, close) || low > Math.min(open, close)) {
      throw row.damaged(
          "high "
              + row.cell(2)
              + " and low "
              + row.cell(3)
              + " do not enclose open "
              + row.cell(1)
              + " and close "
              + row.cell(4));
    }
    bars.add(new long[] {time, open, high, low, close, volume});
  }

  private void bookTicker() {
    long nanos = row.integer(0, "recv_ns");
    if (nanos < lastTime) {
      throw row.damaged("recv_ns goes back from " + lastTime + " to " + nanos);
    }
    lastTime = nanos;
    long bid = row.positive(4, "bid_price");
    long ask = row.positive(6, "ask_price");
    if (bid >= ask) {
      throw row.damaged("bid " + row.cell(4) + " is not below ask " + row.cell(6));
    }
    quoteTrades.accept(
        nanos / 1_000, bid, row.positive(5, "bid_qty"), ask, row.positive(7, "ask_qty"));
  }

  private void quoteBar() {
    long time = time(0, "open_time", 1_000);
    long[] bid = new long[4];
    long[] ask = new long[4];
    for (int i = 0; i < 4; i++) {
      bid[i] = row.positive(1 + i, "bid");
      ask[i] = row.positive(6 + i, "ask");
    }
    long bidSize = row.positive(5, "bid_size");
    long askSize = row.positive(10, "ask_size");
    boolean lowFirst = bid[0] - bid[2] <= bid[1] - bid[0];
    int[] path = lowFirst ? new int[] {0, 2, 1, 3} : new int[] {0, 1, 2, 3};
    for (int i = 0; i < 4; i++) {
      long b = bid[path[i]];
      long a = ask[path[i]];
      if (b < a) {
        quoteTrades.accept(time + i * 15_000_000L, b, bidSize, a, askSize);
      }
    }
  }

  Tape finish() {
    if (!bars.isEmpty()) {
      BarPath.lay(bars, tape);
    }
    return tape.build();
  }
}
