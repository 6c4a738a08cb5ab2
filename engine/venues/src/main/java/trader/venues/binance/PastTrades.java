package trader.venues.binance;

import java.util.List;
import java.util.function.Consumer;
import trader.control.InstrumentId;
import trader.engine.core.AccountSnapshot.PastFill;
import trader.venues.net.ServerClock;

/** Reads an instrument's executions, page by page. */
public final class PastTrades {
  /** How many executions a page has at most. */
  public static final int PAGE = 1_000;

  /** Makes the call for one page. */
  @FunctionalInterface
  public interface Pages {
    /** {@code range} goes behind the symbol in the query; {@code then} gets the page. */
    void read(InstrumentId instrument, String range, Consumer<List<PastFill>> then);
  }

  private final ServerClock clock;
  private final long windowMillis;
  private final Pages pages;

  /** {@code windowMillis} is how long a time the venue looks at in one call. */
  public PastTrades(ServerClock clock, long windowMillis, Pages pages) {
    this.clock = clock;
    this.windowMillis = windowMillis;
    this.pages = pages;
  }

  /** Reads those behind the last known one, then does what follows. */
  public void readAfter(InstrumentId instrument, long lastTradeId, Runnable then) {
    pages.read(
        instrument,
        "&fromId=" + (lastTradeId + 1),
        page -> {
          if (page.size() < PAGE) {
            then.run();
          } else {
            readAfter(instrument, Long.parseLong(page.getLast().tradeId()), then);
          }
        });
  }

  /** Reads those since a time; once there is a trade, its id leads on. */
  public void readFrom(InstrumentId instrument, long sinceMillis, Runnable then) {
    long end = sinceMillis + windowMillis;
    pages.read(
        instrument,
        "&startTime=" + sinceMillis + "&endTime=" + end,
        page -> {
          if (!page.isEmpty()) {
            readAfter(instrument, Long.parseLong(page.getLast().tradeId()), then);
          } else if (end > clock.timestampMillis()) {
            then.run();
          } else {
            readFrom(instrument, end, then);
          }
        });
  }
}
