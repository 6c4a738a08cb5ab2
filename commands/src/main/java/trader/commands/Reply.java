package trader.commands;

import java.time.Instant;
import java.util.List;
import java.util.Set;

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
   * @param asks what has to come with the confirmation and was not given yet
   */
  record Previewed(String id, Instant until, Page page, Set<Ask> asks) implements Reply {
    /** Copies the set. */
    public Previewed {
      asks = Set.copyOf(asks);
    }

    /** A preview to whose confirmation nothing has to be added. */
    public Previewed(String id, Instant until, Page page) {
      this(id, until, page, Set.of());
    }

    @Override
    public Outcome outcome() {
      return Outcome.UNCONFIRMED;
    }
  }

  /** What a person has to add to a confirmation or an approval. */
  enum Ask {
    /** Six digits from the person's code generator. */
    CODE,
    /** Why, in the person's words. */
    REASON
  }

  /**
   * Its first person has confirmed it and it waits for a second one; nothing has changed.
   *
   * @param id what has to be approved
   * @param until from then on the id approves nothing
   * @param approvers the ids of the persons who may
   */
  record AwaitingApproval(String id, Instant until, List<String> approvers, Page page)
      implements Reply {
    /** Copies the list. */
    public AwaitingApproval {
      approvers = List.copyOf(approvers);
    }

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
