package trader.venues.binance;

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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import trader.control.InstrumentId;
import trader.engine.core.MarketEvent;
import trader.venues.book.DepthUpdate;
import trader.venues.book.OrderBook;
import trader.venues.book.ScaledDecimal;

/** Every frame of the recorded sockets, decoded and held against a plain reading of its text. */
class RecordedStreamsTest {
  private static final Path RECORDED = Path.of("../../../shared/data/wire/recorded");
  private static final int SCALE = 8;
  private static final JsonMapper JSON = new JsonMapper();

  private final List<MarketEvent> events = new ArrayList<>();
  private final Map<String, Integer> counted = new TreeMap<>();
  private final Map<String, Symbol> symbols = new HashMap<>();

  /** A book as the decoder keeps it, and one kept by the plainest means. */
  private static final class Symbol {
    private final DepthSync sync;
    private final DepthFrames frames = new DepthFrames(SCALE, SCALE);
    private final Map<Boolean, TreeMap<Long, Long>> plain =
        Map.of(true, new TreeMap<>(Comparator.reverseOrder()), false, new TreeMap<>());
    private final List<JsonNode> early = new ArrayList<>();
    private long snapshotId = -1;

    Symbol(DepthSync.Rules rules) {
      sync = new DepthSync(rules, new OrderBook(SCALE, SCALE, 5_000));
    }

    void snapshot(byte[] body) {
      DepthUpdate snapshot = frames.read(body, body.length);
      snapshotId = snapshot.lastId();
      assertThat(sync.snapshot(snapshot)).isEqualTo(DepthSync.Step.APPLIED);
      JsonNode tree = JSON.readTree(body);
      set(true, tree.path("bids"));
      set(false, tree.path("asks"));
      early.forEach(this::applyPlainly);
    }

    void difference(byte[] frame, JsonNode data) {
      DepthUpdate update = frames.read(frame, frame.length);
      assertThat(update.lastId()).isEqualTo(data.path("u").asLong());
      assertThat(update.firstId()).isEqualTo(data.path("U").asLong());
      assertThat(update.previousId()).isEqualTo(data.path("pu").asLong(-1));
      assertThat(update.bids()).isEqualTo(data.path("b").size());
      assertThat(update.asks()).isEqualTo(data.path("a").size());
      for (int i = 0; i < update.bids(); i++) {
        assertThat(update.bidPrice(i)).isEqualTo(scaled(data.path("b").path(i).path(0)));
        assertThat(update.bidQuantity(i)).isEqualTo(scaled(data.path("b").path(i).path(1)));
      }
      assertThat(sync.update(update)).isNotEqualTo(DepthSync.Step.GAP);
      if (snapshotId < 0) {
        early.add(data);
      } else {
        applyPlainly(data);
      }
    }

    private void applyPlainly(JsonNode data) {
      if (data.path("u").asLong() > snapshotId) {
        set(true, data.path("b"));
        set(false, data.path("a"));
      }
    }

    private void set(boolean isBid, JsonNode levels) {
      TreeMap<Long, Long> side = Objects.requireNonNull(plain.get(isBid));
      for (JsonNode level : levels) {
        if (scaled(level.path(1)) == 0) {
          side.remove(scaled(level.path(0)));
        } else {
          side.put(scaled(level.path(0)), scaled(level.path(1)));
        }
      }
    }

