package trader.simulator.krakenfutures;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGeneratorFactory;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultPlan;
import trader.simulator.matching.AccountStatement;
import trader.simulator.matching.Decimals;
import trader.simulator.matching.Position;
import trader.simulator.matching.Side;
import trader.simulator.net.PlayedMarket;
import trader.simulator.net.Reactor;
import trader.simulator.net.VenueClock;
import trader.simulator.net.VenueServer;
import trader.simulator.witness.BalanceView;
import trader.simulator.witness.FillView;
import trader.simulator.witness.OrderView;
import trader.simulator.witness.Witness;

/** Kraken Futures on a loopback port: REST, charts, history and feeds. */
public final class KrakenFuturesServer implements VenueServer {
  private static final long HEARTBEAT_MILLIS = 1_000;

  private final Reactor reactor;
  private final Witness witness = new Witness();
  private final Map<String, PlayedMarket> played = new LinkedHashMap<>();
  private final KrakenFuturesConfig config;
  private final Venue venue;
  private final FaultActions actions;
  private final int port;
  private long lastHeartbeat;

  private KrakenFuturesServer(KrakenFuturesConfig config, Reactor reactor) {
    this.config = config;
    this.reactor = reactor;
    VenueClock clock = new VenueClock(config.clock());
    var random = RandomGeneratorFactory.of("L64X128MixRandom");
    venue =
        new Venue(
            config,
            clock,
            random.create(config.seed()),
            new FaultPlan(random.create(config.seed() + 1)),
            witness);
    actions = new FaultActions(venue, reactor.loop());
    config
        .playedFrom()
        .forEach((from, symbol) -> {
          Contract contract = venue.contract(symbol);
          played.put(from, new PlayedMarket(venue.exchange(), contract.market(), clock, contract));
        });
    config
        .dollars()
        .forEach((account, amount) ->
            venue.exchange().ledger().deposit(account, "USD", Decimals.of(amount)));
    venue.exchange().flush(clock.micros());
    port = reactor.listen(config.port(), new FuturesProtocol(venue, actions, config));
    reactor.submit(() -> {
      config.faults().forEach(actions::add);
      return true;
    });
  }

  /**
   * Listens, but trades only once prices are played.
   *
   * @throws IllegalStateException when the port is taken
   */
  public static KrakenFuturesServer start(KrakenFuturesConfig config, Reactor reactor) {
    return new KrakenFuturesServer(config, reactor);
  }

  @Override
  public String name() {
    return "kraken-futures";
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public Witness witness() {
    return witness;
  }

  @Override
  public Optional<PlayedMarket> market(String symbol) {
    return Optional.ofNullable(played.get(symbol));
  }

  @Override
  public void beforePrices() {
    actions.onTick();
    venue.deadMan().onTick();
    venue.fundWhenDue();
  }

  @Override
  public void afterPrices() {
    venue.reports().settle();
    var _ = venue.reports().drain();
    venue.contracts().values().forEach(Contract::onTick);
    heartbeat();
    flush();
  }

  private void heartbeat() {
    long now = venue.clock().millis();
    if (now - lastHeartbeat >= HEARTBEAT_MILLIS || now < lastHeartbeat) {
      lastHeartbeat = now;
      venue.streams().topic("heartbeat").publish("{\"feed\":\"heartbeat\",\"time\":" + now + "}");
    }
  }

  private void flush() {
    venue.feeds().flush();
    venue.streams().flush();
  }

  @Override
  public long addFault(Fault fault) {
    return reactor.submit(() -> actions.add(fault));
  }

  @Override
  public void clearFaults() {
    reactor.submit(() -> {
      venue.faults().list().forEach(s -> actions.remove(s.id()));
      venue.clock().offsetMicros(0);
      venue.maintained(false);
      return true;
    });
  }

  @Override
  public List<OrderView> openOrders(String account) {
    return reactor.submit(
        () -> venue.exchange().orders().open(account).stream().map(OrderView::of).toList());
  }

  @Override
  public List<OrderView> orders(String account) {
    return reactor.submit(
        () -> venue.exchange().orders().from(account, 0).stream().map(OrderView::of).toList());
  }

  @Override
  public List<FillView> fills(String account) {
    return reactor.submit(
        () -> venue.exchange().orders().fills(account).stream().map(FillView::of).toList());
  }

  @Override
  public List<BalanceView> balances(String account) {
    return reactor.submit(() ->
        venue.exchange().ledger().balances(account).values().stream()
            .map(b ->
                new BalanceView(
                    b.asset(), Decimals.toBigDecimal(b.free()), Decimals.toBigDecimal(b.locked())))
            .toList());
  }

  /** An account's positions, without those that are flat. */
  public List<Position> positions(String account) {
    return reactor.submit(() -> venue.exchange().margins().positions(account));
  }

  /** Everything that ever changed an account's collateral. */
  public AccountStatement statement(String account) {
    return reactor.submit(() -> venue.exchange().margins().statement(account));
  }

  @Override
  public void deposit(String account, String asset, BigDecimal amount) {
    reactor.submit(() -> {
      actions.deposit(account, asset, Decimals.of(amount));
      return true;
    });
  }

  private Contract playedOrNamed(String symbol) {
    return venue.contract(config.playedFrom().getOrDefault(symbol, symbol));
  }

  @Override
  public void print(String symbol, BigDecimal price, BigDecimal quantity, Side aggressor) {
    reactor.submit(() -> {
      Contract contract = playedOrNamed(symbol);
      venue
          .exchange()
          .print(
              contract.market(),
              Decimals.of(price),
              Decimals.of(quantity),
              aggressor,
              venue.clock().transactionMicros());
      contract.onBookChange();
      afterPrices();
      return true;
    });
  }

  /** The price of a contract's last trade. */
  public BigDecimal lastPrice(String symbol) {
    return reactor.submit(() -> Decimals.toBigDecimal(playedOrNamed(symbol).market().lastPrice()));
  }

  /** Sets the price at which positions are valued, apart from what trades. */
  public void mark(String symbol, BigDecimal price) {
    reactor.submit(() -> {
      venue
          .exchange()
          .mark(
              playedOrNamed(symbol).market(),
              Decimals.of(price),
              venue.clock().transactionMicros());
      afterPrices();
      return true;
    });
  }

  /** Pays funding once, now; {@code rate} is the fraction that longs pay, negative for shorts. */
  public void fund(String symbol, BigDecimal rate) {
    reactor.submit(() -> {
      venue.fund(playedOrNamed(symbol), Decimals.of(rate));
      flush();
      return true;
    });
  }
}
