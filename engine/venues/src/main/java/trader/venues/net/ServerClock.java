package trader.venues.net;

import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import trader.venues.VenueMetrics;

/** The venue's time: ours, corrected by what the venue last said. */
public final class ServerClock {
  private static final Logger LOG = LoggerFactory.getLogger(ServerClock.class);
  private final RestClient rest;
  private final String path;
  private final Function<JsonNode, OptionalLong> serverMicros;
  private final LongSupplier nowMicros;
  private final VenueMetrics metrics;
  private long offsetMicros;

  /**
   * Not corrected before the first {@link #sync}.
   *
   * @param path which REST path tells the venue's time
   * @param serverMicros finds it in the answer, in epoch microseconds, empty where it is not there
   */
  public ServerClock(
      RestClient rest,
      String path,
      Function<JsonNode, OptionalLong> serverMicros,
      LongSupplier nowMicros,
      VenueMetrics metrics) {
    this.rest = rest;
    this.path = path;
    this.serverMicros = serverMicros;
    this.nowMicros = nowMicros;
    this.metrics = metrics;
  }

  /** The venue's time, microseconds since the epoch. */
  public long nowMicros() {
    return nowMicros.getAsLong() + offsetMicros;
  }

  /** Our own time, uncorrected. */
  public long localMicros() {
    return nowMicros.getAsLong();
  }

  /** The venue's time, milliseconds since the epoch. */
  public long timestampMillis() {
    return nowMicros() / 1_000;
  }

  /** Asks the venue for its time; {@code done} gets the answer when it has been taken over. */
  public void sync(Consumer<RestAnswer> done) {
    long asked = nowMicros.getAsLong();
    rest.get(
        "time",
        path,
        "",
        answer -> {
          if (answer instanceof RestAnswer.Ok ok) {
            serverMicros.apply(ok.body()).ifPresent(then -> take(then, asked));
          }
          done.accept(answer);
        });
  }

  /** As {@link #sync}, for what goes on in any case; {@code words} says why an answer is none. */
  public void syncAgain(Function<RestAnswer, String> words) {
    sync(answer -> {
      if (!(answer instanceof RestAnswer.Ok)) {
        LOG.warn("the venue's time cannot be read again: {}", words.apply(answer));
      }
    });
  }

  private void take(long then, long asked) {
    long answered = nowMicros.getAsLong();
    offsetMicros = then - (asked + (answered - asked) / 2);
    metrics.clockOffset(offsetMicros);
  }
}
