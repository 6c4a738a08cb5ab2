package trader.engine.core.levers;

import trader.control.ControlLever;
import trader.control.Reason;

/** What a reading did to one lever. */
public sealed interface LeverChange {

  /** The lever. */
  ControlLever lever();

  /** The text that was asked for. */
  String value();

  /** The desk's command, empty for a raw write. */
  String commandId();

  /** In words for an operator. */
  String why();

  /** The engine now obeys a safer value; {@code alarm} where that is worth an alert. */
  record Lowered(
      ControlLever lever,
      String value,
      String before,
      String commandId,
      String why,
      java.util.Optional<Reason> alarm)
      implements LeverChange {}

  /** The engine now obeys a riskier value, by a grant. */
  record Raised(ControlLever lever, String value, String before, String commandId, String why)
      implements LeverChange {}

  /** A command asked for what is so already. */
  record Unchanged(ControlLever lever, String value, String commandId, String why)
      implements LeverChange {}

  /** A riskier value was asked for without a grant that holds; the engine obeys what it did. */
  record Refused(ControlLever lever, String value, String commandId, Reason reason, String why)
      implements LeverChange {}
}
