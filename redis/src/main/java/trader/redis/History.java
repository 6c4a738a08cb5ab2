package trader.redis;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Reads what a desk was worth over time. */
final class History {
  /** About a day. */
  private static final int PAGE = 1_500;

  private final Streams streams;

  History(Wire wire) {
    this.streams = new Streams(wire);
  }

  /** The samples taken at {@code since} or later, oldest first, one a minute. */
  List<EquitySample> since(Instant since) {
    List<EquitySample> newestFirst = new ArrayList<>();
    String from = "+";
    while (true) {
      List<StreamEntry> page = streams.before(Keys.HISTORY, from, PAGE);
      for (EquitySample sample : Replies.readable(page, EquitySample.class)) {
        if (sample.at().isBefore(since)) {
          Collections.reverse(newestFirst);
          return newestFirst;
        }
        // A write whose answer was lost was repeated, and two engines may share a minute.
        if (newestFirst.isEmpty() || sample.minute() < newestFirst.getLast().minute()) {
          newestFirst.add(sample);
        }
      }
      if (page.size() < PAGE) {
        Collections.reverse(newestFirst);
        return newestFirst;
      }
      from = "(" + page.getLast().id();
    }
  }
}
