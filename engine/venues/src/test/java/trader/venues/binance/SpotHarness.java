package trader.venues.binance;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import trader.control.Account;
import trader.engine.core.Action;
import trader.engine.core.VenueEvent;
import trader.engine.core.orders.NewOrder;
import trader.simulator.Simulator;
import trader.simulator.SimulatorSettings;
import trader.simulator.binance.Limits;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;
import trader.simulator.prices.SteadyPrices;
import trader.venues.MarketFeed;
import trader.venues.QuickTimings;
import trader.venues.RecordingMetrics;
import trader.venues.RecordingSink;
import trader.venues.TestOrders;
import trader.venues.Venue;
import trader.venues.VenueRuntime;
import trader.venues.net.ApiCredentials;
import trader.venues.net.Timings;

/** A simulator, an event loop, and the adapter between them. */
final class SpotHarness implements AutoCloseable {
  static final Timings QUICK = QuickTimings.QUICK;

  final Simulator simulator;
  final RecordingSink sink = new RecordingSink();
  final RecordingMetrics metrics = new RecordingMetrics();
  final AtomicInteger sent = new AtomicInteger();
  private final AtomicLong lastMicros = new AtomicLong();
  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final EventLoop loop = group.next();
  private final BinanceSpot spot;
  private final Venue venue;
  private final MarketFeed feed;

  static Timings clockSync(Duration often) {
    return new Timings(
        QUICK.recvWindow(),
        QUICK.callTimeout(),
        QUICK.readTimeout(),
        QUICK.firstBackoff(),
        QUICK.longestBackoff(),
        QUICK.silence(),
        often,
        QUICK.rulesRefresh());
  }

  SpotHarness() {
    this(settings(), QUICK, Optional.empty());
  }

  SpotHarness(SimulatorSettings simulated, Timings timings, Optional<ApiCredentials> credentials) {
    this(simulated, timings, credentials, Duration.ofMinutes(1));
  }

  /** A harness whose feed reads past bars of that length. */
  static SpotHarness bars(Duration length) {
    return new SpotHarness(settings(), QUICK, Optional.empty(), length);
  }

  private SpotHarness(
      SimulatorSettings simulated,
      Timings timings,
      Optional<ApiCredentials> credentials,
      Duration bar) {
    simulator = Simulator.start(simulated);
    BinanceSpotSettings settings =
        BinanceSpotSettings.at(
                URI.create(simulator.baseUrl()),
                credentials.or(() ->
                    Optional.of(new ApiCredentials(simulator.apiKey(), simulator.apiSecret()))),
                bar,
                50)
            .with(timings);
    var runtime =
        new VenueRuntime(
            loop, sink, this::nowMicros, RandomGenerator.of("L64X128MixRandom"), metrics);
    spot = new BinanceSpot(settings, runtime);
    venue = spot.venue();
    feed = spot.feed(List.of(TestOrders.BTC));
  }

  static SimulatorSettings settings() {
    return SimulatorSettings.defaults()
        .withPrices(new SteadyPrices(200, 7))
        .withBalance("BTC", BigDecimal.ONE)
        .withBalance("USDT", new BigDecimal("100000"))
        .withLimits(Limits.none());
  }

  long nowMicros() {
    long wall = InstantSource.system().millis() * 1_000;
    return lastMicros.accumulateAndGet(wall, Math::max);
  }

  SpotHarness connected() {
    onLoop(venue::start);
    sink.await(VenueEvent.LinkStatus.class, VenueEvent.LinkStatus::up);
    return this;
  }

  void startFeed() {
    onLoop(feed::start);
  }

  void startVenue() {
    onLoop(venue::start);
  }

  void submit(NewOrder order) {
    onLoop(() -> venue.submit(new Action.Submit(order), sent::incrementAndGet));
  }

  void cancel(NewOrder order) {
    onLoop(() -> venue.cancel(TestOrders.cancel(order)));
  }

  void replace(NewOrder order, String qty, @Nullable String price, @Nullable String stopPrice) {
    onLoop(() ->
        venue.replace(
            new Action.Replace(
                order.account(),
                order.instrument(),
                order.id(),
                null,
                new BigDecimal(qty),
                price == null ? null : new BigDecimal(price),
                stopPrice == null ? null : new BigDecimal(stopPrice))));
  }

  void query(NewOrder order) {
    onLoop(() -> venue.query(TestOrders.query(order)));
  }

  void reconcile(String lastTradeId) {
    long since = nowMicros() - TimeUnit.DAYS.toMicros(2);
    onLoop(() ->
        venue.reconcile(
            new Action.Reconcile(Account.LIVE, Map.of(TestOrders.BTC, lastTradeId), since)));
  }

  void fault(FaultKind kind, String on) {
    simulator.addFault(Fault.of(kind).on(on).times(1));
  }

  void fault(Fault fault) {
    simulator.addFault(fault);
  }

  /** How often an order of that id has reached the simulator. */
  long received(NewOrder order) {
    return simulator.receivedOrders().stream()
        .filter(received -> received.clientOrderId().equals(order.id().value()))
        .count();
  }

  private void onLoop(Runnable task) {
    loop.submit(task).syncUninterruptibly();
  }

  @Override
  public void close() {
    onLoop(feed::close);
    onLoop(venue::close);
    spot.close();
    group.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
    simulator.close();
  }
}
