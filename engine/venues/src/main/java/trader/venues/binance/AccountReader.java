package trader.venues.binance;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.control.Account;
import trader.control.InstrumentId;
import trader.engine.core.AccountSnapshot;
import trader.engine.core.AccountSnapshot.PastFill;
import trader.engine.core.Action;
import trader.engine.core.VenueOrder;
import trader.venues.net.AccountReadings;
import trader.venues.net.ServerClock;

/** Reads the whole account once: open orders, then executions, then balances. */
final class AccountReader {
  private static final Logger LOG = LoggerFactory.getLogger(AccountReader.class);
  private static final long DAY_MILLIS = 86_400_000;
  private static final long OLDEST_DAYS = 30;

  private final SignedReads reads;
  private final ServerClock clock;
  private final PastTrades trades;
  private final Action.Reconcile wanted;
  private final Consumer<AccountReadings.Result> done;
  private final List<PastFill> fills = new ArrayList<>();
  private final Deque<InstrumentId> instruments = new ArrayDeque<>();
  private List<VenueOrder> openOrders = List.of();

  AccountReader(
      BinanceRest rest,
      ServerClock clock,
      Action.Reconcile wanted,
      Consumer<AccountReadings.Result> done) {
    this.reads = new SignedReads(rest, clock, done);
    this.clock = clock;
    // The venue looks at one day at a time.
    this.trades = new PastTrades(clock, DAY_MILLIS, this::readTrades);
    this.wanted = wanted;
    this.done = done;
  }

  void start() {
    wanted.fillsFrom().keySet().stream()
        .sorted(Comparator.comparing(InstrumentId::toString))
        .forEach(instruments::add);
    reads.get(
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
      trades.readFrom(instrument, Math.max(since, oldest), this::nextInstrument);
    } else {
      trades.readAfter(instrument, Long.parseLong(last), this::nextInstrument);
    }
  }

  private void readTrades(InstrumentId instrument, String range, Consumer<List<PastFill>> then) {
    reads.get(
        "myTrades",
        "/api/v3/myTrades",
        "symbol=" + instrument.symbol() + range + "&limit=" + PastTrades.PAGE,
        Replies::fills,
        page -> {
          fills.addAll(page);
          then.accept(page);
        });
  }

  private void readBalances() {
    reads.get(
        "account",
        "/api/v3/account",
        "",
        Replies::balances,
        balances ->
            done.accept(
                new AccountReadings.Result.Read(
                    new AccountSnapshot(Account.LIVE, balances, openOrders, fills))));
  }
}
