package trader.simulator.krakenspot;

import java.util.random.RandomGeneratorFactory;
import trader.simulator.faults.FaultPlan;
import trader.simulator.matching.Decimals;
import trader.simulator.matching.Market;
import trader.simulator.matching.Trade;
import trader.simulator.net.ActingFaults;
import trader.simulator.net.ExchangeServer;
import trader.simulator.net.PlayedMarket;
import trader.simulator.net.Reactor;
import trader.simulator.net.VenueClock;
import trader.simulator.witness.Witness;

/** Kraken spot on a loopback port: REST and WebSocket version 2, public and private. */
public final class KrakenSpotServer extends ExchangeServer {
  private static final long HEARTBEAT_MILLIS = 1_000;

  private final KrakenVenue venue;
  private long lastHeartbeatMillis;

  /**
   * Listens, but trades only once prices are played.
   *
   * @throws IllegalStateException when the port is taken
   */
  public KrakenSpotServer(KrakenSpotConfig config, Reactor reactor) {
    this(config, reactor, venue(config, reactor));
  }

  private KrakenSpotServer(KrakenSpotConfig config, Reactor reactor, KrakenVenue venue) {
    this(
        config,
        reactor,
        venue,
        new ActingFaults(venue.faults(), venue.clock(), new FaultActions(venue)));
  }

  private KrakenSpotServer(
      KrakenSpotConfig config, Reactor reactor, KrakenVenue venue, ActingFaults faults) {
    super("kraken-spot", reactor, venue.exchange(), venue.clock(), venue.witness(), faults);
    this.venue = venue;
    for (KrakenSpotConfig.Market market : config.markets()) {
      Listing listing =
          venue.list(
              market.instrument(),
              market.orderMin(),
              market.costMin(),
              config.seed(),
              market.typicalQuantity());
      plays(market.prices(), listing.market(), published(listing));
    }
    config
        .balances()
        .forEach((account, assets) ->
            assets.forEach((asset, amount) ->
                venue.exchange().ledger().deposit(account, asset, Decimals.of(amount))));
    listen(config.port(), new KrakenProtocol(venue, faults, config), config.faults());
  }

  private static KrakenVenue venue(KrakenSpotConfig config, Reactor reactor) {
    var random = RandomGeneratorFactory.of("L64X128MixRandom");
    return new KrakenVenue(
        new VenueClock(config.clock()),
        config.fees(),
        random.create(config.seed()),
        new FaultPlan(random.create(config.seed() + 1)),
        config.limits(),
        config.keys(),
        new Witness(),
        reactor.loop());
  }

  private PlayedMarket.Feed published(Listing listing) {
    return new PlayedMarket.Feed() {
      @Override
      public void remember(Trade past) {
        listing.remember(past);
      }

      @Override
      public void onBookChange() {
        venue.feed(listing).onBookChange();
      }
    };
  }

  @Override
  public void beforePrices() {
    super.beforePrices();
    venue.desk().onTick(venue.clock().micros());
  }

  @Override
  public void afterPrices() {
    publish();
    long now = venue.clock().wallMicros() / 1_000;
    if (now - lastHeartbeatMillis >= HEARTBEAT_MILLIS) {
      lastHeartbeatMillis = now;
      venue.heartbeat();
    }
  }

  @Override
  public void clearFaults() {
    super.clearFaults();
    onThread(venue.gatekeeper()::forgive);
  }

  @Override
  protected void publish() {
    venue.flush();
  }

  @Override
  protected Market marketOf(String symbol) {
    return venue.listing(symbol).market();
  }

  @Override
  protected void bookChanged(Market market) {
    venue.feed(venue.listing(market.instrument().symbol())).onBookChange();
  }

  @Override
  protected void credit(String account, String asset, long amount) {
    venue.deposit(account, asset, amount);
  }
}
