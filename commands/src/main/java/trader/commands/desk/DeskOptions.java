package trader.commands.desk;

import java.time.Duration;

/**
 * The desk's patience, and where it wants a second person.
 *
 * @param answerWait how long to wait for an engine's first acknowledgement
 * @param completionWait how long to wait further for the venue's answer to every cancel
 * @param confirmationValid how long a preview can be confirmed
 * @param raiseMaxAge how old a command may be that raises risk
 * @param approvalValid how long a second person can approve
 * @param secondPersonAboveStage percent of equity; a capital stage above it takes a second person
 */
public record DeskOptions(
    Duration answerWait,
    Duration completionWait,
    Duration confirmationValid,
    Duration raiseMaxAge,
    Duration approvalValid,
    int secondPersonAboveStage) {
  private static final Duration APPROVAL_VALID = Duration.ofMinutes(5);
  private static final int SECOND_PERSON_ABOVE_STAGE = 30;

  /** With five minutes for a second person, who is wanted above stage 30. */
  public DeskOptions(
      Duration answerWait,
      Duration completionWait,
      Duration confirmationValid,
      Duration raiseMaxAge) {
    this(
        answerWait,
        completionWait,
        confirmationValid,
        raiseMaxAge,
        APPROVAL_VALID,
        SECOND_PERSON_ABOVE_STAGE);
  }

  /** Three seconds, two seconds, a minute, a minute, five minutes, stage 30. */
  public static DeskOptions standard() {
    return new DeskOptions(
        Duration.ofSeconds(3),
        Duration.ofSeconds(2),
        Duration.ofSeconds(60),
        Duration.ofSeconds(60));
  }

  /** The same with another patience for the first acknowledgement. */
  public DeskOptions withAnswerWait(Duration wait) {
    return new DeskOptions(
        wait,
        completionWait,
        confirmationValid,
        raiseMaxAge,
        approvalValid,
        secondPersonAboveStage);
  }

  /** The same with another stage above which a second person is wanted. */
  public DeskOptions withSecondPersonAboveStage(int percent) {
    return new DeskOptions(
        answerWait, completionWait, confirmationValid, raiseMaxAge, approvalValid, percent);
  }
}
