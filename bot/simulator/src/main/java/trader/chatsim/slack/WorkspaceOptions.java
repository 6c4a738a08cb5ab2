package trader.chatsim.slack;

import java.time.Duration;

/**
 * The secrets and limits of a workspace.
 *
 * @param betweenMessages the least time between two messages of the app in one channel
 * @param editsAMinute how many edits the app has in a minute, all at once if it likes
 * @param callsAMinute the same for every other method, each for itself
 * @param ackWithin how long an acknowledgement may take before the envelope is sent again
 */
public record WorkspaceOptions(
    String botToken,
    String appToken,
    String signingSecret,
    Duration betweenMessages,
    int editsAMinute,
    int callsAMinute,
    Duration ackWithin) {

  /** Slack's own limits. The message limit is a little lenient, since two clocks measure it. */
  public static WorkspaceOptions strict() {
    return new WorkspaceOptions(
        "xoxb-110-220-chatsimulatorBotToken",
        "xapp-1-A0TRADER-330-chatsimulatorAppToken",
        "8f742231b10e8888abcd99yyyzzz85a5",
        Duration.ofMillis(950),
        50,
        100,
        Duration.ofSeconds(3));
  }

  /** The same without limits on rates, for measuring. */
  public WorkspaceOptions unlimited() {
    return new WorkspaceOptions(
        botToken,
        appToken,
        signingSecret,
        Duration.ZERO,
        Integer.MAX_VALUE,
        Integer.MAX_VALUE,
        ackWithin);
  }

  /** The same with another time for acknowledgements. */
  public WorkspaceOptions ackWithin(Duration other) {
    return new WorkspaceOptions(
        botToken, appToken, signingSecret, betweenMessages, editsAMinute, callsAMinute, other);
  }

  /** Shows no secret. */
  @Override
  public String toString() {
    return "WorkspaceOptions[betweenMessages=" + betweenMessages + ", ackWithin=" + ackWithin + "]";
  }
}
