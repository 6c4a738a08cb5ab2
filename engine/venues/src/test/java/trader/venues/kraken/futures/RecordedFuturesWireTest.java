package trader.venues.kraken.futures;

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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import trader.control.InstrumentId;
import trader.engine.core.InstrumentRules;
import trader.engine.core.MarketEvent;
import trader.engine.core.VenueEvent;

/** What the venue really sent, and what other projects test against; read where it is present. */
class RecordedFuturesWireTest {
  private static final Path WIRE = Path.of("../../../shared/data/wire");
  private static final JsonMapper JSON = new JsonMapper();

  private final List<MarketEvent> events = new ArrayList<>();
  private final List<String> holes = new ArrayList<>();
  private final FeedFrames frames =
      new FeedFrames(
          () -> 1,
          new FeedFrames.Listener() {
            @Override
            public void market(MarketEvent event) {
              events.add(event);
            }

            @Override
            public void hole(InstrumentId instrument, String why) {
              holes.add(why);
            }

            @Override
            public void subscribed(String feed, InstrumentId instrument) {}

            @Override
            public void garbled(String why) {
              throw new AssertionError(why);
            }
          });

  /** A recorded product that is no perpetual in dollars plays the part of one. */
  private static String asPerpetual(String frame, String product) {
    return frame.replace('"' + product + '"', "\"PF_XBTUSD\"");
  }

  private static InstrumentRules rules(int sizeScale) {
    return new InstrumentRules(
        FuturesHarness.BTC,
        "BTC",
        "USD",
        new BigDecimal("0.000001"),
        BigDecimal.ONE.movePointLeft(sizeScale),
        BigDecimal.ZERO,
        BigDecimal.TEN,
        BigDecimal.ZERO,
        true,
        InstrumentRules.Kind.LINEAR_PERPETUAL,
        true);
  }

  @Test
  void recordedBooksFollowWithoutHolesAndEndAtTheVenuesLevels() throws IOException {
    List<String> recorded = frames("recorded/cryptofeed-KRAKEN_FUTURES.ws.1.0.gz");
    Map<String, Integer> products = new HashMap<>();
    for (String frame : recorded) {
      JsonNode node = JSON.readTree(frame);
      if (node.path("feed").asString("").startsWith("book") && node.has("seq")) {
        products.merge(node.get("product_id").asString(), 1, Integer::sum);
      }
    }
    assertThat(products).isNotEmpty();
    for (String product : products.keySet()) {
      replay(recorded, product);
    }
    assertThat(holes).isEmpty();
  }

  @Test
  void everyRecordedFrameIsOfAKnownKindAndNoneIsGarbled() throws IOException {
    frames.wants(FuturesHarness.BTC);
    Map<String, Integer> kinds = new TreeMap<>();
    for (String frame : frames("recorded/cryptofeed-KRAKEN_FUTURES.ws.1.0.gz")) {
      JsonNode node = JSON.readTree(frame);
      kinds.merge(
          node.path("event").asString(node.path("feed").asString("unknown")), 1, Integer::sum);
      byte[] bytes = frame.getBytes(StandardCharsets.UTF_8);
      frames.read(bytes, bytes.length);
    }
    assertThat(kinds)
        .hasToString(
            "{book=7014, book_snapshot=10, info=1, subscribed=30, ticker_lite=107, trade=3,"
                + " trade_snapshot=10}");
    assertThat(events).as("none is of the product that is wanted").isEmpty();
  }

  private void replay(List<String> recorded, String product) {
    frames.wants(rules(0));
    Map<BigDecimal, BigDecimal> bids = new HashMap<>();
    Map<BigDecimal, BigDecimal> asks = new HashMap<>();
    events.clear();
    int trades = 0;
    for (String frame : recorded) {
      JsonNode node = JSON.readTree(frame);
      if (!node.path("product_id").asString("").equals(product)) {
        continue;
      }
      byte[] bytes = asPerpetual(frame, product).getBytes(StandardCharsets.UTF_8);
      frames.read(bytes, bytes.length);
      switch (node.path("feed").asString("")) {
        case "book_snapshot" -> {
          bids.clear();
          asks.clear();
          node.get("bids").forEach(l -> set(bids, l));
          node.get("asks").forEach(l -> set(asks, l));
        }
        case "book" -> set(node.get("side").asString().equals("buy") ? bids : asks, node);
        case "trade" -> trades++;
        default -> {}
      }
    }
    SequencedBook book = Objects.requireNonNull(frames.book("PF_XBTUSD"));
    assertThat(levels(book, true)).as("bids of %s", product).isEqualTo(bids);
    assertThat(levels(book, false)).as("asks of %s", product).isEqualTo(asks);
    assertThat(events.stream().filter(MarketEvent.Trade.class::isInstance).count())
        .isEqualTo(trades);
  }

  private static void set(Map<BigDecimal, BigDecimal> side, JsonNode level) {
    BigDecimal price = level.get("price").decimalValue().stripTrailingZeros();
    BigDecimal quantity = level.get("qty").decimalValue().stripTrailingZeros();
    if (quantity.signum() == 0) {
      side.remove(price);
    } else {
      side.put(price, quantity);
    }
  }

