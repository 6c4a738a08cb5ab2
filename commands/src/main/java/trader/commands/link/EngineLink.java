package trader.commands.link;

import java.util.List;
import trader.control.Acknowledgement;
import trader.control.Color;
import trader.control.EngineState;

/** Speaks to the engines directly. No method throws for an engine that does not answer. */
public interface EngineLink {

  /** Throws the kill switch of every engine that can be reached; one answer for each address. */
  List<KillAnswer> kill(String commandId, String actor, String reason);

  /** What the engine of that color says of itself now. */
  StateAnswer state(Color color);

  /** The engine's address, for a next step that a person can type. */
  String address(Color color);

  /** What became of a kill at one address. */
  sealed interface KillAnswer {
    /** The engine that was asked. */
    Color color();

    /** The engine did it. */
    record Killed(Color color, String address, Acknowledgement acknowledgement)
        implements KillAnswer {}

    /** Nobody listens at the address. */
    record NobodyThere(Color color, String address) implements KillAnswer {}

    /** Somebody listens, and did not do it or did not say so. */
    record Failed(Color color, String address, String problem) implements KillAnswer {}
  }

  /** What became of a question for the state. */
  sealed interface StateAnswer {
    /** The engine answered. */
    record Told(EngineState state) implements StateAnswer {}

    /** It did not, and why. */
    record Silent(String problem) implements StateAnswer {}
  }
}
