package trader.engine.core.levers;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import trader.control.CapitalStage;
import trader.control.Color;
import trader.control.ControlLever;
import trader.control.Mode;

/** How the values of each operator's lever compare in risk, for an engine of one color. */
record LeverScale(Color own) {

  /** The value of a paused engine. */
  static final String PAUSED = "paused";

  /** The value of an engine that is not paused. */
  static final String RUNNING = "running";

  /** The value of a thrown kill switch. */
  static final String KILLED = "killed";

  /** The value of a kill switch that is not thrown. */
  static final String ARMED = "armed";

  /** The value's risk, 0 for the safest; empty where the lever has no such value. */
  OptionalInt risk(ControlLever lever, String text) {
    return switch (lever) {
      case MODE ->
          Mode.parse(text).map(mode -> OptionalInt.of(risk(mode))).orElse(OptionalInt.empty());
      case COLOR ->
          Color.parse(text)
              .map(color -> OptionalInt.of(color == own ? 1 : 0))
              .orElse(OptionalInt.empty());
      case CAPITAL ->
          CapitalStage.parse(text)
              .map(stage -> OptionalInt.of(stage.percent()))
              .orElse(OptionalInt.empty());
      case PAUSE -> either(text, PAUSED, RUNNING);
      case KILL -> either(text, KILLED, ARMED);
    };
  }

  /** The risk of a value that the engine holds itself, the safest one included. */
  int heldRisk(ControlLever lever, String value) {
    return risk(lever, value).orElse(0);
  }

  /** What the engine obeys where the lever's text is missing or not a value; null: as it was. */
  @Nullable String safest(ControlLever lever, boolean missing) {
    return switch (lever) {
      case MODE -> Mode.HALT.text();
      case COLOR -> "none";
      case CAPITAL -> "0";
      case PAUSE -> missing ? null : PAUSED;
      case KILL -> missing ? null : KILLED;
    };
  }

  /** What an engine obeys that has never been told anything. */
  String initial(ControlLever lever) {
    return switch (lever) {
      case MODE -> Mode.HALT.text();
      case COLOR -> "none";
      case CAPITAL -> "0";
      case PAUSE -> RUNNING;
      case KILL -> ARMED;
    };
  }

  /** What the lever may be, for an error. */
  String allowed(ControlLever lever) {
    return switch (lever) {
      case MODE -> Mode.allowed();
      case COLOR -> Color.allowed();
      case CAPITAL -> CapitalStage.allowed();
      case PAUSE -> PAUSED + ", " + RUNNING;
      case KILL -> KILLED + ", " + ARMED;
    };
  }

  private static int risk(Mode mode) {
    return switch (mode) {
      case HALT -> 0;
      case PAPER -> 1;
      case MANUAL -> 2;
      case AUTO -> 3;
    };
  }

  private static OptionalInt either(String text, String safe, String risky) {
    String word = text.strip();
    if (word.equals(safe)) {
      return OptionalInt.of(0);
    }
    return word.equals(risky) ? OptionalInt.of(1) : OptionalInt.empty();
  }
}
