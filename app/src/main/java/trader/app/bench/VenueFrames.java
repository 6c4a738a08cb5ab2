package trader.app.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import trader.venues.book.ScaledDecimal;

/** The forms of a venue's market frames; prices and quantities are whole numbers of its steps. */
interface VenueFrames {
  /** Levels with their new quantities, of which 0 removes one. */
  record Changes(List<long[]> bids, List<long[]> asks) {
    Changes() {
      this(new ArrayList<>(), new ArrayList<>());
    }

    void clear() {
      bids.clear();
      asks.clear();
    }
  }

  String trade(long id, long millis, long price, long quantity, boolean buyerIsMaker);

  String quote(long id, long millis, long bid, long bidQuantity, long ask, long askQuantity);

  String snapshot(long id, long millis, Changes levels, long checksum);

  String change(long id, long millis, Changes levels, long checksum);

  static VenueFrames of(DecodeMarket market) {
    return switch (market) {
      case BINANCE_SPOT -> new Binance(false, 2, 8);
      case BINANCE_FUTURES -> new Binance(true, 1, 3);
      case KRAKEN_SPOT -> new KrakenSpot();
      case KRAKEN_FUTURES -> new KrakenFutures();
    };
  }

  private static String decimal(long scaled, int scale) {
    return ScaledDecimal.of(scaled, scale).toPlainString();
  }

  /** Combined streams; spot writes eight decimals whatever a number needs. */
  record Binance(boolean futures, int priceScale, int quantityScale) implements VenueFrames {
    private String price(long price) {
      return '"' + decimal(price, priceScale) + (futures ? "" : "000000") + '"';
    }

    private String quantity(long quantity) {
      return '"' + decimal(quantity, quantityScale) + '"';
    }

    private static String stream(String name, String data) {
      return "{\"stream\":\"btcusdt@" + name + "\",\"data\":" + data + "}";
    }

    @Override
    public String trade(long id, long millis, long price, long quantity, boolean buyerIsMaker) {
      String head = ",\"E\":" + (millis + 5) + ",\"s\":\"BTCUSDT\",";
      String middle = "\"p\":" + price(price) + ",\"q\":" + quantity(quantity) + ",";
      String tail = "\"T\":" + millis + ",\"m\":" + buyerIsMaker;
      return futures
          ? stream(
              "aggTrade",
              "{\"e\":\"aggTrade\""
                  + head
                  + "\"a\":"
                  + id
                  + ","
                  + middle
                  + "\"f\":"
                  + id
                  + ",\"l\":"
                  + id
                  + ","
                  + tail
                  + "}")
          : stream(
              "trade",
              "{\"e\":\"trade\"" + head + "\"t\":" + id + "," + middle + tail + ",\"M\":true}");
    }

    @Override
    public String quote(
        long id, long millis, long bid, long bidQuantity, long ask, long askQuantity) {
      String best =
          "\"u\":"
              + id
              + ",\"s\":\"BTCUSDT\",\"b\":"
              + price(bid)
              + ",\"B\":"
              + quantity(bidQuantity)
              + ",\"a\":"
              + price(ask)
              + ",\"A\":"
              + quantity(askQuantity);
      return stream(
          "bookTicker",
          futures
              ? "{\"e\":\"bookTicker\"," + best + ",\"T\":" + millis + ",\"E\":" + millis + "}"
              : "{" + best + "}");
    }

    private String levels(List<long[]> levels) {
      return levels.stream()
          .map(level -> "[" + price(level[0]) + "," + quantity(level[1]) + "]")
          .collect(Collectors.joining(",", "[", "]"));
    }

    @Override
    public String snapshot(long id, long millis, Changes levels, long checksum) {
      return "{\"lastUpdateId\":"
          + id
          + ",\"bids\":"
          + levels(levels.bids())
          + ",\"asks\":"
          + levels(levels.asks())
          + "}";
    }

    @Override
    public String change(long id, long millis, Changes levels, long checksum) {
      // The first change of futures takes in the number of the snapshot.
      long first = futures && id == 2 ? 1 : id;
      return stream(
          "depth@100ms",
          "{\"e\":\"depthUpdate\",\"E\":"
              + millis
              + (futures ? ",\"T\":" + millis : "")
              + ",\"s\":\"BTCUSDT\",\"U\":"
              + first
              + ",\"u\":"
              + id
              + (futures ? ",\"pu\":" + (id - 1) : "")
              + ",\"b\":"
              + levels(levels.bids())
              + ",\"a\":"
              + levels(levels.asks())
              + "}");
    }
  }

  /** Version 2. */
  record KrakenSpot() implements VenueFrames {
    private static final int PRICE = 1;
    private static final int QUANTITY = 8;

