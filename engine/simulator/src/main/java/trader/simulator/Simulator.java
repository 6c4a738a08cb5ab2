package trader.simulator;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import trader.simulator.binance.SpotConfig;
import trader.simulator.binance.SpotServer;
import trader.simulator.binancefutures.FuturesServer;
import trader.simulator.faults.Fault;
import trader.simulator.krakenfutures.KrakenFuturesServer;
import trader.simulator.krakenspot.KrakenSpotServer;
import trader.simulator.matching.Decimals;
import trader.simulator.matching.Fees;
import trader.simulator.matching.Instrument;
import trader.simulator.matching.Side;
import trader.simulator.net.ApiKey;
import trader.simulator.net.MarketConfig;
import trader.simulator.net.MarketPlayer;
import trader.simulator.net.PlayedMarket;
import trader.simulator.net.Reactor;
import trader.simulator.net.VenueClock;
import trader.simulator.net.VenueServer;
import trader.simulator.prices.BitstampTrades;
import trader.simulator.prices.Playback;
import trader.simulator.prices.PriceSource;
import trader.simulator.witness.BalanceView;
import trader.simulator.witness.FillView;
import trader.simulator.witness.OrderView;
import trader.simulator.witness.ReceivedOrder;
import trader.simulator.witness.Witness;

/** A running exchange on loopback. Every method may be called from any thread. */
public final class Simulator implements AutoCloseable {
  /** The name of Binance spot, which always runs. */
  public static final String SPOT = "binance-spot";

  /** The name of Binance USD-M futures. */
  public static final String BINANCE_FUTURES = "binance-futures";

  /** The name of Kraken spot. */
  public static final String KRAKEN_SPOT = "kraken-spot";

  /** The name of Kraken Futures. */
  public static final String KRAKEN_FUTURES = "kraken-futures";

  /** All venues that a simulator can be, in the order in which they are told. */
  public static final List<String> VENUES =
      List.of(SPOT, BINANCE_FUTURES, KRAKEN_SPOT, KRAKEN_FUTURES);

  private static final String ACCOUNT = "main";

  private final SimulatorSettings settings;
  private final Reactor reactor;
  private final Map<String, VenueServer> venues;
  private final VenueServer spot;
  private final String prices;

  private Simulator(
      SimulatorSettings settings, Reactor reactor, List<VenueServer> all, String prices) {
    this.settings = settings;
    this.reactor = reactor;
    this.venues = new LinkedHashMap<>();
    all.forEach(venue -> venues.put(venue.name(), venue));
    this.spot = all.getFirst();
    this.prices = prices;
  }

  /**
   * Starts one.
   *
   * @throws IllegalStateException when the port is taken
   * @throws IllegalArgumentException when the settings cannot be
   */
  public static Simulator start(SimulatorSettings settings) {
    for (String name : settings.venues()) {
      if (!VENUES.contains(name)) {
        throw new IllegalArgumentException(
            "no venue '" + name + "'; there is " + String.join(", ", VENUES));
      }
    }
    for (Fault fault : settings.faults()) {
      if (!fault.venue().equals("*") && !VENUES.contains(fault.venue())) {
        throw new IllegalArgumentException(
            "a fault names the venue '"
                + fault.venue()
                + "'; there is "
                + String.join(", ", VENUES));
      }
    }
    PriceSource source = settings.prices().orElseGet(BitstampTrades::open);
    List<MarketConfig> markets = new ArrayList<>();
    markets.add(market(settings, settings.symbol(), source));
    settings.otherMarkets().forEach((s, prices) -> markets.add(market(settings, s, prices)));
    Reactor reactor = new Reactor();
    try {
      List<VenueServer> venues =
          VENUES.stream()
              .filter(name -> name.equals(SPOT) || settings.venues().contains(name))
              .map(name -> open(name, settings, markets, reactor))
              .toList();
      play(settings, markets, venues, reactor);
      return new Simulator(settings, reactor, venues, source.description());
    } catch (IllegalStateException | IllegalArgumentException e) {
      reactor.close();
      throw e;
    }
  }

  private static VenueServer open(
      String name, SimulatorSettings settings, List<MarketConfig> markets, Reactor reactor) {
    return switch (name) {
      case SPOT -> new SpotServer(spot(settings, markets), reactor);
      case BINANCE_FUTURES ->
          new FuturesServer(BinanceFuturesSetup.of(settings, markets, ACCOUNT), reactor);
      case KRAKEN_SPOT ->
          new KrakenSpotServer(KrakenSpotSetup.of(settings, markets, ACCOUNT), reactor);
      case KRAKEN_FUTURES ->
          KrakenFuturesServer.start(KrakenFuturesSetup.of(settings, markets, ACCOUNT), reactor);
      default -> throw new IllegalArgumentException("no venue '" + name + "'");
    };
  }

  private static SpotConfig spot(SimulatorSettings settings, List<MarketConfig> markets) {
    return new SpotConfig(
        settings.port(),
        List.of(new ApiKey(settings.apiKey(), settings.apiSecret(), ACCOUNT)),
        Map.of(ACCOUNT, settings.balances()),
        markets,
        new Fees(Decimals.of(settings.makerFee()), Decimals.of(settings.takerFee())),
        settings.limits(),
        settings.timeouts(),
        settings.faultsOf(SPOT),
        settings.seed(),
        settings.clock(),
        System::nanoTime);
  }

