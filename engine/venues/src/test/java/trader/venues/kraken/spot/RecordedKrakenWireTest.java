package trader.venues.kraken.spot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import trader.control.InstrumentId;
import trader.engine.core.Bar;
import trader.engine.core.MarketEvent;
import trader.engine.core.VenueOrder;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.NewOrder;
import trader.venues.book.SentDecimal;
import trader.venues.book.SentLevels;

/** What the venue really sent, and what other projects test against; read where it is present. */
class RecordedKrakenWireTest {
  private static final Path WIRE = Path.of("../../../shared/data/wire");
  private static final String NAUTILUS = "fixtures/nautilus/kraken/";
  private static final String XCHANGE = "fixtures/xchange/xchange-kraken/example-";
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  @Test
  void allPairsOfARecordedListingAreRead() throws IOException {
    JsonNode result = recordedPairs();
    Pairs pairs = Pairs.read(result);

    // Dark pools have no name on the WebSocket, staked assets none that could be ours.
    long named =
        result.properties().stream()
            .filter(e -> e.getValue().path("wsname").asString("").matches("[A-Z0-9]+/[A-Z0-9]+"))
            .count();
    assertThat(pairs.all()).hasSize((int) named).hasSizeGreaterThan(200);
    Pair btc = Objects.requireNonNull(pairs.of(KrakenHarness.BTC));
    assertThat(btc.key()).isEqualTo("XXBTZUSD");
    assertThat(btc.altname()).isEqualTo("XBTUSD");
    assertThat(btc.name()).isEqualTo("BTC/USD");
    for (String name : List.of("XXBTZUSD", "XBTUSD", "XBT/USD", "BTC/USD", "BTCUSD")) {
      assertThat(pairs.named(name)).as(name).isSameAs(btc);
    }
    assertThat(pairs.asset("XXBT")).isEqualTo("BTC");
    assertThat(pairs.asset("ZUSD")).isEqualTo("USD");
    assertThat(pairs.asset("XBT.F")).isEqualTo("BTC.F");
  }

  /** The first WebSocket's books carry the same levels and checksums in another dress. */
  @Test
  void everyRecordedBookEndsAtTheVenuesOwn() throws IOException {
    Pairs pairs = Pairs.read(recordedPairs());
    Map<String, PairBook> books = new HashMap<>();
    int checked = 0;
    for (JsonNode frame : frames("recorded/cryptofeed-KRAKEN.ws.50.0.gz")) {
      if (!frame.isArray()) {
        continue;
      }
      String name = frame.get(frame.size() - 1).asString();
      Pair pair = Objects.requireNonNull(pairs.named(name), name);
      // What was sent has the decimals that the checksum is over, which may be more than the
      // pair's.
      int decimals = Math.max(pair.priceDecimals(), sentDecimals(frame));
      PairBook book =
          books.computeIfAbsent(name, n -> new PairBook(decimals, pair.qtyDecimals(), 1_000));
      SentLevels bids = new SentLevels();
      SentLevels asks = new SentLevels();
      boolean snapshot = false;
      String checksum = "";
      for (JsonNode part : frame) {
        snapshot |= part.has("as");
        levels(part, snapshot ? "bs" : "b", bids);
        levels(part, snapshot ? "as" : "a", asks);
        checksum = part.path("c").asString(checksum);
      }
      if (snapshot) {
        book.apply(true, bids, asks, 0);
        book.apply(true, bids, asks, checksumOf(book));
      } else {
        boolean valid = book.apply(false, bids, asks, Long.parseLong(checksum));
        assertThat(valid).as("%s after %s updates", name, checked).isTrue();
        checked++;
      }
    }

    assertThat(checked).isEqualTo(4_269);
    assertThat(books)
        .hasSize(10)
        .allSatisfy((name, book) -> {
          assertThat(book.valid()).isTrue();
          assertThat(book.levels().isCrossed()).isFalse();
        });
  }

  private static int sentDecimals(JsonNode frame) {
    String price = frame.path(1).path("as").path(0).path(0).asString("0");
    return new BigDecimal(price).scale();
  }

