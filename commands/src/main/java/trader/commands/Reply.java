package trader.commands;

import java.time.Instant;

/** What the desk answers to a command. {@link ReplyPage} turns each into a page. */
public sealed interface Reply {

  /** What became of the command. */
  Outcome outcome();

  /** It was answered, done, failed or sent without an answer, as the page says. */
  record Answered(Outcome outcome, Page page) implements Reply {}

  /**
   * It raises risk and waits for its confirmation; nothing has changed.
   *
   * @param id what has to be confirmed
   * @param until from then on the id confirms nothing
   */
  record Previewed(String id, Instant until, Page page) implements Reply {
    @Override
    public Outcome outcome() {
      return Outcome.UNCONFIRMED;
    }
  }

  /** It was refused. */
  record Refused(Refusal refusal) implements Reply {
    @Override
    public Outcome outcome() {
      return Outcome.REFUSED;
    }
  }

  /** The words were no command. */
  record Misunderstood(Mistake mistake) implements Reply {
    @Override
    public Outcome outcome() {
      return Outcome.MISUNDERSTOOD;
    }
  }
}
