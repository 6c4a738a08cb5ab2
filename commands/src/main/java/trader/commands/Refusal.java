package trader.commands;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import trader.control.Acknowledgement;

/** Why the desk or the engine did not do what was asked: data, turned into words at the edge. */
public sealed interface Refusal {

  /** The actor is not trusted with it. */
  record NotAuthorized(Actor actor, Role needed, String command) implements Refusal {}

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
