package trader.venues.kraken.futures;

import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.venues.VenueRuntime;
import trader.venues.net.RestAnswer;

/**
 * Lets the venue cancel orders when this engine gives no sign of life. Where the venue's timer runs
 * out it takes every order of the account, protective stops and other people's too: so it runs only
 * while none but our own orders work and none of them protects anything, and is stopped before
 * anything that protects is sent. One that an earlier run has left running is taken to run until
 * the venue has stopped it.
 */
final class DeadManSwitch {
  private static final Logger LOG = LoggerFactory.getLogger(DeadManSwitch.class);
  private static final int COST = 25;
  private static final int RENEWALS = 4;

  private final FuturesRest rest;
  private final VenueRuntime runtime;
  private final Working working;
  private final Duration after;
  private boolean armed;
  private boolean stopping;
  private int protectors;
  private @Nullable ScheduledFuture<?> timer;

  DeadManSwitch(FuturesRest rest, VenueRuntime runtime, Working working, Duration after) {
    this.rest = rest;
    this.runtime = runtime;
    this.working = working;
    this.after = after;
  }

  void start() {
    if (after.isZero() || timer != null) {
      return;
    }
    armed = true;
    onTick();
    long often = Math.max(100, after.toMillis() / RENEWALS);
    timer = runtime.loop().scheduleAtFixedRate(this::onTick, often, often, TimeUnit.MILLISECONDS);
  }

  void close() {
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }

  private void onTick() {
    if (protectors == 0 && working.allMayGo()) {
      arm();
    } else {
      disarm();
    }
  }

  private void arm() {
    armed = true;
    stopping = false;
    set(after.toSeconds());
  }

  /** The venue's timer must not run any more, or never runs out again. */
  private void disarm() {
    if (armed) {
      stopping = true;
      set(0);
    }
  }

  /** Something that protects is about to be sent: {@link #sent} says that it is told of. */
  void protecting() {
    protectors++;
    if (!stopping) {
      disarm();
    }
  }

  /** What was about to be sent is answered, and shows among the working orders if it works. */
  void sent() {
    protectors--;
  }

  private void set(long seconds) {
    rest.change(
        "cancelallordersafter",
        COST,
        new FuturesRest.Form().put("timeout", Long.toString(seconds)),
        left -> {},
        answer -> {
          boolean done = answer instanceof RestAnswer.Ok;
          if (seconds == 0 && done && stopping) {
            armed = false;
            stopping = false;
          }
          if (!done) {
            LOG.warn(
                "the dead man's switch could not be {}: {}; it is tried again",
                seconds == 0 ? "stopped" : "renewed",
                FuturesErrors.why(answer));
            stopping = false;
          }
        });
  }
}