    void endsAsThePlainOne() {
      OrderBook book = sync.book();
      assertThat(sync.gaps()).isZero();
      assertThat(book.isCrossed()).isFalse();
      TreeMap<Long, Long> bids = new TreeMap<>(Comparator.reverseOrder());
      for (int i = 0; i < book.bids(); i++) {
        bids.put(book.bidPrice(i), book.bidQuantity(i));
      }
      TreeMap<Long, Long> asks = new TreeMap<>();
      for (int i = 0; i < book.asks(); i++) {
        asks.put(book.askPrice(i), book.askQuantity(i));
      }
      assertThat(bids).isEqualTo(plain.get(true)).isNotEmpty();
      assertThat(asks).isEqualTo(plain.get(false)).isNotEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "BINANCE,SPOT,265,'{aggTrade=2, bookTicker=84, depthUpdate=177, kline=2}'",
    "BINANCE_FUTURES,FUTURES,1535," + "'{aggTrade=91, bookTicker=613, depthUpdate=764, kline=67}'",
  })
  void everyRecordedFrameIsDecodedAndEveryBookEndsAsThePlainOne(
      String venue, DepthSync.Rules rules, int frames, String kinds) throws IOException {
    TreeMap<Double, byte[]> snapshots = new TreeMap<>();
    Map<Double, String> snapshotOf = new HashMap<>();
    for (String line : lines("cryptofeed-" + venue + ".http.0.0.gz")) {
      int arrow = line.indexOf(" -> ");
      if (arrow > 0) {
        int colon = line.indexOf(": ", arrow);
        double at = Double.parseDouble(line.substring(arrow + 4, colon));
        snapshots.put(at, bytes(line.substring(colon + 2)));
        snapshotOf.put(at, line.replaceFirst(".*symbol=([A-Z]+)&.*", "$1"));
      }
    }
    for (String symbol : snapshotOf.values()) {
      symbols.put(symbol, new Symbol(rules));
    }
    MarketFrames decoder = decoder();
    int seen = 0;
    for (String line : lines("cryptofeed-" + venue + ".ws.1.0.gz")) {
      int colon = line.indexOf(": {");
      if (colon < 0) {
        continue;
      }
      double at = Double.parseDouble(line.substring(0, colon));
      while (!snapshots.isEmpty() && snapshots.firstKey() < at) {
        Map.Entry<Double, byte[]> next = snapshots.pollFirstEntry();
        symbol(Objects.requireNonNull(snapshotOf.get(next.getKey()))).snapshot(next.getValue());
      }
      decode(decoder, bytes(line.substring(colon + 2)));
      seen++;
    }

    assertThat(seen).isEqualTo(frames);
    assertThat(counted).hasToString(kinds);
    assertThat(symbols).hasSize(4);
    symbols.values().forEach(Symbol::endsAsThePlainOne);
  }

  private Symbol symbol(String name) {
    return Objects.requireNonNull(symbols.get(name), name);
  }

  private MarketFrames decoder() {
    Map<String, InstrumentId> wanted = new HashMap<>();
    symbols.keySet().forEach(name -> wanted.put(name, new InstrumentId(name, "BINANCE")));
    return new MarketFrames(
        "aggTrade",
        wanted,
        () -> 1,
        new MarketFrames.Listener() {
          @Override
          public void market(MarketEvent event) {
            events.add(event);
          }

          @Override
          public void serverShutdown() {
            throw new AssertionError("no such event was recorded");
          }

          @Override
          public void garbled(String why) {
            throw new AssertionError(why);
          }
        });
  }

  private void decode(MarketFrames decoder, byte[] frame) {
    JsonNode data = JSON.readTree(frame).path("data");
    String kind = data.path("e").asString("bookTicker");
    counted.merge(kind, 1, Integer::sum);
    events.clear();
    decoder.read(frame, frame.length);
    switch (kind) {
      case "bookTicker" ->
          assertThat(events)
              .singleElement()
              .isEqualTo(
                  new MarketEvent.Quote(
                      1,
                      new InstrumentId(data.path("s").asString(), "BINANCE"),
                      plain(data, "b"),
                      plain(data, "B"),
                      plain(data, "a"),
                      plain(data, "A")));
      case "aggTrade" ->
          assertThat(events)
              .singleElement()
              .isEqualTo(
                  new MarketEvent.Trade(
                      1,
                      new InstrumentId(data.path("s").asString(), "BINANCE"),
                      data.path("T").asLong() * 1_000,
                      data.path("a").asLong(),
                      plain(data, "p"),
                      plain(data, "q"),
                      data.path("m").asBoolean()));
      case "depthUpdate" -> {
        assertThat(events).isEmpty();
        symbol(data.path("s").asString()).difference(frame, data);
      }
      case "kline" -> assertThat(events).as("bars are made of trades here").isEmpty();
      default -> throw new AssertionError("a frame of an unknown kind: " + kind);
    }
  }

  /** Without the zeros at the end, but never with an exponent. */
  private static BigDecimal plain(JsonNode data, String field) {
    BigDecimal value = new BigDecimal(data.path(field).asString()).stripTrailingZeros();
    return value.scale() < 0 ? value.setScale(0) : value;
  }

  private static long scaled(JsonNode text) {
    return ScaledDecimal.parse(text.asString(), SCALE);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> lines(String file) throws IOException {
    Path path = RECORDED.resolve(file);
    assumeTrue(Files.isReadable(path), () -> "no recorded data at " + path);
    try (var in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(path)), StandardCharsets.UTF_8))) {
      return in.lines().toList();
    }
  }
}
