package trader.simulator.binance;

import java.util.random.RandomGeneratorFactory;
import trader.simulator.faults.FaultPlan;
import trader.simulator.matching.Decimals;
import trader.simulator.matching.Market;
import trader.simulator.net.ActingFaults;
import trader.simulator.net.ExchangeServer;
import trader.simulator.net.MarketConfig;
import trader.simulator.net.Reactor;
import trader.simulator.net.VenueClock;
import trader.simulator.witness.Witness;

/** Binance spot on a loopback port: REST, market streams and the WebSocket API. */
public final class SpotServer extends ExchangeServer {
  private final Venue venue;

  /**
   * Listens, but trades only once prices are played.
   *
   * @throws IllegalStateException when the port is taken
   */
  public SpotServer(SpotConfig config, Reactor reactor) {
    this(config, reactor, venue(config, reactor));
  }

  private SpotServer(SpotConfig config, Reactor reactor, Venue venue) {
    this(
        config,
        reactor,
        venue,
        new ActingFaults(venue.faults(), venue.clock(), new FaultActions(venue)));
  }

  private SpotServer(SpotConfig config, Reactor reactor, Venue venue, ActingFaults faults) {
    super("binance-spot", reactor, venue.exchange(), venue.clock(), venue.witness(), faults);
    this.venue = venue;
    for (MarketConfig market : config.markets()) {
      Listing listing =
          venue.list(
              market.instrument(), config.seed(), market.playback().source().typicalQuantity());
      plays(market.instrument().symbol(), listing.market(), listing.feed());
    }
    config
        .balances()
        .forEach((account, assets) ->
            assets.forEach((asset, amount) ->
                venue.exchange().ledger().deposit(account, asset, Decimals.of(amount))));
    listen(config.port(), new SpotProtocol(venue, faults, config), config.faults());
  }

  private static Venue venue(SpotConfig config, Reactor reactor) {
    var random = RandomGeneratorFactory.of("L64X128MixRandom");
    return new Venue(
        new VenueClock(config.clock()),
        config.fees(),
        random.create(config.seed()),
        new FaultPlan(random.create(config.seed() + 1)),
        config.limits(),
        config.keys(),
        new Witness(),
        reactor.loop());
  }

  @Override
  public void afterPrices() {
    for (Listing listing : venue.listings().values()) {
      listing.feed().onTick();
    }
    publish();
  }

  @Override
  protected void publish() {
    venue.publish();
  }

  @Override
  protected Market marketOf(String symbol) {
    return venue.listing(symbol).market();
  }

  @Override
  protected void bookChanged(Market market) {
    venue.listing(market.instrument().symbol()).feed().onBookChange();
  }

  @Override
  protected void credit(String account, String asset, long amount) {
    venue.deposit(account, asset, amount);
  }
}
