package trader.venues.net;

import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.control.Account;
import trader.engine.core.VenueEvent;
import trader.venues.VenueRuntime;

/**
 * What an account must know before it connects. What fails is tried again, with growing pauses;
 * what is to be done again and again from then on ends with it.
 */
public final class AccountStart {
  private static final Logger LOG = LoggerFactory.getLogger(AccountStart.class);

  /** Reads what must be known. */
  @FunctionalInterface
  public interface Step {
    /** {@code done} hears why it cannot be read, empty where it is known. */
    void read(Consumer<String> done);
  }

  private final VenueRuntime runtime;
  private final Backoff backoff;
  private final Step step;
  private final Consumer<AccountStart> ready;
  private final List<ScheduledFuture<?>> timers = new ArrayList<>();
  private boolean closed;

  /** Nothing is read yet; {@code ready} is called once, when all is known. */
  public AccountStart(
      VenueRuntime runtime, Timings timings, Step step, Consumer<AccountStart> ready) {
    this.runtime = runtime;
    this.step = step;
    this.ready = ready;
    this.backoff =
        new Backoff(
            timings.firstBackoff().toMillis(),
            timings.longestBackoff().toMillis(),
            runtime.random());
  }

  /**
   * Reads the venue's time, and from then on again and again.
   *
   * @param words says why an answer is none
   */
  public static AccountStart byClock(
      VenueRuntime runtime,
      Timings timings,
      ServerClock clock,
      Function<RestAnswer, String> words,
      Consumer<AccountStart> ready) {
    return new AccountStart(
        runtime,
        timings,
        done ->
            clock.sync(answer ->
                done.accept(
                    answer instanceof RestAnswer.Ok
                        ? ""
                        : "the venue's time cannot be read: " + words.apply(answer))),
        start -> {
          start.every(timings.clockSync().toMillis(), () -> clock.syncAgain(words));
          ready.accept(start);
        });
  }

  /** Begins to read. */
  public void begin() {
    step.read(why -> {
      if (closed) {
        return;
      }
      if (why.isEmpty()) {
        ready.accept(this);
      } else {
        again(why);
      }
    });
  }

  private void again(String why) {
    long pause = backoff.nextMillis();
    LOG.warn("orders connection not started: {}; trying again in {} ms", why, pause);
    runtime.sink().accept(new VenueEvent.LinkStatus(runtime.now(), Account.LIVE, false, why));
    timers.clear();
    timers.add(runtime.loop().schedule(this::begin, pause, TimeUnit.MILLISECONDS));
  }

  /** Does something again and again until closed, first after that time. */
  public void every(long millis, Runnable task) {
    timers.add(runtime.loop().scheduleAtFixedRate(task, millis, millis, TimeUnit.MILLISECONDS));
  }

  /** Reads and repeats nothing any more. */
  public void close() {
    closed = true;
    timers.forEach(timer -> timer.cancel(false));
  }
}
