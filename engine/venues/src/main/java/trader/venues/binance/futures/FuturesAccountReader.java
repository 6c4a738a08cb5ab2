package trader.venues.binance.futures;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import tools.jackson.databind.JsonNode;
import trader.control.Account;
import trader.control.InstrumentId;
import trader.engine.core.AccountSnapshot;
import trader.engine.core.AccountSnapshot.AssetBalance;
import trader.engine.core.AccountSnapshot.PastFill;
import trader.engine.core.AccountSnapshot.PastFunding;
import trader.engine.core.AccountSnapshot.VenuePosition;
import trader.engine.core.Action;
import trader.engine.core.VenueOrder;
import trader.venues.binance.BinanceRest;
import trader.venues.binance.ErrorCodes;
import trader.venues.net.RestAnswer;
import trader.venues.net.ServerClock;

/**
 * Reads the whole account: open orders, plain and conditional, executions, funding, positions, then
 * balances. Where a report comes in while it reads, what it has read may be older than what is
 * known, and it begins again.
 */
final class FuturesAccountReader {
  private static final int PAGE = 1_000;
  private static final long DAY_MILLIS = 86_400_000;
  private static final long WEEK_MILLIS = 7 * DAY_MILLIS;
  private static final long OLDEST_DAYS = 90;
  private static final int MOST_TRIES = 3;

  /** What a reading gave. */
  sealed interface Result {
    /** The account. */
    record Read(AccountSnapshot account) implements Result {}

    /** It could not be read; {@code clock} where that is because our clock is out of step. */
    record Failed(String why, boolean clock) implements Result {}
  }

  private final BinanceRest rest;
  private final ServerClock clock;
  private final LongSupplier reports;
  private final Action.Reconcile wanted;
  private final Consumer<Result> done;
  private final List<VenueOrder> openOrders = new ArrayList<>();
  private final List<PastFill> fills = new ArrayList<>();
  private final List<PastFunding> funding = new ArrayList<>();
  private final Map<InstrumentId, Map<String, String>> venueIds = new HashMap<>();
  private final Deque<InstrumentId> instruments = new ArrayDeque<>();
  private List<VenuePosition> positions = List.of();
  private long reportsAtStart;
  private int tries;

  /**
   * @param reports how many reports have come in so far
   */
  FuturesAccountReader(
      BinanceRest rest,
      ServerClock clock,
      LongSupplier reports,
      Action.Reconcile wanted,
      Consumer<Result> done) {
    this.rest = rest;
    this.clock = clock;
    this.reports = reports;
    this.wanted = wanted;
    this.done = done;
  }

  void start() {
    tries++;
    reportsAtStart = reports.getAsLong();
    openOrders.clear();
    fills.clear();
    funding.clear();
    venueIds.clear();
    instruments.clear();
    wanted.fillsFrom().keySet().stream()
        .sorted(Comparator.comparing(InstrumentId::toString))
        .forEach(instruments::add);
    get(
        "openOrders",
        "/fapi/v1/openOrders",
        "",
        FuturesReplies::ours,
        orders -> readConditional(orders));
  }

  /** The plain order that a triggered one has become is open under the conditional one's ids. */
  private void readConditional(List<JsonNode> plain) {
    get(
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
    get(
        "allAlgoOrders",
        "/fapi/v1/allAlgoOrders",
        "symbol=" + instrument.symbol() + "&limit=" + PAGE,
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
      readFrom(instrument, since());
    } else {
      readAfter(instrument, Long.parseLong(last));
    }
  }

  private long since() {
    long oldest = clock.timestampMillis() - OLDEST_DAYS * DAY_MILLIS;
    return Math.max(wanted.fillsSinceMicros() / 1_000, oldest);
  }

  private void readAfter(InstrumentId instrument, long lastTradeId) {
    readTrades(
        instrument,
        "&fromId=" + (lastTradeId + 1),
        page -> {
          if (page.size() < PAGE) {
            nextInstrument();
          } else {
            readAfter(instrument, Long.parseLong(page.getLast().tradeId()));
          }
        });
  }

  /** The venue looks at one week at a time; once there is a trade, its id leads on. */
  private void readFrom(InstrumentId instrument, long sinceMillis) {
    long end = sinceMillis + WEEK_MILLIS;
    readTrades(
        instrument,
        "&startTime=" + sinceMillis + "&endTime=" + end,
        page -> {
          if (!page.isEmpty()) {
            readAfter(instrument, Long.parseLong(page.getLast().tradeId()));
          } else if (end > clock.timestampMillis()) {
            nextInstrument();
          } else {
            readFrom(instrument, end);
          }
        });
  }

  private void readTrades(InstrumentId instrument, String range, Consumer<List<PastFill>> then) {
    Map<String, String> ids = venueIds.getOrDefault(instrument, Map.of());
    get(
        "userTrades",
        "/fapi/v1/userTrades",
        "symbol=" + instrument.symbol() + range + "&limit=" + PAGE,
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
    get(
        "income",
        "/fapi/v1/income",
        "incomeType=FUNDING_FEE&startTime=" + since() + "&limit=" + PAGE,
        FuturesReplies::funding,
        page -> {
          funding.addAll(page);
          readPositions();
        });
  }

  private void readPositions() {
    get(
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
    get(
        "balance",
        "/fapi/v3/balance",
        "",
        FuturesReplies::balances,
        balances -> {
          if (reports.getAsLong() == reportsAtStart || tries >= MOST_TRIES) {
            done.accept(new Result.Read(snapshot(balances)));
          } else {
            start();
          }
        });
  }

  private AccountSnapshot snapshot(List<AssetBalance> balances) {
    return new AccountSnapshot(Account.LIVE, balances, openOrders, fills, positions, funding);
  }

  private <T> void get(
      String call, String path, String query, Function<JsonNode, T> read, Consumer<T> then) {
    rest.getSigned(
        call,
        path,
        query,
        clock.timestampMillis(),
        answer -> {
          if (!(answer instanceof RestAnswer.Ok ok)) {
            boolean ofClock =
                answer instanceof RestAnswer.Refused refused && refused.code() == ErrorCodes.CLOCK;
            done.accept(new Result.Failed(call + ": " + RestAnswer.why(answer), ofClock));
            return;
          }
          T value;
          try {
            value = read.apply(ok.body());
          } catch (IllegalArgumentException e) {
            done.accept(new Result.Failed(call + " is garbled: " + e.getMessage(), false));
            return;
          }
          then.accept(value);
        });
  }
}
