package trader.simulator.binance;

import io.netty.channel.EventLoop;
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
import trader.simulator.net.StreamHub;
import trader.simulator.net.VenueClock;
import trader.simulator.witness.Witness;

/** The state of the venue, and where its parts find each other. */
final class Venue {
  private static final String ID_CHARS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private final VenueClock clock;
  private final Fees fees;
  private final RandomGenerator random;
  private final FaultPlan faults;
  private final RateLimits limits;
  private final Signatures signatures;
  private final Witness witness;
  private final Map<String, Listing> listings = new LinkedHashMap<>();
  private final StreamHub streams;
  private final UserData users;
  private final Reports reports;
  private final Exchange exchange;
  private final EventLoop loop;
  private final String account;

  Venue(
      VenueClock clock,
      Fees fees,
      RandomGenerator random,
      FaultPlan faults,
      Limits limits,
      List<ApiKey> keys,
      Witness witness,
      EventLoop loop) {
    this.clock = clock;
    this.fees = fees;
    this.random = random;
    this.faults = faults;
    this.limits = RateLimits.spot(limits, witness);
    this.signatures = new Signatures(keys);
    this.witness = witness;
    streams = new StreamHub(this::isSilent);
    users = new UserData(faults, clock, loop);
    this.loop = loop;
    account = keys.getFirst().account();
    reports = new Reports(listings, users, this.limits, clock);
    exchange = new Exchange(fees, witness.before(reports));
    reports.of(exchange);
  }

  private boolean isSilent(String stream) {
    return !faults.isEmpty()
        && faults.hit(FaultKind.SILENT_STREAM, stream, clock.wallMicros()).isPresent();
  }

  Listing list(Instrument instrument, long seed, long typicalQuantity) {
    Market market = exchange.addMarket(instrument, seed, typicalQuantity, 1);
    String symbol = instrument.symbol();
    DepthFeed depth =
        DepthFeed.spot(
            market,
            streams,
            () ->
                !faults.isEmpty()
                    && faults.hit(FaultKind.DEPTH_GAP, symbol, clock.wallMicros()).isPresent());
    Listing listing = new Listing(market, new MarketFeed(market, streams, clock, depth));
    listings.put(symbol, listing);
    return listing;
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

  RateLimits limits() {
    return limits;
  }

  Signatures signatures() {
    return signatures;
  }

  Witness witness() {
    return witness;
  }

  StreamHub streams() {
    return streams;
  }

  UserData users() {
    return users;
  }

  Reports reports() {
    return reports;
  }

  Exchange exchange() {
    return exchange;
  }

  EventLoop loop() {
    return loop;
  }

  /** The account of the first key. */
  String firstAccount() {
    return account;
  }

  /** Gives an account funds, and tells it. */
  void deposit(String owner, String asset, long amount) {
    long now = clock.transactionMicros();
    exchange.ledger().deposit(owner, asset, amount);
    reports.onDeposit(owner, asset, amount, now);
    exchange.flush(now);
    users.flush();
  }

  /** Sends the user and market events that wait. */
  void publish() {
    users.flush();
    streams.flush();
  }

  Map<String, Listing> listings() {
    return listings;
  }

  /** The listing of a symbol, or the venue's refusal of it. */
  Listing listing(String symbol) {
    Listing listing = listings.get(symbol);
    if (listing == null) {
      throw ApiError.invalidSymbol();
    }
    return listing;
  }

  /** A client order id for a client that sent none. */
  String newId() {
    StringBuilder id = new StringBuilder(22);
    for (int i = 0; i < 22; i++) {
      id.append(ID_CHARS.charAt(random.nextInt(ID_CHARS.length())));
    }
    return id.toString();
  }
}
