package trader.simulator.net;

import io.netty.channel.EventLoop;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;
import trader.simulator.faults.FaultPlan;
import trader.simulator.witness.Witness;

/**
 * Takes a request from its arrival to its answer, through whatever faults stand in its way. The
 * answer and the user events of a request race: which leaves first is drawn.
 *
 * @param <O> what a request comes to
 */
public final class RequestFaults<O> {

  /** A venue's words for refusals that faults cause, and its events that wait to leave. */
  public interface Venue<O> {
    /** Too many requests; to be tried again in so many seconds. */
    O tooMany(int retryAfterSeconds);

    /** The address is banned from now on for so many seconds. */
    O ban(String ip, long seconds);

    /** An error inside the venue. */
    O error(Fault fault);

    /** Whether a call is answered even while the venue is closed. */
    default boolean alwaysServes(String target) {
      return false;
    }

    /** The venue is closed for maintenance: nothing was executed. */
    default O maintenance() {
      return error(Fault.of(FaultKind.ERROR).with("status", 503));
    }

    /** Sends the user events that wait. */
    void flushUsers();

    /** Sends the market events that wait. */
    void flushStreams();
  }

  private final FaultPlan faults;
  private final VenueClock clock;
  private final RandomGenerator random;
  private final Witness witness;
  private final Venue<O> venue;

  /** {@code random} draws jitter and races; {@code witness} hears of answers and reports. */
  public RequestFaults(
      FaultPlan faults, VenueClock clock, RandomGenerator random, Witness witness, Venue<O> venue) {
    this.faults = faults;
    this.clock = clock;
    this.random = random;
    this.witness = witness;
    this.venue = venue;
  }

  /**
   * Runs a request.
   *
   * @param target its endpoint, which faults name
   * @param execute does it
   * @param send sends what it came to
   * @param hangUp ends its connection without a word
   */
  public void run(
      String target,
      String ip,
      EventLoop loop,
      Supplier<O> execute,
      Consumer<O> send,
      Runnable hangUp) {
    Consumer<O> answer =
        outcome -> {
          send.accept(outcome);
          witness.answered(target);
        };
    if (faults.isEmpty()) {
      finish(execute.get(), answer);
      return;
    }
    Optional<Fault> lost = hit(FaultKind.LOST_REQUEST, target);
    if (lost.isPresent()) {
      if (!lost.get().flag("silent", false)) {
        hangUp.run();
      }
      return;
    }
    Optional<Fault> late = hit(FaultKind.LATENCY, target);
    Runnable rest = () -> executed(target, ip, loop, execute, answer, hangUp);
    if (late.isPresent()) {
      Wire.later(loop, waitMicros(late.get()), rest);
    } else {
      rest.run();
    }
  }

  private void executed(
      String target,
      String ip,
      EventLoop loop,
      Supplier<O> execute,
      Consumer<O> answer,
      Runnable hangUp) {
    Optional<O> refusal = refusal(target, ip);
    if (refusal.isPresent()) {
      answer.accept(refusal.get());
      return;
    }
    Optional<Fault> error = hit(FaultKind.ERROR, target);
    if (error.isPresent() && !error.get().flag("executed", false)) {
      answer.accept(venue.error(error.get()));
      return;
    }
    O outcome = execute.get();
    if (error.isPresent()) {
      outcome = venue.error(error.get());
    }
    Optional<Fault> lost = hit(FaultKind.LOST_ANSWER, target);
    if (lost.isPresent()) {
      flush();
      if (!lost.get().flag("silent", false)) {
        hangUp.run();
      }
      return;
    }
    Optional<Fault> late = hit(FaultKind.LATE_ANSWER, target);
    if (late.isPresent()) {
      flush();
      O later = outcome;
      Wire.later(loop, waitMicros(late.get()), () -> answer.accept(later));
      return;
    }
    finish(outcome, answer);
  }

  private void flush() {
    venue.flushUsers();
    venue.flushStreams();
    witness.reported();
  }

  private void finish(O outcome, Consumer<O> answer) {
    if (random.nextBoolean()) {
      venue.flushUsers();
      witness.reported();
    }
    answer.accept(outcome);
    flush();
  }

  private Optional<Fault> hit(FaultKind kind, String target) {
    return faults.hit(kind, target, clock.wallMicros());
  }

  private long waitMicros(Fault fault) {
    long jitter = fault.number("jitterMs", 0);
    long extra = jitter > 0 ? random.nextLong(jitter * 1_000) : 0;
    return fault.number("ms", 100) * 1_000 + extra;
  }

  private Optional<O> refusal(String target, String ip) {
    if (faults.acting(FaultKind.MAINTENANCE, clock.wallMicros()) && !venue.alwaysServes(target)) {
      return Optional.of(venue.maintenance());
    }
    Optional<Fault> many = hit(FaultKind.TOO_MANY_REQUESTS, target);
    if (many.isPresent()) {
      return Optional.of(venue.tooMany((int) many.get().number("retryAfter", 1)));
    }
    return hit(FaultKind.BAN, target).map(ban -> venue.ban(ip, ban.number("retryAfter", 120)));
  }
}
