package trader.commands;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import trader.control.Acknowledgement;

/** Why the desk or the engine did not do what was asked: data, turned into words at the edge. */
public sealed interface Refusal {

  /** It is about who the actor is, or about a second person. */
  sealed interface OfPerson extends Refusal {}

  /**
   * The actor is not trusted with it.
   *
   * @param trusted the ids of those who are; empty where nobody says so
   */
  record NotAuthorized(Actor actor, Role needed, String command, List<String> trusted)
      implements Refusal {
    /** Copies the list. */
    public NotAuthorized {
      trusted = List.copyOf(trusted);
    }
  }

  /** It raises risk, and no reason was given. */
  record ReasonMissing(String command, Optional<String> confirmation) implements Refusal {}

  /** It raises risk and is older than a command may be that does. */
  record Stale(String command, Instant issuedAt, Duration age, Duration limit) implements Refusal {}

  /** This process has no key to sign a grant with. */
  record ControlKeyMissing(String command) implements Refusal {}

  /** No preview with that id waits for a confirmation: never made, taken already, or long gone. */
  record ConfirmationUnknown(String id) implements Refusal {}

  /** The preview's time is over. */
  record ConfirmationExpired(String id, String command, Duration age, Duration limit)
      implements Refusal {}

  /** The preview was made for someone else. */
  record ConfirmationOfAnother(String id, String madeFor, String actor) implements Refusal {}

  /** The preview was made for another command. */
  record ConfirmationForAnother(String id, String madeFor, String command) implements Refusal {}

  /**
   * The actor's code is needed.
   *
   * @param step the words that the code belongs to, e.g. {@code confirm K7Q2MX}
   */
  record CodeMissing(String step, String command) implements OfPerson {}

  /**
   * The code is not the actor's code now.
   *
   * @param step the words that the code belongs to, e.g. {@code approve P-12}
   * @param used whether it would have been, had it not been used before
   * @param left how many more tries there are
   */
  record CodeWrong(String step, boolean used, int left) implements OfPerson {}

  /** There were too many wrong codes; none is looked at for a while. */
  record CodeLocked(String person, Duration atMost) implements OfPerson {}

  /** It reaches a real venue, and nobody is sure who the actor is. */
  record PersonUnknown(String command, Actor actor) implements OfPerson {}

  /**
   * It reaches a real venue, and the actor has no code generator whose code could be asked for.
   *
   * @param person as whom the actor is known
   * @param fileSet whether there is an operators file, which alone can give a person a generator
   */
  record GeneratorMissing(String command, String person, boolean fileSet) implements OfPerson {}

  /** It takes a second person, and nobody else may approve with a code. */
  record NoApprover(String command) implements OfPerson {}

  /** Its first person has confirmed it already, and it waits for the second. */
  record AwaitsApproval(String id, String command, List<String> approvers) implements OfPerson {
    /** Copies the list. */
    public AwaitsApproval {
      approvers = List.copyOf(approvers);
    }
  }

  /** Nothing with that id waits for an approval. */
  record ApprovalUnknown(String id) implements OfPerson {}

  /** Its first person has not confirmed it yet. */
  record NotConfirmedYet(String id, String command, String madeFor) implements OfPerson {}

  /** The second person's time is over. */
  record ApprovalExpired(String id, String command, Duration age, Duration limit)
      implements OfPerson {}

  /** The second person is the first. */
  record SamePerson(String id, String command, String person) implements OfPerson {}

  /** No engine proposes that. */
  record ProposalUnknown(String id, List<String> known) implements Refusal {
    /** Copies the list. */
    public ProposalUnknown {
      known = List.copyOf(known);
    }
  }

  /** The proposal's time is over. */
  record ProposalExpired(String id, Instant expiredAt, Instant now) implements Refusal {}

  /** None of the newest alerts has that short id. */
  record AlertUnknown(String id, List<String> known) implements Refusal {
    /** Copies the list. */
    public AlertUnknown {
      known = List.copyOf(known);
    }
  }

  /** What the preview was made for is no longer so. */
  record StateMoved(String command, String what, String then, String now) implements Refusal {}

  /** The effect cannot be foretold, because the engine concerned is not heard. */
  record EngineNotHeard(String command, String engine, Optional<Instant> lastHeard, Instant now)
      implements Refusal {}

  /** The same command id was used for something else. */
  record CommandIdReused(String commandId) implements Refusal {}

  /** A command with this id began and has no result yet. */
  record CommandIdRunning(String commandId, Instant since) implements Refusal {}

  /** The engine said no. */
  record EngineRefused(String command, Acknowledgement acknowledgement) implements Refusal {}
}
