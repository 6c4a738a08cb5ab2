package trader.simulator.krakenfutures;

import io.netty.channel.EventLoop;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import trader.simulator.faults.FaultKind;
import trader.simulator.faults.FaultPlan;
import trader.simulator.matching.Decimals;
import trader.simulator.matching.DerivativeTerms;
import trader.simulator.matching.Exchange;
import trader.simulator.matching.Market;
import trader.simulator.net.StreamHub;
import trader.simulator.net.VenueClock;
import trader.simulator.witness.Witness;

/** The state of the venue, and where its parts find each other. */
final class Venue {
  private final KrakenFuturesConfig config;
  private final VenueClock clock;
  private final RandomGenerator random;
  private final FaultPlan faults;
  private final Witness witness;
  private final EventLoop loop;
  private final Keys keys;
  private final Budget budget;
  private final StreamHub streams;
  private final PrivateFeeds feeds;
  private final Tickets tickets;
  private final OrderHistory history = new OrderHistory(this);
  private final AccountLog accountLog = new AccountLog(this);
  private final Reports reports = new Reports(this);
  private final DeadMan deadMan = new DeadMan(this);
  private final Map<String, Contract> contracts = new LinkedHashMap<>();
  private final Map<String, Long> cash = new HashMap<>();
  private final Exchange exchange;
  private long nextSequence = 1;
  private long fundedHour;

  Venue(
      KrakenFuturesConfig config,
      VenueClock clock,
      RandomGenerator random,
      FaultPlan faults,
      Witness witness,
      EventLoop loop) {
    this.config = config;
    this.clock = clock;
    this.random = random;
    this.faults = faults;
    this.witness = witness;
    this.loop = loop;
    keys = new Keys(config.keys());
    budget = new Budget(config.limits(), witness);
    tickets = new Tickets(random);
    streams = new StreamHub(this::isSilent);
    feeds = new PrivateFeeds(faults, clock);
    DerivativeTerms terms =
        new DerivativeTerms(
            "USD",
            config.contracts().stream()
                .collect(Collectors.toMap(c -> c.instrument().symbol(), ContractRules::tiers)),
            true,
            true,
            "liquidation-");
    exchange = new Exchange(config.fees(), terms, witness.before(reports));
    fundedHour = hour();
    config.contracts().forEach(this::list);
  }

  private boolean isSilent(String topic) {
    return !faults.isEmpty()
        && faults.hit(FaultKind.SILENT_STREAM, topic, clock.wallMicros()).isPresent();
  }

  private void list(ContractRules rules) {
    String symbol = rules.instrument().symbol();
    Market market =
        exchange.addMarket(
            rules.instrument(), config.seed(), Decimals.of(config.typicalQuantity()), 1);
    contracts.put(
        symbol,
        new Contract(
            market,
            rules,
            streams,
            clock,
            Decimals.of(config.fundingRate()),
            tickets.newId().substring(0, 24),
            () ->
                !faults.isEmpty()
                    && faults.hit(FaultKind.DEPTH_GAP, symbol, clock.wallMicros()).isPresent()));
  }

  private long hour() {
    return Math.floorDiv(clock.micros(), Contract.HOUR_MICROS);
  }

  /** Pays funding for the hours that have passed since the last call. */
  void fundWhenDue() {
    long now = hour();
    if (now > fundedHour) {
      fundedHour = now;
      contracts.values().forEach(c -> fund(c, c.fundingRate()));
    }
  }

  void fund(Contract contract, long rate) {
    exchange.fund(contract.market(), rate, clock.transactionMicros());
  }

  /** What an account has in its cash wallet, beside its margin. */
  long cash(String account) {
    return cash.getOrDefault(account, 0L);
  }

  void cash(String account, long amount) {
    cash.put(account, amount);
  }

  EventLoop loop() {
    return loop;
  }

  /** Gives an account collateral from outside, and tells it. */
  void deposit(String account, String asset, long amount) {
    if (!asset.equals("USD")) {
      throw new IllegalArgumentException("the collateral here is USD, not " + asset);
    }
    exchange.ledger().deposit(account, asset, amount);
    exchange.flush(clock.transactionMicros());
    feeds.flush();
  }

  /** Sends what has happened to accounts and markets. */
  void publish() {
    reports.settle();
    var _ = reports.drain();
    feeds.flush();
    streams.flush();
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

  Witness witness() {
    return witness;
  }

  Keys keys() {
    return keys;
  }

  Budget budget() {
    return budget;
  }

  StreamHub streams() {
    return streams;
  }

  PrivateFeeds feeds() {
    return feeds;
  }

  Tickets tickets() {
    return tickets;
  }

  OrderHistory history() {
    return history;
  }

  AccountLog accountLog() {
    return accountLog;
  }

  Reports reports() {
    return reports;
  }

  DeadMan deadMan() {
    return deadMan;
  }

  Exchange exchange() {
    return exchange;
  }

  long nextSequence() {
    return nextSequence++;
  }

  List<String> accounts() {
    return config.keys().stream().map(k -> k.account()).distinct().toList();
  }

  Map<String, Contract> contracts() {
    return contracts;
  }

  /** A contract by its symbol in any case, or the venue's refusal of it. */
  Contract contract(String symbol) {
    Contract contract = contracts.get(symbol.toUpperCase(Locale.ROOT));
    if (contract == null) {
      throw ApiError.of("contractNotFound");
    }
    return contract;
  }
}