  /** Every venue lists the same symbols and gets the same prices, in the same turn. */
  private static void play(
      SimulatorSettings settings,
      List<MarketConfig> markets,
      List<VenueServer> venues,
      Reactor reactor) {
    VenueClock clock = new VenueClock(settings.clock());
    List<MarketPlayer> players = new ArrayList<>();
    for (MarketConfig market : markets) {
      List<PlayedMarket> played =
          venues.stream().flatMap(v -> v.market(market.instrument().symbol()).stream()).toList();
      players.add(new MarketPlayer(clock, market.playback(), played));
    }
    reactor.submit(() -> {
      players.forEach(MarketPlayer::open);
      reactor.begin(
          clock::wallMicros,
          () -> {
            venues.forEach(VenueServer::beforePrices);
            long next = Long.MAX_VALUE;
            for (MarketPlayer player : players) {
              player.play();
              next = Math.min(next, player.nextDueMicros());
            }
            for (VenueServer venue : venues) {
              venue.afterPrices();
              venue.witness().reported();
            }
            return next;
          });
      return true;
    });
  }

  private static MarketConfig market(
      SimulatorSettings settings, String symbol, PriceSource source) {
    String[] assets = Symbols.split(symbol);
    return new MarketConfig(
        new Instrument(symbol, assets[0], assets[1], source.tick(), source.step()),
        new Playback(source, settings.historyFraction(), settings.speed()));
  }

  /**
   * A venue by its name, such as {@code binance-spot}.
   *
   * @throws IllegalArgumentException for one that does not run here
   */
  public VenueServer venue(String name) {
    VenueServer venue = venues.get(name);
    if (venue == null) {
      throw new IllegalArgumentException(
          "no venue '" + name + "' here; there is " + String.join(", ", venues.keySet()));
    }
    return venue;
  }

  /**
   * Binance futures, with what only it has.
   *
   * @throws IllegalArgumentException when it does not run here
   */
  public FuturesServer binanceFutures() {
    return (FuturesServer) venue(BINANCE_FUTURES);
  }

  /** The name of the funded account at every venue. */
  public String account() {
    return ACCOUNT;
  }

  /** All venues, Binance spot first. */
  public List<VenueServer> venues() {
    return List.copyOf(venues.values());
  }

  /** The REST base, such as {@code http://127.0.0.1:8080}. */
  public String baseUrl() {
    return "http://127.0.0.1:" + spot.port();
  }

  /** The WebSocket base of the same port, such as {@code ws://127.0.0.1:8080}. */
  public String webSocketUrl() {
    return "ws://127.0.0.1:" + spot.port();
  }

  /** The port on 127.0.0.1. */
  public int port() {
    return spot.port();
  }

  /** The key of the funded account. */
  public String apiKey() {
    return settings.apiKey();
  }

  /** What signs for the funded account. */
  public String apiSecret() {
    return settings.apiSecret();
  }

  /** What is played: recorded, real or generated prices. */
  public String prices() {
    return prices;
  }

  /** Adds a fault, whose time counts from now, and returns its id. */
  public long addFault(Fault fault) {
    return spot.addFault(fault);
  }

  /** Takes all faults away and undoes those that last. */
  public void clearFaults() {
    spot.clearFaults();
  }

  /** How many new orders have reached the venue, refused and lost ones included. */
  public long receivedOrderCount() {
    return spot.witness().orderCount();
  }

  /** The new orders that have reached the venue, in order of arrival. */
  public List<ReceivedOrder> receivedOrders() {
    return spot.witness().orders();
  }

  /** What has reached the venue, by endpoint and in detail. */
  public Witness witness() {
    return spot.witness();
  }

  /** The account's open orders, oldest first. */
  public List<OrderView> openOrders() {
    return spot.openOrders(ACCOUNT);
  }

  /** All orders that the venue accepted, oldest first. */
  public List<OrderView> orders() {
    return spot.orders(ACCOUNT);
  }

  /** The account's executions, oldest first. */
  public List<FillView> fills() {
    return spot.fills(ACCOUNT);
  }

  /** What the account holds. */
  public List<BalanceView> balances() {
    return spot.balances(ACCOUNT);
  }

  /** What the account holds of one asset, free and locked together. */
  public BigDecimal total(String asset) {
    return balances().stream()
        .filter(b -> b.asset().equals(asset))
        .map(BalanceView::total)
        .findFirst()
        .orElse(BigDecimal.ZERO);
  }

  /** Gives the account funds from outside. */
  public void deposit(String asset, BigDecimal amount) {
    spot.deposit(ACCOUNT, asset, amount);
  }

  /** Lets the outside market of the first symbol trade once, now, beside what its source plays. */
  public void print(BigDecimal price, BigDecimal quantity, Side aggressor) {
    spot.print(settings.symbol(), price, quantity, aggressor);
  }

  /** Closes every connection and ends the simulator's thread. */
  @Override
  public void close() {
    reactor.close();
  }
}