  private static Map<BigDecimal, BigDecimal> levels(SequencedBook book, boolean isBid) {
    Map<BigDecimal, BigDecimal> result = new HashMap<>();
    int count = isBid ? book.levels().bids() : book.levels().asks();
    for (int i = 0; i < count; i++) {
      long price = isBid ? book.levels().bidPrice(i) : book.levels().askPrice(i);
      long quantity = isBid ? book.levels().bidQuantity(i) : book.levels().askQuantity(i);
      result.put(
          book.levels().price(price).stripTrailingZeros(),
          book.levels().quantity(quantity).stripTrailingZeros());
    }
    return result;
  }

  @Test
  void bodiesThatOthersTestAgainstAreRead() throws IOException {
    List<InstrumentRules> rules = FuturesReplies.rules(fixture("http_futures_instruments"));
    assertThat(rules)
        .anySatisfy(r -> {
          assertThat(r.instrument().symbol()).isEqualTo("ETHUSD");
          assertThat(r.lotSize()).isEqualByComparingTo("0.001");
          assertThat(r.tickSize()).isEqualByComparingTo("0.1");
        })
        .noneMatch(r -> r.lotSize().signum() <= 0);
    assertThat(FuturesReplies.rules(fixture("http_futures_instrument_no_fee_schedule"))).hasSize(1);
    assertThat(FuturesReplies.openOrders(fixture("http_futures_open_orders"))).isEmpty();
    assertThat(FuturesReplies.fills(fixture("http_futures_fills"))).isEmpty();
    assertThat(FuturesReplies.positions(fixture("http_futures_open_positions"))).isEmpty();
  }

  @Test
  void privateMessagesThatOthersTestAgainstAreRead() throws IOException {
    PrivateEvents events = new PrivateEvents(new Working());
    assertThat(events.read(fixture("ws_futures_fills_delta"), 1).events())
        .singleElement()
        .isInstanceOfSatisfying(
            VenueEvent.Filled.class,
            f -> {
              assertThat(f.fee()).isEqualByComparingTo("0.001581");
              assertThat(f.order().value()).isEqualTo("b661bad0-7037-4b73-9e07-a65b515e4ef7");
            });
    assertThat(events.read(fixture("ws_futures_open_orders_snapshot"), 1).events()).isEmpty();
    assertThat(events.read(fixture("ws_futures_open_orders_delta"), 1).events())
        .singleElement()
        .isInstanceOf(VenueEvent.Accepted.class);
    assertThat(events.read(fixture("ws_futures_open_orders_delta_full_fill"), 1).events())
        .isEmpty();
    assertThat(events.read(fixture("ws_futures_open_orders_cancel"), 1).lookups()).hasSize(1);
  }

  @Test
  void publicFramesThatOthersTestAgainstAreRead() throws IOException {
    frames.wants(rules(4));
    for (String name :
        List.of("ws_futures_book_snapshot", "ws_futures_trade", "ws_futures_ticker")) {
      String text = asPerpetual(fixture(name).toString(), "PI_XBTUSD");
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      frames.read(bytes, bytes.length);
    }
    assertThat(events).hasSize(2);
    assertThat(events.getFirst())
        .isInstanceOfSatisfying(
            MarketEvent.Quote.class, q -> assertThat(q.bid()).isEqualByComparingTo("34892.5"));
  }

  @Test
  void levelsWithoutAQuantityAndSnapshotsOfTradesThatOthersTestAgainstAreRead() throws IOException {
    frames.wants(rules(4));
    for (String name :
        List.of("ws_futures_book_snapshot_with_zero_qty", "ws_futures_trade_snapshot")) {
      byte[] bytes =
          asPerpetual(fixture(name).toString(), "PI_XBTUSD").getBytes(StandardCharsets.UTF_8);
      frames.read(bytes, bytes.length);
    }
    SequencedBook book = Objects.requireNonNull(frames.book("PF_XBTUSD"));
    assertThat(book.levels().bids()).isEqualTo(2);
    assertThat(book.levels().asks()).isEqualTo(1);
    assertThat(events).as("past trades are no new ones").hasSize(1);

    String delta =
        asPerpetual(fixture("ws_futures_book_delta").toString(), "PI_XBTUSD")
            .replace("326094134", "326072250")
            .replace("34981", "34912");
    frames.read(delta.getBytes(StandardCharsets.UTF_8), delta.length());
    assertThat(book.levels().asks()).isZero();
  }

  private static JsonNode fixture(String name) throws IOException {
    Path path = present("fixtures/nautilus/kraken/" + name + ".json");
    return JSON.readTree(Files.readAllBytes(path));
  }

  private static List<String> frames(String file) throws IOException {
    try (var in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(present(file))),
                StandardCharsets.UTF_8))) {
      return in.lines()
          .filter(line -> !line.startsWith("wss:") && line.contains(": {"))
          .map(line -> line.substring(line.indexOf(": {") + 2))
          .toList();
    }
  }

  private static Path present(String file) {
    Path path = WIRE.resolve(file);
    assumeTrue(Files.isReadable(path), () -> "no recorded data at " + path);
    return path;
  }
}
