package trader.app.e2e;

import java.math.BigDecimal;
import trader.control.EngineState;
import trader.control.GateLevel;
import trader.control.Lever;
import trader.control.Mode;

/** A lever, lowered as {@code redis-cli} does it, and what an engine that obeys it shows. */
enum Lowering {
  MODE("mode", "halt"),
  CAPITAL("capital:stage", "10"),
  PAUSE("trading:paused", "paused"),
  KILL("kill:switch", "killed");

  private final String key;
  private final String value;

  Lowering(String key, String value) {
    this.key = key;
    this.value = value;
  }

  /** Where it is written. */
  String key() {
    return key;
  }

  /** What is written. */
  String value() {
    return value;
  }

  /** Whether the engine obeys it. */
  boolean obeyedBy(EngineState state) {
    return switch (this) {
      case MODE -> state.modeEffective() == Mode.HALT && state.gate() == GateLevel.CLOSED;
      case CAPITAL -> state.capitalEffective().compareTo(BigDecimal.TEN) == 0;
      case PAUSE -> TestDesk.lever(state, Lever.PAUSED).allows() == GateLevel.REDUCE_ONLY;
      case KILL -> TestDesk.lever(state, Lever.KILL_SWITCH).allows() == GateLevel.CLOSED;
    };
  }

  /** Whether entries may leave all the same. */
  boolean leavesEntries() {
    return this == CAPITAL;
  }
}
