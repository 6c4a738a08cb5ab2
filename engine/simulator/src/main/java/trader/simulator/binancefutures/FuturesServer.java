package trader.simulator.binancefutures;

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
import trader.simulator.matching.Instrument;
import trader.simulator.matching.Position;
import trader.simulator.matching.Side;
import trader.simulator.net.MarketConfig;
import trader.simulator.net.PlayedMarket;
import trader.simulator.net.Reactor;
import trader.simulator.net.VenueClock;
import trader.simulator.net.VenueServer;
import trader.simulator.witness.BalanceView;
import trader.simulator.witness.FillView;
import trader.simulator.witness.OrderView;
import trader.simulator.witness.Witness;

/** Binance USD-M futures on a loopback port: REST, routed market streams and user data. */
public final class FuturesServer implements VenueServer {
  private final Reactor reactor;
  private final Map<String, PlayedMarket> played = new LinkedHashMap<>();
  private final FuturesVenue venue;
  private final FuturesFaults faults;
  private final FuturesControl control;
  private final int port;

  /**
   * Listens, but trades only once prices are played.
   *
   * @throws IllegalStateException when the port is taken
   */
  public FuturesServer(FuturesConfig config, Reactor reactor) {
    this.reactor = reactor;
    VenueClock clock = new VenueClock(config.clock());
    var random = RandomGeneratorFactory.of("L64X128MixRandom");
    venue =
        new FuturesVenue(
            config,
            clock,
            random.create(config.seed() + 2),
            new FaultPlan(random.create(config.seed() + 3)));
    faults = new FuturesFaults(venue, reactor);
    control = new FuturesControl(venue, faults, config.keys());
    for (MarketConfig market : config.markets()) {
      Instrument instrument = market.instrument();
      Contract contract =
          venue.list(instrument, config.seed(), market.playback().source().typicalQuantity());
      played.put(
          instrument.symbol(),
          new PlayedMarket(venue.exchange(), contract.market(), clock, contract.feed()));
      config
          .deposits()
          .keySet()
          .forEach(account ->
              venue
                  .exchange()
                  .margins()
                  .setLeverage(account, instrument.symbol(), FuturesVenue.USUAL_LEVERAGE));
    }
    config
        .deposits()
        .forEach((account, amount) ->
            venue.exchange().ledger().deposit(account, config.collateral(), Decimals.of(amount)));
    venue.exchange().flush(clock.micros());
    port = reactor.listen(config.port(), new FuturesProtocol(venue, config, control::answer));
    reactor.submit(() -> {
      config.faults().forEach(faults::add);
      return true;
    });
  }

  @Override
  public String name() {
    return "binance-futures";
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public Witness witness() {
    return venue.witness();
  }

  @Override
  public Optional<PlayedMarket> market(String symbol) {
    return Optional.ofNullable(played.get(symbol));
  }

  @Override
  public void beforePrices() {
    faults.onTick();
  }

  @Override
  public void afterPrices() {
    venue.onTick();
    for (Contract contract : venue.contracts().values()) {
      contract.feed().onTick(contract);
    }
    venue.flushUsers();
    venue.streams().flush();
  }

  @Override
  public long addFault(Fault fault) {
    return reactor.submit(() -> faults.add(fault));
  }

  @Override
  public void clearFaults() {
    reactor.submit(() -> {
      venue.faults().list().forEach(s -> faults.remove(s.id()));
      venue.clock().offsetMicros(0);
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

  /** The positions that an account has, flat ones left out. */
  public List<Position> positions(String account) {
    return reactor.submit(() -> venue.exchange().margins().positions(account));
  }

  /** Everything that ever changed an account's collateral. */
  public AccountStatement statement(String account) {
    return reactor.submit(() -> venue.exchange().margins().statement(account));
  }

  @Override
  public void deposit(String account, String asset, BigDecimal amount) {
    String collateral = venue.exchange().margins().collateral();
    if (!asset.equals(collateral)) {
      throw new IllegalArgumentException(
          "this account holds " + collateral + " only, not '" + asset + "'");
    }
    reactor.submit(() -> {
      control.deposit(account, Decimals.of(amount));
      return true;
    });
  }

  @Override
  public void print(String symbol, BigDecimal price, BigDecimal quantity, Side aggressor) {
    reactor.submit(() -> {
      Contract contract = venue.contract(symbol);
      venue
          .exchange()
          .print(
              contract.market(),
              Decimals.of(price),
              Decimals.of(quantity),
              aggressor,
              venue.clock().transactionMicros());
      contract.feed().onBookChange();
      venue.onTick();
      venue.flushUsers();
      venue.streams().flush();
      return true;
    });
  }

  /** Holds the mark price of a contract there; zero lets it follow the book again. */
  public void mark(String symbol, BigDecimal price) {
    reactor.submit(() -> {
      venue.contract(symbol).fixMark(Decimals.of(price));
      venue.onTick();
      venue.flushUsers();
      return true;
    });
  }

  /** Exchanges funding on a contract now; with a positive rate longs pay. */
  public void fund(String symbol, BigDecimal rate) {
    reactor.submit(() -> {
      control.fund(venue.contract(symbol), Decimals.of(rate));
      return true;
    });
  }

  /** Whether a dead man's switch of the account runs for the symbol. */
  public boolean countdownRuns(String account, String symbol) {
    return reactor.submit(() -> venue.countdowns().isRunning(account, symbol));
  }

  /** Makes dead man's switches cancel waiting conditional orders too, or not (as they do). */
  public void countdownStripsConditional(boolean strips) {
    reactor.submit(() -> {
      venue.countdowns().stripConditional(strips);
      return true;
    });
  }

  /** Ends all listen keys as if their hour were over. */
  public void expireListenKeys() {
    reactor.submit(() -> {
      venue.users().expireKeys();
      return true;
    });
  }
}
