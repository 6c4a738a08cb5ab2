package trader.simulator.krakenfutures;

import java.math.BigDecimal;
import java.util.List;
import java.util.random.RandomGeneratorFactory;
import trader.simulator.faults.FaultPlan;
import trader.simulator.matching.AccountStatement;
import trader.simulator.matching.Decimals;
import trader.simulator.matching.Market;
import trader.simulator.matching.Position;
import trader.simulator.net.ActingFaults;
import trader.simulator.net.ExchangeServer;
import trader.simulator.net.Reactor;
import trader.simulator.net.VenueClock;
import trader.simulator.witness.Witness;

/** Kraken Futures on a loopback port: REST, charts, history and feeds. */
public final class KrakenFuturesServer extends ExchangeServer {
  private static final long HEARTBEAT_MILLIS = 1_000;

  private final KrakenFuturesConfig config;
  private final Venue venue;
  private long lastHeartbeat;

  private KrakenFuturesServer(
      KrakenFuturesConfig config, Reactor reactor, Venue venue, ActingFaults faults) {
    super("kraken-futures", reactor, venue.exchange(), venue.clock(), venue.witness(), faults);
    this.config = config;
    this.venue = venue;
    config
        .playedFrom()
        .forEach((from, symbol) -> {
          Contract contract = venue.contract(symbol);
          plays(from, contract.market(), contract);
        });
    config
        .dollars()
        .forEach((account, amount) ->
            venue.exchange().ledger().deposit(account, "USD", Decimals.of(amount)));
    listen(config.port(), new FuturesProtocol(venue, faults, config), config.faults());
  }

  /**
   * Listens, but trades only once prices are played.
   *
   * @throws IllegalStateException when the port is taken
   */
  public static KrakenFuturesServer start(KrakenFuturesConfig config, Reactor reactor) {
    var random = RandomGeneratorFactory.of("L64X128MixRandom");
    Venue venue =
        new Venue(
            config,
            new VenueClock(config.clock()),
            random.create(config.seed()),
            new FaultPlan(random.create(config.seed() + 1)),
            new Witness(),
            reactor.loop());
    ActingFaults faults = new ActingFaults(venue.faults(), venue.clock(), new FaultActions(venue));
    return new KrakenFuturesServer(config, reactor, venue, faults);
  }

  @Override
  public void beforePrices() {
    super.beforePrices();
    venue.deadMan().onTick();
    venue.fundWhenDue();
  }

  @Override
  public void afterPrices() {
    venue.reports().settle();
    for (Contract contract : venue.contracts().values()) {
      long last = contract.market().lastPrice();
      if (contract.marksByLast() && contract.market().markPrice() != last) {
        venue.exchange().mark(contract.market(), last, venue.clock().transactionMicros());
      }
      contract.onTick();
    }
    heartbeat();
    publish();
  }

  private void heartbeat() {
    long now = venue.clock().millis();
    if (now - lastHeartbeat >= HEARTBEAT_MILLIS || now < lastHeartbeat) {
      lastHeartbeat = now;
      venue.streams().topic("heartbeat").publish("{\"feed\":\"heartbeat\",\"time\":" + now + "}");
    }
  }

  @Override
  protected void publish() {
    venue.publish();
  }

  private Contract contract(String symbol) {
    return venue.contract(config.playedFrom().getOrDefault(symbol, symbol));
  }

  @Override
  protected Market marketOf(String symbol) {
    return contract(symbol).market();
  }

  @Override
  protected void bookChanged(Market market) {
    Contract contract = venue.contract(market.instrument().symbol());
    contract.onBookChange();
    contract.onTick();
  }

  @Override
  protected void credit(String account, String asset, long amount) {
    venue.deposit(account, asset, amount);
  }

  /** An account's positions, without those that are flat. */
  public List<Position> positions(String account) {
    return ask(() -> venue.exchange().margins().positions(account));
  }

  /** Everything that ever changed an account's collateral. */
  public AccountStatement statement(String account) {
    return ask(() -> venue.exchange().margins().statement(account));
  }

  /** The price of a contract's last trade. */
  public BigDecimal lastPrice(String symbol) {
    return ask(() -> Decimals.toBigDecimal(contract(symbol).market().lastPrice()));
  }

  /** Sets the price at which positions are valued, apart from what trades. */
  public void mark(String symbol, BigDecimal price) {
    onThread(() -> {
      venue
          .exchange()
          .mark(contract(symbol).market(), Decimals.of(price), venue.clock().transactionMicros());
      afterPrices();
    });
  }

  /** Pays funding once, now; {@code rate} is the fraction that longs pay, negative for shorts. */
  public void fund(String symbol, BigDecimal rate) {
    onThread(() -> {
      venue.fund(contract(symbol), Decimals.of(rate));
      publish();
    });
  }
}
