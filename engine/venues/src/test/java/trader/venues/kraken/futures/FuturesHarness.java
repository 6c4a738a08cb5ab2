package trader.venues.kraken.futures;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;
import trader.simulator.krakenfutures.KrakenFuturesServer;
import trader.simulator.prices.PriceSource;
import trader.simulator.prices.SteadyPrices;
import trader.venues.DepthFeed;
import trader.venues.MarketFeed;
import trader.venues.RecordingMetrics;
import trader.venues.RecordingSink;
import trader.venues.Venue;
import trader.venues.VenueRuntime;
import trader.venues.book.BookCopy;
import trader.venues.book.BookHealth;
import trader.venues.net.ApiCredentials;
import trader.venues.net.Timings;

/** A simulated venue, an event loop, and the adapter between them. */
final class FuturesHarness implements AutoCloseable {
  static final InstrumentId BTC = new InstrumentId("BTCUSD", "KRAKEN_FUTURES");

  private static final Timings QUICK =
      new Timings(
          Duration.ofSeconds(1),
          Duration.ofMillis(250),
          Duration.ofSeconds(2),
          Duration.ofMillis(20),
          Duration.ofMillis(200),
          Duration.ofSeconds(2),
          Duration.ofMinutes(1),
          Duration.ofMinutes(5));

  final Simulator simulator;
  final KrakenFuturesServer server;
  final RecordingSink sink = new RecordingSink();
  final RecordingMetrics metrics = new RecordingMetrics();
  final AtomicInteger sent = new AtomicInteger();
  private final AtomicLong lastMicros = new AtomicLong();
  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final EventLoop loop = group.next();
  private final BigDecimal price;
  private final KrakenFutures futures;
  private final Venue venue;
  private final MarketFeed feed;
  private final DepthFeed books;

  FuturesHarness() {
    this(new SteadyPrices(1, 7), Duration.ZERO);
  }

  FuturesHarness(PriceSource prices, Duration deadMan) {
    simulator =
        Simulator.start(
            SimulatorSettings.defaults()
                .withPrices(prices)
                .withBalance("USDT", new BigDecimal("100000"))
                .withLimits(Limits.none())
                .withVenues(Set.of(Simulator.KRAKEN_FUTURES)));
    server = (KrakenFuturesServer) simulator.venue(Simulator.KRAKEN_FUTURES);
    price = server.lastPrice("PF_XBTUSD");
    KrakenFuturesSettings settings =
        KrakenFuturesSettings.at(
                URI.create("http://127.0.0.1:" + server.port()),
                Optional.of(new ApiCredentials(simulator.apiKey(), simulator.apiSecret())),
                Duration.ofMinutes(1),
                50)
            .with(QUICK)
            .withDeadMan(deadMan);
    var runtime =
        new VenueRuntime(
            loop, sink, this::nowMicros, RandomGenerator.of("L64X128MixRandom"), metrics);
    futures = new KrakenFutures(settings, runtime);
    venue = futures.venue();
    feed = futures.feed(List.of(BTC));
    books = futures.depth(List.of(BTC), runtime);
  }

  long nowMicros() {
    long wall = InstantSource.system().millis() * 1_000;
    return lastMicros.accumulateAndGet(wall, Math::max);
  }

  FuturesHarness connected() {
    onLoop(venue::start);
    sink.await(VenueEvent.LinkStatus.class, VenueEvent.LinkStatus::up);
    return this;
  }

  /** Keeps the book too. */
  void startBooks() {
    onLoop(books::start);
  }

  /** How the book stands. */
  BookHealth book() {
    return books.health().getFirst();
  }

  /** Its best levels. */
  BookCopy levels(int most) {
    return books.copy(BTC, most).join();
  }

  void startFeed() {
    onLoop(feed::start);
  }

  static NewOrder market(String id, Side side, String qty) {
    return order(id, side, OrderType.MARKET, Purpose.ENTRY, qty, null, null, false);
  }

  static NewOrder close(String id, Side side, String qty) {
    return order(id, side, OrderType.MARKET, Purpose.CLOSE, qty, null, null, false);
  }

  static NewOrder limit(String id, Side side, String qty, BigDecimal price) {
    return order(id, side, OrderType.LIMIT, Purpose.ENTRY, qty, price, null, false);
  }

  static NewOrder post(String id, Side side, String qty, BigDecimal price) {
    return order(id, side, OrderType.LIMIT, Purpose.ENTRY, qty, price, null, true);
  }

  static NewOrder stop(String id, Side side, String qty, BigDecimal trigger) {
    return order(id, side, OrderType.STOP_LOSS, Purpose.STOP, qty, null, trigger, false);
  }

  private static NewOrder order(
      String id,
      Side side,
      OrderType type,
      Purpose purpose,
      String qty,
      @Nullable BigDecimal price,
      @Nullable BigDecimal stop,
      boolean post) {
    return new NewOrder(
        new ClientOrderId(id),
        Account.LIVE,
        BTC,
        side,
        type,
        purpose,
        new BigDecimal(qty),
        price,
        stop,
        null,
        "test",
        "test",
        0,
        purpose != Purpose.ENTRY,
        post,
        "");
  }

  /** A whole price so far below where the market was at the start, in percent. */
  BigDecimal below(int percent) {
    return price
        .multiply(BigDecimal.valueOf(100 - percent))
        .movePointLeft(2)
        .setScale(0, RoundingMode.FLOOR);
  }

  void submit(NewOrder order) {
    onLoop(() -> venue.submit(new Action.Submit(order), sent::incrementAndGet));
  }

  void cancel(NewOrder order) {
    onLoop(() -> venue.cancel(new Action.Cancel(Account.LIVE, BTC, order.id(), null)));
  }

  void replace(NewOrder order, String qty, @Nullable BigDecimal price, @Nullable BigDecimal stop) {
    onLoop(() ->
        venue.replace(
            new Action.Replace(
                Account.LIVE, BTC, order.id(), null, new BigDecimal(qty), price, stop)));
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
    server.addFault(Fault.of(kind).on(on).times(1));
  }

  /** Places an order for the same account without the adapter. */
  void byHand(String form) throws IOException, InterruptedException {
    byHand("sendorder", form);
  }

  /** Calls the venue for the same account without the adapter. */
  void byHand(String name, String form) throws IOException, InterruptedException {
    String signed = new FuturesSigner(simulator.apiSecret()).call(form, "", "/api/v3/" + name);
    try (HttpClient http = HttpClient.newHttpClient()) {
      http.send(
          HttpRequest.newBuilder(
                  URI.create(
                      "http://127.0.0.1:" + server.port() + FuturesRest.V3 + name + "?" + form))
              .header("APIKey", simulator.apiKey())
              .header("Authent", signed)
              .timeout(Duration.ofSeconds(1))
              .POST(HttpRequest.BodyPublishers.noBody())
              .build(),
          HttpResponse.BodyHandlers.discarding());
    }
  }

  /** How often an order of that id has reached the venue. */
  long received(NewOrder order) {
    return server.witness().orders().stream()
        .filter(received -> received.clientOrderId().equals(order.id().value()))
        .count();
  }

  long requests(String name) {
    return server.witness().requests().entrySet().stream()
        .filter(e -> e.getKey().endsWith("/" + name))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private void onLoop(Runnable task) {
    loop.submit(task).syncUninterruptibly();
  }

  @Override
  public void close() {
    onLoop(books::close);
    onLoop(feed::close);
    onLoop(venue::close);
    futures.close();
    group.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
    simulator.close();
  }
}
