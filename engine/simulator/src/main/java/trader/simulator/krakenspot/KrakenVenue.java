package trader.simulator.krakenspot;

import io.netty.channel.EventLoop;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import trader.simulator.faults.FaultKind;
import trader.simulator.faults.FaultPlan;
import trader.simulator.matching.Exchange;
import trader.simulator.matching.Fees;
import trader.simulator.matching.Instrument;
import trader.simulator.matching.Market;
import trader.simulator.net.ApiKey;
import trader.simulator.net.VenueClock;
import trader.simulator.witness.Witness;

/** The state of the venue, and where its parts find each other. */
final class KrakenVenue {
  private final VenueClock clock;
  private final Fees fees;
  private final RandomGenerator random;
  private final FaultPlan faults;
  private final KrakenSpotLimits limits;
  private final RestCounter restCounter;
  private final EngineCounter engineCounter;
  private final Gatekeeper gatekeeper;
  private final Tokens tokens;
  private final Witness witness;
  private final EventLoop loop;
  private final String firstAccount;
  private final Map<String, Listing> listings = new LinkedHashMap<>();
  private final Map<String, Feed> feeds = new HashMap<>();
  private final Tickets tickets = new Tickets();
  private final Sessions sessions = new Sessions();
  private final Executions executions;
  private final Reports reports;
  private final Exchange exchange;
  private final OrderDesk desk;
  private final DeadMan deadMan;
  private String status = "online";

  KrakenVenue(
      VenueClock clock,
      Fees fees,
      RandomGenerator random,
      FaultPlan faults,
      KrakenSpotLimits limits,
      List<ApiKey> keys,
      Witness witness,
      EventLoop loop) {
    this.clock = clock;
    this.fees = fees;
    this.random = random;
    this.faults = faults;
    this.limits = limits;
    this.restCounter = new RestCounter(limits, witness);
    this.engineCounter = new EngineCounter(limits, witness);
    this.gatekeeper = new Gatekeeper(keys, limits);
    this.tokens = new Tokens(random);
    this.witness = witness;
    this.loop = loop;
    this.firstAccount = keys.isEmpty() ? "" : keys.getFirst().account();
    executions = new Executions(faults, clock);
    reports = new Reports(feeds, tickets, executions, clock);
    exchange = new Exchange(fees, witness.before(reports));
    reports.of(exchange);
    desk = new OrderDesk(this);
    deadMan = new DeadMan(desk);
  }

  Listing list(
      Instrument instrument, long orderMin, long costMin, long seed, long typicalQuantity) {
    Market market = exchange.addMarket(instrument, seed, typicalQuantity, 1);
    Listing listing =
        new Listing(PairNames.of(instrument.base(), instrument.quote()), market, orderMin, costMin);
    String name = listing.names().name();
    Feed feed =
        new Feed(
            listing,
            clock,
            this::isSilent,
            () -> hits(FaultKind.DEPTH_GAP, name) || hits(FaultKind.DEPTH_GAP, "book"));
    listings.put(instrument.symbol(), listing);
    feeds.put(instrument.symbol(), feed);
    return listing;
  }

  private boolean isSilent(String channel) {
    return hits(FaultKind.SILENT_STREAM, channel);
  }

  boolean hits(FaultKind kind, String target) {
    return !faults.isEmpty() && faults.hit(kind, target, clock.wallMicros()).isPresent();
  }

  EventLoop loop() {
    return loop;
  }

  /** The account of the first key, where nothing names another. */
  String firstAccount() {
    return firstAccount;
  }

  /** Gives an account funds from outside, and tells it. */
  void deposit(String account, String asset, long amount) {
    exchange.ledger().deposit(account, asset, amount);
    exchange.flush(clock.transactionMicros());
    executions.flush();
  }

  VenueClock clock() {
    return clock;
  }

  Fees fees() {
    return fees;
  }

  RandomGenerator random() {
    return random;
  }

  FaultPlan faults() {
    return faults;
  }

  KrakenSpotLimits limits() {
    return limits;
  }

  RestCounter restCounter() {
    return restCounter;
  }

  EngineCounter engineCounter() {
    return engineCounter;
  }

  Gatekeeper gatekeeper() {
    return gatekeeper;
  }

  Tokens tokens() {
    return tokens;
  }

  Witness witness() {
    return witness;
  }

  Tickets tickets() {
    return tickets;
  }

  Sessions sessions() {
    return sessions;
  }

  Executions executions() {
    return executions;
  }

  Reports reports() {
    return reports;
  }

  Exchange exchange() {
    return exchange;
  }

  OrderDesk desk() {
    return desk;
  }

  DeadMan deadMan() {
    return deadMan;
  }

  Map<String, Listing> listings() {
    return listings;
  }

  /** The pair that a request names, or the venue's refusal of it. */
  Listing listing(String name) {
    for (Listing listing : listings.values()) {
      if (listing.names().isCalled(name)) {
        return listing;
      }
    }
    throw KrakenError.unknownPair();
  }

  Feed feed(Listing listing) {
    Feed feed = feeds.get(listing.names().symbol());
    if (feed == null) {
      throw KrakenError.unknownPair();
    }
    return feed;
  }

  /** What the whole venue does: {@code online}, {@code maintenance} or a mode between them. */
  String status() {
    return status;
  }

  void status(String changed) {
    if (!changed.equals(status)) {
      status = changed;
      sessions.all().forEach(session -> session.send(SocketApi.status(changed)));
    }
  }

  /** Refuses private calls during maintenance. */
  void requireServing() {
    if (status.equals("maintenance")) {
      throw new KrakenError("EService:Unavailable");
    }
  }

  /** Tells those who have subscribed that the venue lives. */
  void heartbeat() {
    if (isSilent("heartbeat")) {
      return;
    }
    for (Session session : sessions.all()) {
      if (session.isSubscribed()) {
        session.send("{\"channel\":\"heartbeat\"}");
      }
    }
  }

  /** Sends what is queued, private reports first. */
  void flush() {
    desk.placeClosing();
    executions.flush();
    feeds.values().forEach(Feed::flush);
    sessions.flush();
  }
}
