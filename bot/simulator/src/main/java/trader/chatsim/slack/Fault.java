package trader.chatsim.slack;

import java.time.Duration;

/** What the Web API does instead of answering. */
public sealed interface Fault {

  /** Refuses with that error, e.g. {@code internal_error}. */
  record Refuse(String error) implements Fault {}

  /** Says that it was called too often. */
  record Limit(int retryAfterSeconds) implements Fault {}

  /** Answers with that HTTP status and no JSON. */
  record Status(int status) implements Fault {}

  /** Takes that long, then does what was asked. */
  record Stall(Duration time) implements Fault {}

  /** Does what was asked and breaks the connection without an answer. */
  record LoseAnswer() implements Fault {}
}
