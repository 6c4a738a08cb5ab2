package trader.engine.core.loop;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import trader.control.Account;
import trader.control.Alert;
import trader.control.GateLevel;
import trader.control.Lever;
import trader.control.Reason;
import trader.engine.core.Action;
import trader.engine.core.market.Market;
import trader.engine.core.portfolio.Ledger;

/** Takes what time and the market do to the levers: warm-up, stale data, the day's loss. */
final class Conditions {
  private static final Account[] ACCOUNTS = Account.values();
  private final Books books;
  private final Outbox outbox;
  private final Trader trader;
  private final KillSwitch killSwitch;
  private final long startMicros;
  private boolean flowed;

  Conditions(Books books, Outbox outbox, Trader trader, KillSwitch killSwitch, long startMicros) {
    this.books = books;
    this.outbox = outbox;
    this.trader = trader;
    this.killSwitch = killSwitch;
    this.startMicros = startMicros;
    if (books.fresh() && books.settings().limits().warmUpMicros() > 0) {
      books
          .levers()
          .narrow(
              Lever.WARM_UP,
              "start",
              GateLevel.REDUCE_ONLY,
              startMicros,
              "observing after the start until the strategies have the bars that they want, at"
                  + " most "
                  + books.settings().limits().warmUpMicros() / 1_000_000
                  + " s");
    }
  }

  /** Judges market data by its age, and the equity's fall by the day's limit. */
  void watch() {
    warmUp();
    marketData();
    drawdown();
  }

  /** The venue's past bars may have warmed up already what was started. */
  private void warmUp() {
    if (books.levers().holds(Lever.WARM_UP)) {
      Optional<String> wanted = trader.warmingUp();
      long observed = outbox.atMicros() - startMicros;
      if (wanted.isEmpty() || observed >= books.settings().limits().warmUpMicros()) {
        books.levers().clear(Lever.WARM_UP);
        outbox.log(
            Action.Log.Level.INFO,
            "WARM_UP_DONE",
            "after_ms="
                + observed / 1_000
                + " reason=\""
                + wanted.map(words -> "its time is over; " + words).orElse("every bar is there")
                + "\"");
      }
    }
  }

  private void marketData() {
    long oldest = books.settings().limits().marketDataMaxAgeMicros();
    Optional<Market> stale =
        books.settings().instruments().stream()
            .map(books::market)
            .filter(market -> !market.feedUp() || outbox.atMicros() - market.lastMicros() > oldest)
            .findFirst();
    if (stale.isEmpty()) {
      flowed = true;
      if (books.levers().clear(Lever.MARKET_DATA)) {
        outbox.calm(Reason.MARKET_DATA_STALE, "market_data");
      }
      return;
    }
    boolean never = !flowed && outbox.atMicros() - startMicros > oldest;
    if (!books.levers().holds(Lever.MARKET_DATA) || never) {
      Market market = stale.get();
      String why =
          market.instrument()
              + (!market.feedUp()
                  ? ": the market stream is down"
                  : market.lastMicros() == 0
                      ? " has had no trade or quote yet"
                      : " has had no trade or quote since " + time(market.lastMicros()));
      books
          .levers()
          .narrow(Lever.MARKET_DATA, "stale", GateLevel.REDUCE_ONLY, outbox.atMicros(), why);
      outbox.alert(
          Alert.Severity.WARNING,
          Reason.MARKET_DATA_STALE,
          "market_data",
          why + "; no new risk until data flows");
    }
  }

  /** Marks the equity of both accounts; throws the kill switch where a day has lost too much. */
  boolean drawdown() {
    boolean tripped = false;
    for (Account account : ACCOUNTS) {
      BigDecimal equity = books.mark(account, outbox.atMicros());
      BigDecimal limit = books.settings().limits().maxDailyDrawdown();
      Ledger ledger = books.portfolio().ledger(account);
      if (equity != null
          && ledger.fallenBeyond(equity, limit)
          && account == books.levers().account()
          && !books.levers().killed()) {
        tripped = true;
        killSwitch.throwFor(
            Reason.DRAWDOWN,
            "equity "
                + equity.setScale(2, RoundingMode.HALF_EVEN)
                + " is more than "
                + limit.movePointRight(2).stripTrailingZeros().toPlainString()
                + " % below the day's peak "
                + ledger.dayPeak().setScale(2, RoundingMode.HALF_EVEN));
      }
    }
    return tripped;
  }

  private static Instant time(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).truncatedTo(ChronoUnit.SECONDS);
  }
}
