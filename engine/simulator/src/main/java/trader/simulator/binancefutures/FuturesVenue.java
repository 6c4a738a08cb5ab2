package trader.simulator.binancefutures;

import io.netty.channel.EventLoop;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import trader.simulator.binance.ApiError;
import trader.simulator.binance.DepthFeed;
import trader.simulator.binance.RateLimits;
import trader.simulator.binance.Signatures;
import trader.simulator.faults.FaultKind;
import trader.simulator.faults.FaultPlan;
import trader.simulator.matching.Decimals;
import trader.simulator.matching.DerivativeTerms;
import trader.simulator.matching.Exchange;
import trader.simulator.matching.Instrument;
import trader.simulator.matching.MarginTier;
import trader.simulator.matching.Market;
import trader.simulator.net.MarketConfig;
import trader.simulator.net.StreamHub;
import trader.simulator.net.VenueClock;
import trader.simulator.witness.Witness;

/** The state of the venue, and where its parts find each other. */
final class FuturesVenue {
  static final int USUAL_LEVERAGE = 20;
  static final String LIQUIDATION_PREFIX = "autoclose-";

  private static final String ID_CHARS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final long THOUSANDTH = Decimals.ONE / 1_000;

  private final VenueClock clock;
  private final RandomGenerator random;
  private final FaultPlan faults;
  private final RateLimits limits;
  private final Signatures signatures;
  private final Witness witness = new Witness();
  private final Map<String, Contract> contracts = new LinkedHashMap<>();
  private final StreamHub streams;
  private final FuturesUsers users;
  private final FuturesReports reports;
  private final Exchange exchange;
  private final Countdowns countdowns;
  private final AccountModes modes = new AccountModes();
  private final ApiSessions apiSessions = new ApiSessions();
  private final EventLoop loop;
  private final String account;

  FuturesVenue(
      FuturesConfig config,
      VenueClock clock,
      RandomGenerator random,
      FaultPlan faults,
      EventLoop loop) {
    this.clock = clock;
    this.random = random;
    this.faults = faults;
    limits = RateLimits.futures(config.limits(), witness);
    signatures = new Signatures(config.keys());
    streams = new StreamHub(this::isSilent);
    users = new FuturesUsers(faults, clock, random, loop);
    this.loop = loop;
    account = config.keys().getFirst().account();
    reports = new FuturesReports(contracts, users, limits, clock, config.collateral(), modes);
    exchange = new Exchange(config.fees(), terms(config), witness.before(reports));
    reports.of(exchange);
    countdowns = new Countdowns(this);
  }

  private static DerivativeTerms terms(FuturesConfig config) {
    Map<String, List<MarginTier>> tiers = new LinkedHashMap<>();
    for (MarketConfig market : config.markets()) {
      tiers.put(market.instrument().symbol(), tiers());
    }
    return new DerivativeTerms(config.collateral(), tiers, false, false, LIQUIDATION_PREFIX);
  }

  /** The brackets of BTCUSDT: 125, 100, 50 and 20 times. */
  private static List<MarginTier> tiers() {
    long one = Decimals.ONE;
    return List.of(
        new MarginTier(0, 8 * THOUSANDTH, 4 * THOUSANDTH, 0),
        new MarginTier(50_000 * one, 10 * THOUSANDTH, 5 * THOUSANDTH, 50 * one),
        new MarginTier(250_000 * one, 20 * THOUSANDTH, 10 * THOUSANDTH, 1_300 * one),
        new MarginTier(1_000_000 * one, 50 * THOUSANDTH, 25 * THOUSANDTH, 16_300 * one));
  }

  private boolean isSilent(String stream) {
    return !faults.isEmpty()
        && faults.hit(FaultKind.SILENT_STREAM, stream, clock.wallMicros()).isPresent();
  }

  Contract list(Instrument instrument, long seed, long typicalQuantity) {
    Market market =
        exchange.addMarket(instrument, seed, Math.max(typicalQuantity, instrument.step()), 1);
    String symbol = instrument.symbol();
    DepthFeed depth =
        DepthFeed.futures(
            market,
            streams,
            () ->
                !faults.isEmpty()
                    && faults.hit(FaultKind.DEPTH_GAP, symbol, clock.wallMicros()).isPresent());
    Contract contract =
        new Contract(market, new ContractFeed(market, streams, clock, depth), clock.millis());
    contracts.put(symbol, contract);
    return contract;
  }

  VenueClock clock() {
    return clock;
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

  FuturesUsers users() {
    return users;
  }

  FuturesReports reports() {
    return reports;
  }

  Exchange exchange() {
    return exchange;
  }

  Countdowns countdowns() {
    return countdowns;
  }

  EventLoop loop() {
    return loop;
  }

  /** The account of the first key. */
  String firstAccount() {
    return account;
  }

  AccountModes modes() {
    return modes;
  }

  ApiSessions apiSessions() {
    return apiSessions;
  }

  /**
   * Gives an account collateral, and tells it.
   *
   * @throws IllegalArgumentException for another asset
   */
  void deposit(String owner, String asset, long amount) {
    String collateral = exchange.margins().collateral();
    if (!asset.equals(collateral)) {
      throw new IllegalArgumentException(
          "this account holds " + collateral + " only, not '" + asset + "'");
    }
    exchange.ledger().deposit(owner, asset, amount);
    reports.onDeposit(owner, amount);
    exchange.flush(clock.transactionMicros());
    flushUsers();
  }

  /** Lets mark prices follow and sends the user and market events that wait. */
  void publish() {
    onTick();
    flushUsers();
    streams.flush();
  }

  Map<String, Contract> contracts() {
    return contracts;
  }

  /** The contract of a symbol, or the venue's refusal of it. */
  Contract contract(String symbol) {
    Contract contract = contracts.get(symbol);
    if (contract == null) {
      throw ApiError.invalidSymbol();
    }
    return contract;
  }

  /** Sends the user events that wait. */
  void flushUsers() {
    reports.flushAccounts();
    users.flush();
  }

  /** Lets mark prices follow, exchanges funding that is due, and ends what is over. */
  void onTick() {
    long now = clock.transactionMicros();
    for (Contract contract : contracts.values()) {
      long mark = contract.dueMark();
      if (mark > 0 && mark != contract.market().markPrice()) {
        exchange.mark(contract.market(), mark, now);
      }
      if (clock.millis() >= contract.nextFundingMillis()) {
        fund(contract, contract.fundingRate(), now);
      }
    }
    countdowns.onTick();
    users.onTick();
  }

  /** Exchanges funding on a contract now. */
  void fund(Contract contract, long rate, long nowMicros) {
    exchange.fund(contract.market(), rate, nowMicros);
    contract.settled(Math.floorDiv(nowMicros, 1_000L), rate);
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
