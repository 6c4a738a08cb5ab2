package trader.venues.binance;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import trader.control.Account;
import trader.control.InstrumentId;
import trader.engine.core.AccountSnapshot;
import trader.engine.core.AccountSnapshot.PastFill;
import trader.engine.core.Action;
import trader.engine.core.VenueOrder;
import trader.venues.net.RestAnswer;
import trader.venues.net.ServerClock;

/**
 * Reads the whole account: open orders, then executions, then balances. Where an execution comes in
 * while it reads, what it has read may be older than what is known, and it begins again.
 */
final class AccountReader {
  private static final Logger LOG = LoggerFactory.getLogger(AccountReader.class);
  private static final int PAGE = 1_000;
  private static final long DAY_MILLIS = 86_400_000;
  private static final long OLDEST_DAYS = 30;
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
  private final List<PastFill> fills = new ArrayList<>();
  private final Deque<InstrumentId> instruments = new ArrayDeque<>();
  private List<VenueOrder> openOrders = List.of();
  private long reportsAtStart;
  private int tries;

  /**
   * @param reports how many execution reports have come in so far
   */
  AccountReader(
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
    fills.clear();
    instruments.clear();
    wanted.fillsFrom().keySet().stream()
        .sorted((a, b) -> a.toString().compareTo(b.toString()))
        .forEach(instruments::add);
    get(
        "openOrders",
        "/api/v3/openOrders",
        "",
        Replies::orders,
        orders -> {
          openOrders = orders;
          nextInstrument();
        });
  }

  private void nextInstrument() {
    InstrumentId instrument = instruments.poll();
    if (instrument == null) {
      readBalances();
      return;
    }
    String last = wanted.fillsFrom().getOrDefault(instrument, "");
    if (last.isEmpty()) {
      long oldest = clock.timestampMillis() - OLDEST_DAYS * DAY_MILLIS;
      long since = wanted.fillsSinceMicros() / 1_000;
      if (since < oldest) {
        LOG.warn(
            "executions of {} are read for the last {} days only; the engine asked for those since"
                + " {} ms",
            instrument,
            OLDEST_DAYS,
            since);
      }
      readFrom(instrument, Math.max(since, oldest));
    } else {
      readAfter(instrument, Long.parseLong(last));
    }
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

  /** The venue looks at one day at a time; once there is a trade, its id leads on. */
  private void readFrom(InstrumentId instrument, long sinceMillis) {
    long end = sinceMillis + DAY_MILLIS;
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
    get(
        "myTrades",
        "/api/v3/myTrades",
        "symbol=" + instrument.symbol() + range + "&limit=" + PAGE,
        Replies::fills,
        page -> {
          fills.addAll(page);
          then.accept(page);
        });
  }

  private void readBalances() {
    get(
        "account",
        "/api/v3/account",
        "",
        Replies::balances,
        balances -> {
          if (reports.getAsLong() == reportsAtStart || tries >= MOST_TRIES) {
            done.accept(
                new Result.Read(new AccountSnapshot(Account.LIVE, balances, openOrders, fills)));
          } else {
            start();
          }
        });
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
