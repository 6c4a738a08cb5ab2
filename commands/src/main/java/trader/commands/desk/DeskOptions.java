package trader.commands.desk;

import java.time.Duration;

/**
 * The desk's patience.
 *
 * @param answerWait how long to wait for an engine's first acknowledgement
 * @param completionWait how long to wait further for the venue's answer to every cancel
 * @param confirmationValid how long a preview can be confirmed
 * @param raiseMaxAge how old a command may be that raises risk
 */
public record DeskOptions(
    Duration answerWait,
    Duration completionWait,
    Duration confirmationValid,
    Duration raiseMaxAge) {

  /** Three seconds, two seconds, a minute, a minute. */
  public static DeskOptions standard() {
    return new DeskOptions(
        Duration.ofSeconds(3),
        Duration.ofSeconds(2),
        Duration.ofSeconds(60),
        Duration.ofSeconds(60));
  }

  /** The same with another patience for the first acknowledgement. */
  public DeskOptions withAnswerWait(Duration wait) {
    return new DeskOptions(wait, completionWait, confirmationValid, raiseMaxAge);
  }
}
