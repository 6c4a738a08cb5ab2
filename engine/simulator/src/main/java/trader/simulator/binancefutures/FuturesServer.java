package trader.simulator.binancefutures;

import java.math.BigDecimal;
import java.util.List;
import java.util.random.RandomGeneratorFactory;
import trader.simulator.faults.FaultPlan;
import trader.simulator.matching.AccountStatement;
import trader.simulator.matching.Decimals;
import trader.simulator.matching.Instrument;
import trader.simulator.matching.Market;
import trader.simulator.matching.Position;
import trader.simulator.net.ActingFaults;
import trader.simulator.net.ExchangeServer;
import trader.simulator.net.MarketConfig;
import trader.simulator.net.Reactor;
import trader.simulator.net.VenueClock;

/**
 * Binance USD-M futures on a loopback port: REST, routed market streams, user data and the
 * WebSocket API.
 */
public final class FuturesServer extends ExchangeServer {
  private final FuturesVenue venue;

  /**
   * Listens, but trades only once prices are played.
   *
   * @throws IllegalStateException when the port is taken
   */
  public FuturesServer(FuturesConfig config, Reactor reactor) {
    this(config, reactor, venue(config, reactor));
  }

  private FuturesServer(FuturesConfig config, Reactor reactor, FuturesVenue venue) {
    this(
        config,
        reactor,
        venue,
        new ActingFaults(venue.faults(), venue.clock(), new FuturesFaults(venue)));
  }

  private FuturesServer(
      FuturesConfig config, Reactor reactor, FuturesVenue venue, ActingFaults faults) {
    super("binance-futures", reactor, venue.exchange(), venue.clock(), venue.witness(), faults);
    this.venue = venue;
    for (MarketConfig market : config.markets()) {
      Instrument instrument = market.instrument();
      Contract contract =
          venue.list(instrument, config.seed(), market.playback().source().typicalQuantity());
      plays(instrument.symbol(), contract.market(), contract.feed());
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
    FuturesControl control = new FuturesControl(venue, faults, config.keys());
    listen(config.port(), new FuturesProtocol(venue, config, control::answer), config.faults());
  }

  private static FuturesVenue venue(FuturesConfig config, Reactor reactor) {
    var random = RandomGeneratorFactory.of("L64X128MixRandom");
    return new FuturesVenue(
        config,
        new VenueClock(config.clock()),
        random.create(config.seed() + 2),
        new FaultPlan(random.create(config.seed() + 3)),
        reactor.loop());
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
  protected void publish() {
    venue.publish();
  }

  @Override
  protected Market marketOf(String symbol) {
    return venue.contract(symbol).market();
  }

  @Override
  protected void bookChanged(Market market) {
    venue.contract(market.instrument().symbol()).feed().onBookChange();
  }

  @Override
  protected void credit(String account, String asset, long amount) {
    venue.deposit(account, asset, amount);
  }

  /** The positions that an account has, flat ones left out. */
  public List<Position> positions(String account) {
    return ask(() -> venue.exchange().margins().positions(account));
  }

  /** Everything that ever changed an account's collateral. */
  public AccountStatement statement(String account) {
    return ask(() -> venue.exchange().margins().statement(account));
  }

  /** Holds the mark price of a contract there; zero lets it follow the book again. */
  public void mark(String symbol, BigDecimal price) {
    onThread(() -> {
      venue.contract(symbol).fixMark(Decimals.of(price));
      venue.publish();
    });
  }

  /** Exchanges funding on a contract now; with a positive rate longs pay. */
  public void fund(String symbol, BigDecimal rate) {
    onThread(() -> {
      venue.fund(venue.contract(symbol), Decimals.of(rate), venue.clock().transactionMicros());
      venue.publish();
    });
  }

  /** Whether a dead man's switch of the account runs for the symbol. */
  public boolean countdownRuns(String account, String symbol) {
    return ask(() -> venue.countdowns().isRunning(account, symbol));
  }

  /** Makes dead man's switches cancel waiting conditional orders too, or not (as they do). */
  public void countdownStripsConditional(boolean strips) {
    onThread(() -> venue.countdowns().stripConditional(strips));
  }

  /**
   * Sets an account to hedge mode, or back to one-way mode, as its owner may in the venue's app.
   */
  public void hedgeMode(String account, boolean hedged) {
    onThread(() -> venue.modes().hedged(account, hedged));
  }

  /** Sets a contract of an account to isolated margin, or back to cross margin. */
  public void isolatedMargin(String account, String symbol, boolean isolated) {
    onThread(() -> venue.modes().isolated(account, symbol, isolated));
  }

  /** Ends all listen keys as if their hour were over. */
  public void expireListenKeys() {
    onThread(() -> venue.users().expireKeys());
  }
}
