package trader.simulator.krakenspot;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGeneratorFactory;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultPlan;
import trader.simulator.matching.Decimals;
import trader.simulator.matching.Side;
import trader.simulator.matching.Trade;
import trader.simulator.net.PlayedMarket;
import trader.simulator.net.Reactor;
import trader.simulator.net.VenueClock;
import trader.simulator.net.VenueServer;
import trader.simulator.witness.BalanceView;
import trader.simulator.witness.FillView;
import trader.simulator.witness.OrderView;
import trader.simulator.witness.Witness;

/** Kraken spot on a loopback port: REST and WebSocket version 2, public and private. */
public final class KrakenSpotServer implements VenueServer {
  private static final long HEARTBEAT_MILLIS = 1_000;

  private final Reactor reactor;
  private final Witness witness = new Witness();
  private final Map<String, PlayedMarket> played = new LinkedHashMap<>();
  private final KrakenVenue venue;
  private final FaultActions actions;
  private final int port;
  private long lastHeartbeatMillis;

  /**
   * Listens, but trades only once prices are played.
   *
   * @throws IllegalStateException when the port is taken
   */
  public KrakenSpotServer(KrakenSpotConfig config, Reactor reactor) {
    this.reactor = reactor;
    VenueClock clock = new VenueClock(config.clock());
    var random = RandomGeneratorFactory.of("L64X128MixRandom");
    venue =
        new KrakenVenue(
            clock,
            config.fees(),
            random.create(config.seed()),
            new FaultPlan(random.create(config.seed() + 1)),
            config.limits(),
            config.keys(),
            witness);
    actions = new FaultActions(venue, reactor.loop());
    for (KrakenSpotConfig.Market market : config.markets()) {
      Listing listing =
          venue.list(
              market.instrument(),
              market.orderMin(),
              market.costMin(),
              config.seed(),
              market.typicalQuantity());
      played.put(
          market.prices(),
          new PlayedMarket(venue.exchange(), listing.market(), clock, published(listing)));
    }
    config
        .balances()
        .forEach((account, assets) ->
            assets.forEach((asset, amount) ->
                venue.exchange().ledger().deposit(account, asset, Decimals.of(amount))));
    venue.exchange().flush(clock.micros());
    port = reactor.listen(config.port(), new KrakenProtocol(venue, actions, config));
    reactor.submit(() -> {
      config.faults().forEach(actions::add);
      return true;
    });
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
  public String name() {
    return "kraken-spot";
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
    venue.desk().onTick(venue.clock().micros());
  }

  @Override
  public void afterPrices() {
    venue.flush();
    long now = venue.clock().wallMicros() / 1_000;
    if (now - lastHeartbeatMillis >= HEARTBEAT_MILLIS) {
      lastHeartbeatMillis = now;
      venue.heartbeat();
    }
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
      venue.gatekeeper().forgive();
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

  @Override
  public void deposit(String account, String asset, BigDecimal amount) {
    reactor.submit(() -> {
      actions.deposit(account, asset, Decimals.of(amount));
      return true;
    });
  }

  @Override
  public void print(String symbol, BigDecimal price, BigDecimal quantity, Side aggressor) {
    reactor.submit(() -> {
      Listing listing = venue.listing(symbol);
      venue
          .exchange()
          .print(
              listing.market(),
              Decimals.of(price),
              Decimals.of(quantity),
              aggressor,
              venue.clock().transactionMicros());
      venue.feed(listing).onBookChange();
      venue.flush();
      return true;
    });
  }
}
