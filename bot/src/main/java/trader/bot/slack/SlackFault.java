package trader.bot.slack;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Slack did not do what it was asked; the message is Slack's own word for it. */
final class SlackFault extends Exception {
  private static final long serialVersionUID = 1;

  /** What stays so however often the same call is made. */
  private static final Set<String> PERMANENT =
      Set.of(
          "channel_not_found",
          "not_in_channel",
          "user_not_in_channel",
          "is_archived",
          "invalid_blocks",
          "msg_too_long",
          "msg_blocks_too_long",
          "no_text",
          "message_not_found",
          "cant_update_message",
          "edit_window_closed",
          "invalid_arguments",
          "expired_url",
          "used_url",
          "expired_trigger_id",
          "invalid_trigger_id",
          "trigger_exchanged",
          "missing_scope");

  private final transient Optional<Duration> retryAfter;

  SlackFault(String error, Optional<Duration> retryAfter) {
    super(error);
    this.retryAfter = retryAfter;
  }

  String error() {
    return String.valueOf(getMessage());
  }

  Optional<Duration> retryAfter() {
    return retryAfter;
  }

  boolean permanent() {
    return PERMANENT.contains(error());
  }

  /** Whether the app cannot write there, so that only a response address can. */
  boolean shutOut() {
    return error().equals("channel_not_found")
        || error().equals("not_in_channel")
        || error().equals("user_not_in_channel");
  }
}
