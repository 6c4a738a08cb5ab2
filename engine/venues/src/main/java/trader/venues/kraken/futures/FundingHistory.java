package trader.venues.kraken.futures;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.engine.core.AccountSnapshot.PastFunding;
import trader.venues.net.RestAnswer;

/**
 * Funding payments, and the profits of executions, from the account's log. Reading the past is dear
 * and funding is hourly, so what was read is kept, and only what is newer is read, at most once a
 * minute.
 */
final class FundingHistory {
  private static final Logger LOG = LoggerFactory.getLogger(FundingHistory.class);
  private static final long FRESH_MICROS = 60_000_000;
  private static final long OVERLAP_MILLIS = 5_000;

  private final FuturesRest rest;
  private final LongSupplier nowMicros;
  private final Map<String, PastFunding> known = new LinkedHashMap<>();
  private final Profits profits = new Profits();
  private long readFromMicros = Long.MAX_VALUE;
  private long readAtMicros;

  FundingHistory(FuturesRest rest, LongSupplier nowMicros) {
    this.rest = rest;
    this.nowMicros = nowMicros;
  }

  /** Hands over the payments since a time, oldest first; those known where they cannot be read. */
  void read(long sinceMicros, Consumer<List<PastFunding>> done) {
    long now = nowMicros.getAsLong();
    boolean reachesBack = readFromMicros <= sinceMicros;
    if (reachesBack && now - readAtMicros < FRESH_MICROS) {
      done.accept(since(sinceMicros));
      return;
    }
    long from = reachesBack ? readAtMicros / 1_000 - OVERLAP_MILLIS : sinceMicros / 1_000;
    rest.history(
        "account-log",
        new FuturesRest.Form().put("since", Long.toString(Math.max(0, from))),
        answer -> {
          take(answer, sinceMicros, now);
          done.accept(since(sinceMicros));
        });
  }

  private void take(RestAnswer answer, long sinceMicros, long atMicros) {
    if (!(answer instanceof RestAnswer.Ok ok)) {
      LOG.warn("funding payments cannot be read now: {}", FuturesErrors.why(answer));
      return;
    }
    try {
      for (PastFunding payment : FuturesReplies.funding(ok.body())) {
        known.put(payment.instrument() + "/" + payment.venueMicros(), payment);
      }
      ok.body().path("logs").forEach(profits::logged);
      readFromMicros = Math.min(readFromMicros, sinceMicros);
      readAtMicros = atMicros;
    } catch (IllegalArgumentException e) {
      LOG.warn("the account's log is garbled: {}", e.getMessage());
    }
  }

  /** The profits that the log has told so far. */
  Profits profits() {
    return profits;
  }

  private List<PastFunding> since(long sinceMicros) {
    List<PastFunding> all = new ArrayList<>(known.values());
    all.removeIf(p -> p.venueMicros() < sinceMicros);
    all.sort((a, b) -> Long.compare(a.venueMicros(), b.venueMicros()));
    return all;
  }
}
