package trader.simulator.binance;

import io.netty.channel.EventLoop;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;
import trader.simulator.faults.FaultPlan;

/**
 * Takes a request from its arrival to its answer, through whatever faults stand in its way. The
 * answer and the user events of a request race: which leaves first is drawn.
 */
final class RequestFaults {
  private final Venue venue;
  private final FaultPlan faults;

  RequestFaults(Venue venue) {
    this.venue = venue;
    this.faults = venue.faults();
  }

  /**
   * Runs a request.
   *
   * @param target its endpoint, which faults name
   * @param execute does it
   * @param answer sends what it came to
   * @param hangUp ends its connection without a word
   */
  void run(
      String target,
      String ip,
      EventLoop loop,
      Supplier<Outcome> execute,
      Consumer<Outcome> answer,
      Runnable hangUp) {
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
      Supplier<Outcome> execute,
      Consumer<Outcome> answer,
      Runnable hangUp) {
    Optional<Outcome> refusal = refusal(target, ip);
    if (refusal.isPresent()) {
      answer.accept(refusal.get());
      return;
    }
    Optional<Fault> error = hit(FaultKind.ERROR, target);
    if (error.isPresent() && !error.get().flag("executed", false)) {
      answer.accept(error(error.get()));
      return;
    }
    Outcome outcome = execute.get();
    if (error.isPresent()) {
      outcome = error(error.get());
    }
    Optional<Fault> lost = hit(FaultKind.LOST_ANSWER, target);
    if (lost.isPresent()) {
      venue.users().flush();
      venue.streams().flush();
      if (!lost.get().flag("silent", false)) {
        hangUp.run();
      }
      return;
    }
    Optional<Fault> late = hit(FaultKind.LATE_ANSWER, target);
    if (late.isPresent()) {
      venue.users().flush();
      venue.streams().flush();
      Outcome later = outcome;
      Wire.later(loop, waitMicros(late.get()), () -> answer.accept(later));
      return;
    }
    finish(outcome, answer);
  }

  private void finish(Outcome outcome, Consumer<Outcome> answer) {
    if (venue.random().nextBoolean()) {
      venue.users().flush();
    }
    answer.accept(outcome);
    venue.users().flush();
    venue.streams().flush();
  }

  private Optional<Fault> hit(FaultKind kind, String target) {
    return faults.hit(kind, target, venue.clock().wallMicros());
  }

  private long waitMicros(Fault fault) {
    long jitter = fault.number("jitterMs", 0);
    long extra = jitter > 0 ? venue.random().nextLong(jitter * 1_000) : 0;
    return fault.number("ms", 100) * 1_000 + extra;
  }

  private Optional<Outcome> refusal(String target, String ip) {
    Optional<Fault> many = hit(FaultKind.TOO_MANY_REQUESTS, target);
    if (many.isPresent()) {
      int seconds = (int) many.get().number("retryAfter", 1);
      return Optional.of(Outcome.of(venue.limits().tooMuchWeight(seconds), ""));
    }
    return hit(FaultKind.BAN, target)
        .map(ban -> {
          long now = venue.clock().micros();
          venue.limits().ban(ip, ban.number("retryAfter", 120) * 1_000_000, now);
          return Outcome.of(venue.limits().banned(ip, now), "");
        });
  }

  private static Outcome error(Fault fault) {
    int code = (int) fault.number("code", -1000);
    int status =
        switch (code) {
          case -1007 -> 504;
          case -1008 -> 503;
          default -> 500;
        };
    String text =
        switch (code) {
          case -1001 -> "Internal error; unable to process your request. Please try again.";
          case -1006 ->
              "An unexpected response was received from the message bus. Execution status unknown.";
          case -1007 ->
              "Timeout waiting for response from backend server. Send status unknown; execution"
                  + " status unknown.";
          case -1008 ->
              "Server is currently overloaded with other requests. Please try again in a few"
                  + " minutes.";
          case -1016 -> "This service is no longer available.";
          default -> "An unknown error occurred while processing the request.";
        };
    return Outcome.of(
        new ApiError((int) fault.number("status", status), code, fault.text("msg", text)), "");
  }
}