  private static long checksumOf(PairBook book) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 10; i++) {
      text.append(book.levels().askPrice(i)).append(book.levels().askQuantity(i));
    }
    for (int i = 0; i < 10; i++) {
      text.append(book.levels().bidPrice(i)).append(book.levels().bidQuantity(i));
    }
    var crc = new CRC32();
    crc.update(text.toString().getBytes(StandardCharsets.US_ASCII));
    return crc.getValue();
  }

  /** A level may be told more than once in a frame: the last word counts. */
  private static void levels(JsonNode part, String field, SentLevels out) {
    Map<String, String> last = new LinkedHashMap<>();
    for (JsonNode level : part.path(field)) {
      last.put(level.get(0).asString(), level.get(1).asString());
    }
    last.forEach((price, qty) -> out.add(sent(price), sent(qty)));
  }

  private static SentDecimal sent(String text) {
    SentDecimal number = new SentDecimal();
    number.set(text.toCharArray(), 0, text.length());
    return number;
  }

  /** What the first WebSocket sent, in the words of the second: nothing of it is lost. */
  @Test
  void everyRecordedTradeAndTickerIsReadInItsNewDress() throws IOException {
    Pairs pairs = Pairs.read(recordedPairs());
    List<Object> heard = new ArrayList<>();
    MarketFrames frames = new MarketFrames(() -> 1, new Recorder(heard));
    Map<String, InstrumentId> names = new HashMap<>();
    pairs.all().forEach(pair -> names.put(pair.name(), pair.rules().instrument()));
    frames.names(names);
    int trades = 0;
    int tickers = 0;
    for (String file : List.of("cryptofeed-KRAKEN.ws.48.0.gz", "cryptofeed-KRAKEN.ws.49.0.gz")) {
      for (JsonNode frame : frames("recorded/" + file)) {
        if (!frame.isArray()) {
          assertThat(frame.path("event").asString())
              .isIn("systemStatus", "subscriptionStatus", "heartbeat");
          continue;
        }
        Pair pair = Objects.requireNonNull(pairs.named(frame.get(3).asString()));
        heard.clear();
        switch (frame.get(2).asString()) {
          case "trade" -> {
            trades += tradesRead(frames, pair, frame.get(1), heard);
          }
          case "ticker" -> {
            tickerRead(frames, pair, frame.get(1), heard);
            tickers++;
          }
          default -> throw new AssertionError("a frame of an unknown kind: " + frame);
        }
      }
    }
    assertThat(trades).isEqualTo(10);
    assertThat(tickers).isEqualTo(18);
  }

  private static int tradesRead(
      MarketFrames frames, Pair pair, JsonNode trades, List<Object> heard) {
    StringBuilder data = new StringBuilder();
    for (JsonNode trade : trades) {
      data.append(data.isEmpty() ? "" : ",")
          .append("{\"symbol\":\"" + pair.name() + "\",\"side\":\"")
          .append(trade.get(3).asString().equals("b") ? "buy" : "sell")
          .append("\",\"price\":" + trade.get(0).asString())
          .append(",\"qty\":" + trade.get(1).asString())
          .append(",\"ord_type\":\"limit\",\"trade_id\":7,\"timestamp\":\"")
          .append(time(trade.get(2)) + "\"}");
    }
    read(frames, "{\"channel\":\"trade\",\"type\":\"update\",\"data\":[" + data + "]}");
    assertThat(heard).hasSize(trades.size());
    for (int i = 0; i < trades.size(); i++) {
      JsonNode sent = trades.get(i);
      assertThat(heard.get(i))
          .isEqualTo(
              new MarketEvent.Trade(
                  1,
                  pair.rules().instrument(),
                  new BigDecimal(sent.get(2).asString()).movePointRight(6).longValueExact(),
                  7,
                  new BigDecimal(sent.get(0).asString()),
                  new BigDecimal(sent.get(1).asString()),
                  sent.get(3).asString().equals("s")));
    }
    return trades.size();
  }

  private static void tickerRead(
      MarketFrames frames, Pair pair, JsonNode ticker, List<Object> heard) {
    String bid = ticker.path("b").get(0).asString();
    String bidQty = ticker.path("b").get(2).asString();
    String ask = ticker.path("a").get(0).asString();
    String askQty = ticker.path("a").get(2).asString();
    read(
        frames,
        "{\"channel\":\"ticker\",\"type\":\"update\",\"data\":[{\"symbol\":\""
            + pair.name()
            + "\",\"bid\":"
            + bid
            + ",\"bid_qty\":"
            + bidQty
            + ",\"ask\":"
            + ask
            + ",\"ask_qty\":"
            + askQty
            + "}]}");
    assertThat(heard)
        .containsExactly(
            new MarketEvent.Quote(
                1,
                pair.rules().instrument(),
                new BigDecimal(bid),
                new BigDecimal(bidQty),
                new BigDecimal(ask),
                new BigDecimal(askQty)));
  }

  private static void read(MarketFrames frames, String frame) {
    byte[] bytes = frame.getBytes(StandardCharsets.UTF_8);
    frames.read(bytes, bytes.length);
  }

  private static String time(JsonNode seconds) {
    long micros = new BigDecimal(seconds.asString()).movePointRight(6).longValueExact();
    return java.time.Instant.EPOCH.plus(micros, java.time.temporal.ChronoUnit.MICROS).toString();
  }

  @Test
  void recordedBarsAreReadButTheUnfinishedOne() throws IOException {
    JsonNode result = fixture(NAUTILUS + "http_ohlc.json").path("result");
    List<Bar> bars = Replies.closedBars(result, 60_000_000);

    assertThat(bars).hasSize(result.path("XBTUSDT").size() - 1).hasSize(720);
    assertThat(bars.getLast().openMicros()).isEqualTo(result.path("last").asLong() * 1_000_000);
    for (int i = 1; i < bars.size(); i++) {
      assertThat(bars.get(i).openMicros()).isEqualTo(bars.get(i - 1).closeMicros());
    }
  }

  @Test
  void answersThatOthersTestAgainstAreRead() throws IOException {
    Pairs pairs = Pairs.read(fixture(NAUTILUS + "http_asset_pairs.json").path("result"));
    assertThat(pairs.isEmpty()).isFalse();
    List<VenueOrder> open =
        Replies.orders(
            fixture(NAUTILUS + "http_open_orders.json").path("result").path("open"), pairs);
    assertThat(open)
        .isNotEmpty()
        .allSatisfy(order -> assertThat(order.status()).isEqualTo(VenueOrder.Status.WORKING));
    assertThat(open.getFirst().price()).isEqualByComparingTo("29500");
    assertThat(
            Replies.orders(
                fixture(NAUTILUS + "http_closed_orders.json").path("result").path("closed"), pairs))
        .isNotEmpty();
    assertThat(
            Replies.fills(
                fixture(NAUTILUS + "http_trades_history.json").path("result").path("trades"),
                pairs))
        .isNotEmpty()
        .allSatisfy(fill -> assertThat(fill.fee()).isPositive());
  }

  @Test
  void accountsRecordedYearsAgoAreReadToo() throws IOException {
    Pairs pairs = Pairs.read(recordedPairs());
    JsonNode open = fixture(XCHANGE + "openorders-data.json").path("result").path("open");
    assertThat(Replies.orders(open, pairs)).hasSize(open.size());
    JsonNode trades = fixture(XCHANGE + "tradehistory-data.json").path("result").path("trades");
    assertThat(Replies.fills(trades, pairs)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ws_trade_update",
        "ws_ticker_snapshot",
        "ws_book_snapshot",
        "ws_book_update",
        "ws_pong",
        "ws_subscribe_response",
        "ws_ohlc_update",
        "ws_l3_snapshot",
        "ws_l3_update_add",
        "ws_l3_update_delete",
        "ws_l3_update_modify_price",
        "ws_l3_update_modify_qty"
      })
  void publicFramesThatOthersTestAgainstAreRead(String name) throws IOException {
    byte[] bytes = Files.readAllBytes(present(NAUTILUS + name + ".json"));
    List<Object> heard = new ArrayList<>();
    MarketFrames frames = new MarketFrames(() -> 1, new Recorder(heard));
    frames.names(Map.of("BTC/USD", KrakenHarness.BTC));

    frames.read(bytes, bytes.length);

    switch (name) {
      case "ws_trade_update" ->
          assertThat(heard)
              .hasSize(2)
              .hasOnlyElementsOfType(MarketEvent.Trade.class)
              .element(0)
              .satisfies(trade -> {
                MarketEvent.Trade first = (MarketEvent.Trade) trade;
                assertThat(first.qty()).isEqualTo(new BigDecimal("0.00027625"));
                assertThat(first.price()).isEqualTo(new BigDecimal("105944.20"));
                assertThat(first.tradeId()).isEqualTo(10_218_208);
                assertThat(first.buyerIsMaker()).isFalse();
                assertThat(first.venueMicros()).isEqualTo(1_696_613_755_440_295L);
              });
      case "ws_ticker_snapshot" ->
          assertThat(heard).singleElement().isInstanceOf(MarketEvent.Quote.class);
      case "ws_book_snapshot" -> assertThat(heard).containsExactly("book true 3 3 2439117997");
      case "ws_book_update" -> assertThat(heard).containsExactly("book false 1 0 2114181697");
      default -> assertThat(heard).as("of no use to the engine").isEmpty();
    }
  }

  @Test
  void orderIsWrittenAsOthersWriteIt() throws IOException {
    JsonNode theirs = fixture(NAUTILUS + "ws_add_order_request.json");
    NewOrder order =
        KrakenHarness.postOnly(
            "O-20260505-000001", trader.engine.core.orders.Side.BUY, "0.01", "30000.0");
    Pair pair = Objects.requireNonNull(Pairs.read(recordedPairs()).of(KrakenHarness.BTC));

    JsonNode ours =
        JSON.readTree(
            RequestFrames.place(42, order, pair, "2026-05-05T10:00:02.000Z", "TESTTOKEN"));

    assertThat(ours.path("method")).isEqualTo(theirs.path("method"));
    assertThat(ours.path("req_id")).isEqualTo(theirs.path("req_id"));
    theirs
        .path("params")
        .properties()
        .forEach(field ->
            assertThat(ours.path("params").path(field.getKey()).asString())
                .as(field.getKey())
                .isEqualToIgnoringCase(field.getValue().asString()));
    assertThat(RequestFrames.fits(new ClientOrderId("O-20260505-000001"))).isTrue();
  }

  /** Writes down what is heard. */
  private record Recorder(List<Object> heard) implements MarketFrames.Listener {
    @Override
    public void market(MarketEvent event) {
      heard.add(event);
    }

    @Override
    public void book(
        InstrumentId instrument,
        boolean snapshot,
        SentLevels bids,
        SentLevels asks,
        long checksum) {
      heard.add("book " + snapshot + " " + bids.size() + " " + asks.size() + " " + checksum);
    }

    @Override
    public void status(String system) {
      heard.add("status " + system);
    }

    @Override
    public void refused(String error) {
      heard.add("refused " + error);
    }

    @Override
    public void garbled(String why) {
      throw new AssertionError(why);
    }
  }

  private static JsonNode recordedPairs() throws IOException {
    String body =
        lines("recorded/cryptofeed-KRAKEN.0.gz").stream()
            .filter(line -> line.contains("AssetPairs ->"))
            .findFirst()
            .orElseThrow();
    return JSON.readTree(body.substring(body.indexOf(": {") + 2)).path("result");
  }

  private static List<JsonNode> frames(String file) throws IOException {
    List<JsonNode> frames = new ArrayList<>();
    for (String line : lines(file)) {
      int start = line.indexOf(": ");
      if (start >= 0 && Character.isDigit(line.charAt(0))) {
        frames.add(JSON.readTree(line.substring(start + 2)));
      }
    }
    return frames;
  }

  private static JsonNode fixture(String name) throws IOException {
    return JSON.readTree(Files.readAllBytes(present(name)));
  }

  private static List<String> lines(String file) throws IOException {
    try (var in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(present(file))),
                StandardCharsets.UTF_8))) {
      return in.lines().toList();
    }
  }

  private static Path present(String file) {
    Path path = WIRE.resolve(file);
    assumeTrue(Files.isReadable(path), () -> "no recorded data at " + path);
    return path;
  }
}
