package trader.bot.slack;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Sends and edits messages until Slack has taken them, at the pace that it allows. */
final class Poster {
  private static final Duration GIVE_UP = Duration.ofMinutes(15);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);
  private final SlackApi api;
  private final Pace pace;
  private final MeterRegistry meters;

  Poster(SlackApi api, Pace pace, MeterRegistry meters) {
    this.api = api;
    this.pace = pace;
    this.meters = meters;
  }

  SlackApi api() {
    return api;
  }

  /** Posts what {@code content} says when its turn has come. */
  SlackApi.Place post(String channel, Urgency urgency, Supplier<Content> content)
      throws SlackFault, InterruptedException {
    return untilTaken(
        channel,
        () -> {
          pace.await(channel, urgency);
          return api.post(channel, content.get(), Optional.empty());
        });
  }

  /** Tries once, for whoever has a queue of its own. */
  SlackApi.Place postOnce(String channel, Urgency urgency, Content content)
      throws SlackFault, InterruptedException {
    pace.await(channel, urgency);
    try {
      return api.post(channel, content, Optional.empty());
    } catch (SlackFault e) {
      count(e);
      e.retryAfter().ifPresent(time -> pace.hold(channel, time));
      throw e;
    }
  }

  void update(SlackApi.Place place, Supplier<Content> content)
      throws SlackFault, InterruptedException {
    untilTaken(
        "edits",
        () -> {
          api.update(place, content.get());
          return true;
        });
  }

  void upload(String channel, Optional<String> thread, Urgency urgency, Attachment file)
      throws SlackFault, InterruptedException {
    untilTaken(
        channel,
        () -> {
          pace.await(channel, urgency);
          api.upload(channel, thread, file);
          return true;
        });
  }

  void respond(String address, SlackApi.Reach reach, Content content)
      throws SlackFault, InterruptedException {
    untilTaken(
        "responses",
        () -> {
          api.respond(address, reach, content);
          return true;
        });
  }

  void whisper(String channel, String user, Content content)
      throws SlackFault, InterruptedException {
    untilTaken(
        "whispers",
        () -> {
          api.whisper(channel, user, content);
          return true;
        });
  }

  String direct(String user) throws SlackFault, InterruptedException {
    return untilTaken("direct", () -> api.direct(user));
  }

  private interface Attempt<T> {
    T run() throws SlackFault, InterruptedException;
  }

  private <T> T untilTaken(String lane, Attempt<T> attempt)
      throws SlackFault, InterruptedException {
    long giveUp = System.nanoTime() + GIVE_UP.toNanos();
    Duration pause = FIRST_PAUSE;
    while (true) {
      try {
        return attempt.run();
      } catch (SlackFault e) {
        count(e);
        Duration wait = e.retryAfter().orElse(pause);
        if (e.permanent() || System.nanoTime() + wait.toNanos() > giveUp) {
          throw e;
        }
        if (e.retryAfter().isPresent()) {
          pace.hold(lane, wait);
        }
        Thread.sleep(wait);
        pause =
            pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
                ? pause.multipliedBy(2)
                : LONGEST_PAUSE;
      }
    }
  }

  private void count(SlackFault fault) {
    meters
        .counter(
            "chat_send_errors_total",
            "platform",
            "slack",
            "error",
            fault.error().startsWith("unreachable") ? "unreachable" : fault.error())
        .increment();
  }
}