    private static String time(long millis) {
      return Instant.ofEpochMilli(millis).toString().replaceFirst("(\\.\\d{3})?Z", ".123456Z");
    }

    private static String frame(String channel, String type, String data) {
      return "{\"channel\":\""
          + channel
          + "\",\"type\":\""
          + type
          + "\",\"data\":[{"
          + "\"symbol\":\"BTC/USD\","
          + data
          + "}]}";
    }

    @Override
    public String trade(long id, long millis, long price, long quantity, boolean buyerIsMaker) {
      return frame(
          "trade",
          "update",
          "\"side\":\""
              + (buyerIsMaker ? "sell" : "buy")
              + "\",\"price\":"
              + decimal(price, PRICE)
              + ",\"qty\":"
              + decimal(quantity, QUANTITY)
              + ",\"ord_type\":\"market\",\"trade_id\":"
              + id
              + ",\"timestamp\":\""
              + time(millis)
              + '"');
    }

    @Override
    public String quote(
        long id, long millis, long bid, long bidQuantity, long ask, long askQuantity) {
      return frame(
          "ticker",
          "update",
          "\"bid\":"
              + decimal(bid, PRICE)
              + ",\"bid_qty\":"
              + decimal(bidQuantity, QUANTITY)
              + ",\"ask\":"
              + decimal(ask, PRICE)
              + ",\"ask_qty\":"
              + decimal(askQuantity, QUANTITY)
              + ",\"last\":58500.1,\"volume\":812.3,\"vwap\":58100.2,\"low\":57600.0,"
              + "\"high\":58900.0,\"change\":210.1,\"change_pct\":0.36,\"timestamp\":\""
              + time(millis)
              + '"');
    }

    private static String levels(List<long[]> levels) {
      return levels.stream()
          .map(level ->
              "{\"price\":"
                  + decimal(level[0], PRICE)
                  + ",\"qty\":"
                  + decimal(level[1], QUANTITY)
                  + "}")
          .collect(Collectors.joining(",", "[", "]"));
    }

    private static String book(String type, long millis, Changes levels, long checksum) {
      return frame(
          "book",
          type,
          "\"bids\":"
              + levels(levels.bids())
              + ",\"asks\":"
              + levels(levels.asks())
              + ",\"checksum\":"
              + checksum
              + ",\"timestamp\":\""
              + time(millis)
              + '"');
    }

    @Override
    public String snapshot(long id, long millis, Changes levels, long checksum) {
      return book("snapshot", millis, levels, checksum);
    }

    @Override
    public String change(long id, long millis, Changes levels, long checksum) {
      return book("update", millis, levels, checksum);
    }
  }

  /** One level a frame. */
  record KrakenFutures() implements VenueFrames {
    private static final int QUANTITY = 4;

    @Override
    public String trade(long id, long millis, long price, long quantity, boolean buyerIsMaker) {
      return "{\"feed\":\"trade\",\"product_id\":\"PF_XBTUSD\","
          + "\"uid\":\"05af78ac-a774-478c-a50c-8b9c234e071e\",\"side\":\""
          + (buyerIsMaker ? "sell" : "buy")
          + "\",\"type\":\"fill\",\"seq\":"
          + id
          + ",\"time\":"
          + millis
          + ",\"qty\":"
          + decimal(quantity, QUANTITY)
          + ",\"price\":"
          + price
          + "}";
    }

    @Override
    public String quote(
        long id, long millis, long bid, long bidQuantity, long ask, long askQuantity) {
      throw new UnsupportedOperationException("the venue has no stream of quotes");
    }

    private static String levels(List<long[]> levels) {
      return levels.stream()
          .map(level -> "{\"price\":" + level[0] + ",\"qty\":" + decimal(level[1], QUANTITY) + "}")
          .collect(Collectors.joining(",", "[", "]"));
    }

    @Override
    public String snapshot(long id, long millis, Changes levels, long checksum) {
      return "{\"feed\":\"book_snapshot\",\"product_id\":\"PF_XBTUSD\",\"timestamp\":"
          + millis
          + ",\"seq\":"
          + id
          + ",\"tickSize\":null,\"bids\":"
          + levels(levels.bids())
          + ",\"asks\":"
          + levels(levels.asks())
          + "}";
    }

    @Override
    public String change(long id, long millis, Changes levels, long checksum) {
      boolean isBid = !levels.bids().isEmpty();
      long[] level = isBid ? levels.bids().getFirst() : levels.asks().getFirst();
      return "{\"feed\":\"book\",\"product_id\":\"PF_XBTUSD\",\"side\":\""
          + (isBid ? "buy" : "sell")
          + "\",\"seq\":"
          + id
          + ",\"price\":"
          + level[0]
          + ",\"qty\":"
          + decimal(level[1], QUANTITY)
          + ",\"timestamp\":"
          + millis
          + "}";
    }
  }
}
