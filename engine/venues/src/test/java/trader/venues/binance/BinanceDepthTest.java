package trader.venues.binance;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import trader.control.InstrumentId;
import trader.simulator.Simulator;
import trader.simulator.SimulatorSettings;
import trader.simulator.binance.Limits;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;
import trader.simulator.net.VenueServer;
import trader.simulator.prices.SteadyPrices;
import trader.venues.QuickTimings;
import trader.venues.VenueMetrics;
import trader.venues.VenueRuntime;
import trader.venues.binance.futures.BinanceFutures;
import trader.venues.binance.futures.BinanceFuturesSettings;
import trader.venues.book.BookCopy;
import trader.venues.book.BookLevel;

/** A book that is kept over streams, gaps and lost connections ends as the venue's. */
@Tag("integration")
class BinanceDepthTest {
  private final Simulator simulator =
      Simulator.start(
          SimulatorSettings.defaults()
              .withPrices(new SteadyPrices(200, 7))
              .withLimits(Limits.none()));
  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final EventLoop loop = group.next();
  private final VenueRuntime runtime =
      new VenueRuntime(
          loop,
          event -> {},
          () -> System.currentTimeMillis() * 1_000,
          RandomGenerator.of("L64X128MixRandom"),
          VenueMetrics.NONE);

  private final List<Runnable> opened = new ArrayList<>();

  @AfterEach
  void stop() {
    opened.forEach(Runnable::run);
    group.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
    simulator.close();
  }

  private BinanceBooks depth(VenueServer venue) {
    URI base = URI.create("http://127.0.0.1:" + venue.port());
    if (venue.name().equals(Simulator.SPOT)) {
      BinanceSpotSettings settings =
          BinanceSpotSettings.at(base, Optional.empty(), Duration.ofMinutes(1), 0);
      BinanceSpot spot = new BinanceSpot(settings.with(QuickTimings.QUICK), runtime);
      opened.add(spot::close);
      return spot.depth(List.of(instrument(venue)), runtime);
    }
    BinanceFuturesSettings settings =
        BinanceFuturesSettings.at(base, Optional.empty(), Duration.ofMinutes(1), 0);
    BinanceFutures futures = new BinanceFutures(settings.with(QuickTimings.QUICK), runtime);
    opened.add(futures::close);
    return futures.depth(List.of(instrument(venue)), runtime);
  }

  private static InstrumentId instrument(VenueServer venue) {
    return new InstrumentId(
        "BTCUSDT", venue.name().equals(Simulator.SPOT) ? "BINANCE" : "BINANCE_FUTURES");
  }

  @ParameterizedTest
  @ValueSource(strings = {Simulator.SPOT, Simulator.BINANCE_FUTURES})
  void bookIsTheVenuesAfterAGapAndALostConnection(String name)
      throws IOException, InterruptedException {
    VenueServer venue = simulator.venue(name);
    BinanceBooks books = depth(venue);
    DepthSync sync = books.sync(instrument(venue));
    loop.submit(books::start).syncUninterruptibly();
    await(sync::isInStep);

    venue.addFault(Fault.of(FaultKind.DEPTH_GAP).on("BTCUSDT").times(1));
    await(() -> sync.gaps() == 1 && sync.isInStep());
    venue.addFault(Fault.of(FaultKind.DROP_STREAM).on("btcusdt@depth@100ms").times(1));
    await(() -> snapshots(venue) >= 3 && sync.isInStep());
    venue.addFault(Fault.of(FaultKind.HALT).on("BTCUSDT"));

    JsonNode snapshot = snapshot(venue);
    long last = snapshot.path("lastUpdateId").asLong();
    await(() -> sync.lastId() == last);
    assertSame(books.copy(instrument(venue), 1_000).join(), snapshot);
    assertThat(books.health())
        .singleElement()
        .satisfies(health -> {
          assertThat(health.inStep()).isTrue();
          assertThat(health.gaps()).isEqualTo(1);
          assertThat(health.resyncs()).isGreaterThanOrEqualTo(2);
          assertThat(health.changedMicros()).isPositive();
        });
    loop.submit(books::close).syncUninterruptibly();
  }

  private static long snapshots(VenueServer venue) {
    return venue.witness().requests().entrySet().stream()
        .filter(entry -> entry.getKey().endsWith("/depth"))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private void await(BooleanSupplier condition) {
    Awaitility.await().until(() -> loop.submit(condition::getAsBoolean).get());
  }

  private static JsonNode snapshot(VenueServer venue) throws IOException, InterruptedException {
    String path = venue.name().equals(Simulator.SPOT) ? "/api/v3/depth" : "/fapi/v1/depth";
    URI uri = URI.create("http://127.0.0.1:" + venue.port() + path + "?symbol=BTCUSDT&limit=1000");
    try (HttpClient http = HttpClient.newHttpClient()) {
      return new JsonMapper()
          .readTree(http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body());
    }
  }

  private static void assertSame(BookCopy book, JsonNode snapshot) {
    assertSame(book.bids(), snapshot.path("bids"));
    assertSame(book.asks(), snapshot.path("asks"));
  }

  private static void assertSame(List<BookLevel> side, JsonNode levels) {
    assertThat(side).hasSize(levels.size());
    for (int i = 0; i < side.size(); i++) {
      JsonNode level = levels.path(i);
      assertThat(side.get(i).price()).isEqualByComparingTo(level.path(0).asString());
      assertThat(side.get(i).qty()).isEqualByComparingTo(level.path(1).asString());
    }
  }
}
