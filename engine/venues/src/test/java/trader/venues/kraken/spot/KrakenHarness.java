package trader.venues.kraken.spot;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
import trader.simulator.net.VenueServer;
import trader.simulator.prices.SteadyPrices;
import trader.simulator.witness.FillView;
import trader.simulator.witness.OrderView;
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

/** A simulator, an event loop, and the adapter between them. */
final class KrakenHarness implements AutoCloseable {
  static final InstrumentId BTC = new InstrumentId("BTCUSD", "KRAKEN");
  static final String ACCOUNT = "main";
  static final Timings QUICK =
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
  final VenueServer kraken;
  final RecordingSink sink = new RecordingSink();
  final RecordingMetrics metrics = new RecordingMetrics();
  final AtomicInteger sent = new AtomicInteger();
  private final AtomicLong lastMicros = new AtomicLong();
  private final AtomicLong lastNonce = new AtomicLong();
  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final EventLoop loop = group.next();
  private final KrakenSpot spot;
  private final Venue venue;
  private final MarketFeed feed;
  private final DepthFeed books;

  KrakenHarness() {
    this(settings(), QUICK, Optional.empty());
  }

  KrakenHarness(
      SimulatorSettings simulated, Timings timings, Optional<ApiCredentials> credentials) {
    simulator = Simulator.start(simulated);
    kraken = simulator.venue("kraken-spot");
    KrakenSpotSettings settings =
        KrakenSpotSettings.at(
                URI.create("http://127.0.0.1:" + kraken.port()),
                credentials.or(() ->
                    Optional.of(new ApiCredentials(simulator.apiKey(), simulator.apiSecret()))),
                Duration.ofMinutes(1),
                50)
            .with(KrakenTier.PRO)
            .with(timings);
    var runtime =
        new VenueRuntime(
            loop, sink, this::nowMicros, RandomGenerator.of("L64X128MixRandom"), metrics);
    spot = new KrakenSpot(settings, runtime);
    venue = spot.venue();
    feed = spot.feed(List.of(BTC));
    books = spot.depth(List.of(BTC), 20, runtime);
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

  KrakenHarness connected() {
    onLoop(venue::start);
    sink.await(VenueEvent.LinkStatus.class, VenueEvent.LinkStatus::up);
    return this;
  }

  void startVenue() {
    onLoop(venue::start);
  }

  void startFeed() {
    onLoop(feed::start);
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

  /** The levels of another book. */
  BookCopy levelsOf(InstrumentId instrument) {
    return books.copy(instrument, 1).join();
  }

  void submit(NewOrder order) {
    onLoop(() -> venue.submit(new Action.Submit(order), sent::incrementAndGet));
  }

  void cancel(NewOrder order) {
    onLoop(() ->
        venue.cancel(new Action.Cancel(order.account(), order.instrument(), order.id(), null)));
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
    onLoop(() -> venue.query(new Action.Query(order.account(), order.instrument(), order.id())));
  }

  void reconcile(String lastTradeId) {
    long since = nowMicros() - TimeUnit.DAYS.toMicros(2);
    onLoop(
        () -> venue.reconcile(new Action.Reconcile(Account.LIVE, Map.of(BTC, lastTradeId), since)));
  }

  void fault(FaultKind kind, String on) {
    kraken.addFault(Fault.of(kind).on(on).times(1));
  }

  void fault(Fault fault) {
    kraken.addFault(fault);
  }

  List<OrderView> openOrders() {
    return kraken.openOrders(ACCOUNT);
  }

  List<FillView> fills() {
    return kraken.fills(ACCOUNT);
  }

  /** Someone with the same key trades by hand: a private call of REST, and its answer. */
  String byHand(String name, String form) {
    String path = "/0/private/" + name;
    String nonce = Long.toString(nowMicros() + lastNonce.incrementAndGet());
    String body = "nonce=" + nonce + "&" + form;
    String sign = new KrakenSigner(simulator.apiSecret()).sign(path, nonce, body);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + kraken.port() + path))
            .header("API-Key", simulator.apiKey())
            .header("API-Sign", sign)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .timeout(Duration.ofSeconds(2))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** How often an order of that id has reached the simulator. */
  long received(NewOrder order) {
    return kraken.witness().orders().stream()
        .filter(received -> received.clientOrderId().equals(order.id().value()))
        .count();
  }

  static NewOrder market(String id, Side side, String qty) {
    return order(id, side, OrderType.MARKET, Purpose.ENTRY, qty, null, null, false);
  }

  static NewOrder limit(String id, Side side, String qty, String price) {
    return order(id, side, OrderType.LIMIT, Purpose.ENTRY, qty, price, null, false);
  }

  static NewOrder postOnly(String id, Side side, String qty, String price) {
    return order(id, side, OrderType.LIMIT, Purpose.ENTRY, qty, price, null, true);
  }

  static NewOrder stop(String id, Side side, String qty, String trigger) {
    return order(id, side, OrderType.STOP_LOSS, Purpose.STOP, qty, null, trigger, false);
  }

  static NewOrder order(
      String id,
      Side side,
      OrderType type,
      Purpose purpose,
      String qty,
      @Nullable String price,
      @Nullable String trigger,
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
        false,
        postOnly,
        "");
  }

  private void onLoop(Runnable task) {
    loop.submit(task).syncUninterruptibly();
  }

  @Override
  public void close() {
    onLoop(books::close);
    onLoop(feed::close);
    onLoop(venue::close);
    spot.close();
    group.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
    simulator.close();
  }
}
