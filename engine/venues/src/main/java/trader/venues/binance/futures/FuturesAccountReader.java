package trader.venues.binance.futures;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import trader.control.Account;
import trader.control.InstrumentId;
import trader.engine.core.AccountSnapshot;
import trader.engine.core.AccountSnapshot.PastFill;
import trader.engine.core.AccountSnapshot.PastFunding;
import trader.engine.core.AccountSnapshot.VenuePosition;
import trader.engine.core.Action;
import trader.engine.core.VenueOrder;
import trader.venues.binance.BinanceRest;
import trader.venues.binance.PastTrades;
import trader.venues.binance.SignedReads;
import trader.venues.net.AccountReadings;
import trader.venues.net.ServerClock;

/**
 * Reads the whole account once: open orders, plain and conditional, executions, funding, positions,
 * then balances.
 */
final class FuturesAccountReader {
  private static final long DAY_MILLIS = 86_400_000;
  private static final long WEEK_MILLIS = 7 * DAY_MILLIS;
  private static final long OLDEST_DAYS = 90;

  private final SignedReads reads;
  private final ServerClock clock;
  private final PastTrades trades;
  private final Action.Reconcile wanted;
  private final Consumer<AccountReadings.Result> done;
  private final List<VenueOrder> openOrders = new ArrayList<>();
  private final List<PastFill> fills = new ArrayList<>();
  private final List<PastFunding> funding = new ArrayList<>();
  private final Map<InstrumentId, Map<String, String>> venueIds = new HashMap<>();
  private final Deque<InstrumentId> instruments = new ArrayDeque<>();
  private List<VenuePosition> positions = List.of();

  FuturesAccountReader(
      BinanceRest rest,
      ServerClock clock,
      Action.Reconcile wanted,
      Consumer<AccountReadings.Result> done) {
    this.reads = new SignedReads(rest, clock, done);
    this.clock = clock;
    // The venue looks at one week at a time.
    this.trades = new PastTrades(clock, WEEK_MILLIS, this::readTrades);
    this.wanted = wanted;
    this.done = done;
  }

  void start() {
    wanted.fillsFrom().keySet().stream()
        .sorted(Comparator.comparing(InstrumentId::toString))
        .forEach(instruments::add);
    reads.get(
        "openOrders",
        "/fapi/v1/openOrders",
        "",
        FuturesReplies::ours,
        orders -> readConditional(orders));
  }

  /** The plain order that a triggered one has become is open under the conditional one's ids. */
  private void readConditional(List<JsonNode> plain) {
    reads.get(
        "openAlgoOrders",
        "/fapi/v1/openAlgoOrders",
        "",
        FuturesReplies::ours,
        algos -> {
          algos.forEach(algo -> openOrders.add(FuturesReplies.algo(algo)));
          readPast(new ArrayDeque<>(instruments), plain);
        });
  }

  private void readPast(Deque<InstrumentId> left, List<JsonNode> plain) {
    InstrumentId instrument = left.poll();
    if (instrument == null) {
      addPlain(plain);
      nextInstrument();
      return;
    }
    reads.get(
        "allAlgoOrders",
        "/fapi/v1/allAlgoOrders",
        "symbol=" + instrument.symbol() + "&limit=" + PastTrades.PAGE,
        FuturesReplies::ours,
        algos -> {
          Map<String, String> ids = new HashMap<>();
          for (JsonNode algo : algos) {
            String actual = FuturesReplies.actualId(algo);
            if (!actual.isEmpty()) {
              ids.put(actual, FuturesReplies.venueId(algo.path("algoId")));
              plain.stream()
                  .filter(order -> order.path("orderId").asString("").equals(actual))
                  .forEach(order ->
                      openOrders.add(FuturesReplies.algo(algo, FuturesReplies.order(order))));
            }
          }
          venueIds.put(instrument, ids);
          readPast(left, plain);
        });
  }

  private void addPlain(List<JsonNode> plain) {
    for (JsonNode json : plain) {
      VenueOrder order = FuturesReplies.order(json);
      if (!venueIds.getOrDefault(order.instrument(), Map.of()).containsKey(order.venueOrderId())) {
        openOrders.add(order);
      }
    }
  }

  private void nextInstrument() {
    InstrumentId instrument = instruments.poll();
    if (instrument == null) {
      readFunding();
      return;
    }
    String last = wanted.fillsFrom().getOrDefault(instrument, "");
    if (last.isEmpty()) {
      trades.readFrom(instrument, since(), this::nextInstrument);
    } else {
      trades.readAfter(instrument, Long.parseLong(last), this::nextInstrument);
    }
  }

  private long since() {
    long oldest = clock.timestampMillis() - OLDEST_DAYS * DAY_MILLIS;
    return Math.max(wanted.fillsSinceMicros() / 1_000, oldest);
  }

  private void readTrades(InstrumentId instrument, String range, Consumer<List<PastFill>> then) {
    Map<String, String> ids = venueIds.getOrDefault(instrument, Map.of());
    reads.get(
        "userTrades",
        "/fapi/v1/userTrades",
        "symbol=" + instrument.symbol() + range + "&limit=" + PastTrades.PAGE,
        FuturesReplies::fills,
        page -> {
          for (PastFill fill : page) {
            String own = ids.getOrDefault(fill.venueOrderId(), fill.venueOrderId());
            fills.add(FuturesReplies.under(fill, own));
          }
          then.accept(page);
        });
  }

  private void readFunding() {
    reads.get(
        "income",
        "/fapi/v1/income",
        "incomeType=FUNDING_FEE&startTime=" + since() + "&limit=" + PastTrades.PAGE,
        FuturesReplies::funding,
        page -> {
          funding.addAll(page);
          readPositions();
        });
  }

  private void readPositions() {
    reads.get(
        "positionRisk",
        "/fapi/v3/positionRisk",
        "",
        FuturesReplies::positions,
        read -> {
          positions = read;
          readBalances();
        });
  }

  private void readBalances() {
    reads.get(
        "balance",
        "/fapi/v3/balance",
        "",
        FuturesReplies::balances,
        balances ->
            done.accept(
                new AccountReadings.Result.Read(
                    new AccountSnapshot(
                        Account.LIVE, balances, openOrders, fills, positions, funding))));
  }
}
