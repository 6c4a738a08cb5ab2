package trader.venues.binance.futures;

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
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import trader.control.Account;
import trader.control.InstrumentId;
import trader.engine.core.Action;
import trader.engine.core.VenueEvent;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.OrderType;
import trader.engine.core.orders.Purpose;
import trader.engine.core.orders.Side;
import trader.simulator.Simulator;
import trader.simulator.SimulatorSettings;
import trader.simulator.binance.Limits;
import trader.simulator.binancefutures.FuturesServer;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;
import trader.simulator.prices.SteadyPrices;
import trader.venues.MarketFeed;
import trader.venues.QuickTimings;
import trader.venues.RecordingMetrics;
import trader.venues.RecordingSink;
import trader.venues.Venue;
import trader.venues.VenueRuntime;
import trader.venues.net.ApiCredentials;

/** A simulator with futures, an event loop, and the adapter between them. */
final class FuturesHarness implements AutoCloseable {
  static final InstrumentId BTC = new InstrumentId("BTCUSDT", BinanceFutures.VENUE);

  final Simulator simulator;
  final RecordingSink sink = new RecordingSink();
  final RecordingMetrics metrics = new RecordingMetrics();
  final AtomicInteger sent = new AtomicInteger();
  private final AtomicLong lastMicros = new AtomicLong();
  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final EventLoop loop = group.next();
  private final BinanceFutures futures;
  private final Venue venue;
  private final MarketFeed feed;

  FuturesHarness() {
    simulator =
        Simulator.start(
            SimulatorSettings.defaults()
                .withPrices(new SteadyPrices(200, 7))
                .withBalance("USDT", new BigDecimal("100000"))
                .withLimits(Limits.none())
                .withVenues(Set.of(Simulator.BINANCE_FUTURES)));
    BinanceFuturesSettings settings =
        BinanceFuturesSettings.at(
                URI.create("http://127.0.0.1:" + server().port()),
                Optional.of(new ApiCredentials(simulator.apiKey(), simulator.apiSecret())),
                Duration.ofMinutes(1),
                20)
            .with(QuickTimings.QUICK);
    var runtime =
        new VenueRuntime(
            loop, sink, this::nowMicros, RandomGenerator.of("L64X128MixRandom"), metrics);
    futures = new BinanceFutures(settings, runtime);
    venue = futures.venue();
    feed = futures.feed(List.of(BTC));
  }

  FuturesServer server() {
    return simulator.binanceFutures();
  }

  private long nowMicros() {
    long wall = InstantSource.system().millis() * 1_000;
    return lastMicros.accumulateAndGet(wall, Math::max);
  }

  FuturesHarness connected() {
    onLoop(venue::start);
    sink.await(VenueEvent.LinkStatus.class, VenueEvent.LinkStatus::up);
    return this;
  }

  void startVenue() {
    onLoop(venue::start);
  }

  void replace(String id, String venueOrderId, String qty, @Nullable String price) {
    onLoop(() ->
        venue.replace(
            new Action.Replace(
                Account.LIVE,
                BTC,
                new ClientOrderId(id),
                venueOrderId,
                new BigDecimal(qty),
                price == null ? null : new BigDecimal(price),
                price == null ? new BigDecimal("50000") : null)));
  }

  /** How often a call has reached the simulator. */
  long calls(String endpoint) {
    return server().witness().requests().getOrDefault(endpoint, 0L);
  }

  void startFeed() {
    onLoop(feed::start);
  }

  void submit(NewOrder order) {
    onLoop(() -> venue.submit(new Action.Submit(order), sent::incrementAndGet));
  }

  void cancel(NewOrder order, @Nullable String venueOrderId) {
    onLoop(() -> venue.cancel(new Action.Cancel(Account.LIVE, BTC, order.id(), venueOrderId)));
  }

  void query(NewOrder order) {
    onLoop(() -> venue.query(new Action.Query(Account.LIVE, BTC, order.id())));
  }

  void reconcile(String lastTradeId) {
    long since = nowMicros() - TimeUnit.DAYS.toMicros(2);
    onLoop(
        () -> venue.reconcile(new Action.Reconcile(Account.LIVE, Map.of(BTC, lastTradeId), since)));
  }

  void fault(FaultKind kind, String on) {
    server().addFault(Fault.of(kind).on(on).times(1));
  }

  void print(String price, Side aggressor) {
    server()
        .print(
            "BTCUSDT",
            new BigDecimal(price),
            new BigDecimal("0.01"),
            trader.simulator.matching.Side.valueOf(aggressor.name()));
  }

  static NewOrder market(String id, Side side, String qty) {
    return order(id, side, OrderType.MARKET, Purpose.ENTRY, qty, null, null, false, false);
  }

  static NewOrder limit(String id, Side side, String qty, String price, boolean postOnly) {
    return order(id, side, OrderType.LIMIT, Purpose.ENTRY, qty, price, null, false, postOnly);
  }

  static NewOrder stop(String id, Side side, String qty, String trigger) {
    return order(id, side, OrderType.STOP_LOSS, Purpose.STOP, qty, null, trigger, true, false);
  }

  static NewOrder takeProfit(String id, Side side, String qty, String trigger) {
    return order(
        id, side, OrderType.TAKE_PROFIT, Purpose.TAKE_PROFIT, qty, null, trigger, true, false);
  }

  static NewOrder close(String id, Side side, String qty) {
    return order(id, side, OrderType.MARKET, Purpose.CLOSE, qty, null, null, true, false);
  }

  private static NewOrder order(
      String id,
      Side side,
      OrderType type,
      Purpose purpose,
      String qty,
      @Nullable String price,
      @Nullable String trigger,
      boolean reduceOnly,
      boolean postOnly) {
    return new NewOrder(
        new ClientOrderId(id),
        Account.LIVE,
        BTC,
        side,
        type,
        purpose,
        new BigDecimal(qty),
        price == null ? null : new BigDecimal(price),
        trigger == null ? null : new BigDecimal(trigger),
        null,
        "test",
        "test",
        0,
        reduceOnly,
        postOnly,
        "");
  }

  private void onLoop(Runnable task) {
    loop.submit(task).syncUninterruptibly();
  }

  @Override
  public void close() {
    onLoop(feed::close);
    onLoop(venue::close);
    futures.close();
    group.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
    simulator.close();
  }
}
