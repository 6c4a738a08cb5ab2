package trader.commands;

import java.util.Optional;
import trader.control.CapitalStage;
import trader.control.Color;
import trader.control.ControlLever;
import trader.control.InstrumentId;
import trader.control.Mode;

/** Everything that an operator can say. {@link Catalog} lists how each is said. */
public sealed interface Command {

  /** The words that mean this command, without slash and reason, e.g. {@code capital stage 30}. */
  String text();

  /** A command that only reads. */
  sealed interface Reading extends Command {}

  /** A command that moves one lever. */
  sealed interface LeverChange extends Command {
    /** The lever that it moves. */
    ControlLever lever();

    /** The lever's new text, as written to Redis. */
    String value();
  }

  /** What can trade now, and why not. */
  record Status() implements Reading {
    @Override
    public String text() {
      return "status";
    }
  }

  /** Whether the parts are alive and make progress. */
  record Health() implements Reading {
    @Override
    public String text() {
      return "health";
    }
  }

  /** The mode as written and as obeyed. */
  record ShowMode() implements Reading {
    @Override
    public String text() {
      return "mode";
    }
  }

  /** The active color as written and as obeyed. */
  record ShowColor() implements Reading {
    @Override
    public String text() {
      return "canary";
    }
  }

  /** The capital stage as written and as obeyed. */
  record ShowCapital() implements Reading {
    @Override
    public String text() {
      return "capital";
    }
  }

  /** Open positions with their stops. */
  record Positions() implements Reading {
    @Override
    public String text() {
      return "positions";
    }
  }

  /** Orders that are not finished. */
  record Orders() implements Reading {
    @Override
    public String text() {
      return "orders";
    }
  }

  /** Profit and loss of the UTC day. */
  record Pnl() implements Reading {
    @Override
    public String text() {
      return "pnl";
    }
  }

  /** Every lever in one table, narrowing ones first. */
  record Why() implements Reading {
    @Override
    public String text() {
      return "why";
    }
  }

  /** The newest audit entries, {@code count} of them. */
  record Audit(int count) implements Reading {
    /** The most entries that one reply shows. */
    public static final int MOST = 200;

    /** Throws {@link IllegalArgumentException} outside of 1 to {@link #MOST}. */
    public Audit {
      if (count < 1 || count > MOST) {
        throw new IllegalArgumentException("audit count " + count + " is not in 1 to " + MOST);
      }
    }

    @Override
    public String text() {
      return "audit " + count;
    }
  }

  /** Whether the whole audit chain still holds. */
  record VerifyAudit() implements Reading {
    @Override
    public String text() {
      return "audit verify";
    }
  }

  /** The list of commands, or how one of them is used. */
  record Help(Optional<String> topic) implements Reading {
    @Override
    public String text() {
      return topic.map(name -> "help " + name).orElse("help");
    }
  }

  /** Who the desk takes the speaker for, and what that allows. */
  record WhoAmI() implements Reading {
    @Override
    public String text() {
      return "whoami";
    }
  }

  /** Sets the mode. */
  record SetMode(Mode mode) implements LeverChange {
    @Override
    public String text() {
      return "mode " + mode.text();
    }

    @Override
    public ControlLever lever() {
      return ControlLever.MODE;
    }

    @Override
    public String value() {
      return mode.text();
    }
  }

  /** Makes one of the two engines the one that trades. */
  record SetActiveColor(Color color) implements LeverChange {
    @Override
    public String text() {
      return "canary " + color.text();
    }

    @Override
    public ControlLever lever() {
      return ControlLever.COLOR;
    }

    @Override
    public String value() {
      return color.text();
    }
  }

  /** Sets the percent of equity that may be deployed. */
  record SetCapitalStage(CapitalStage stage) implements LeverChange {
    @Override
    public String text() {
      return "capital stage " + stage.text();
    }

    @Override
    public ControlLever lever() {
      return ControlLever.CAPITAL;
    }

    @Override
    public String value() {
      return stage.text();
    }
  }

  /** Pauses trading: no new risk, exits go on. */
  record Pause() implements LeverChange {
    @Override
    public String text() {
      return "pause";
    }

    @Override
    public ControlLever lever() {
      return ControlLever.PAUSE;
    }

    @Override
    public String value() {
      return "paused";
    }
  }

  /** Ends a pause; the engine warms up before it adds risk. */
  record Resume() implements LeverChange {
    @Override
    public String text() {
      return "resume";
    }

    @Override
    public ControlLever lever() {
      return ControlLever.PAUSE;
    }

    @Override
    public String value() {
      return "running";
    }
  }

  /** Throws the kill switch. */
  record Kill() implements LeverChange {
    @Override
    public String text() {
      return "kill";
    }

    @Override
    public ControlLever lever() {
      return ControlLever.KILL;
    }

    @Override
    public String value() {
      return "killed";
    }
  }

  /** Re-arms the kill switch after it was thrown. */
  record Rearm() implements LeverChange {
    @Override
    public String text() {
      return "rearm";
    }

    @Override
    public ControlLever lever() {
      return ControlLever.KILL;
    }

    @Override
    public String value() {
      return "armed";
    }
  }

  /** Closes the position in one instrument, or all positions where it is empty. */
  record Close(Optional<InstrumentId> instrument) implements Command {
    @Override
    public String text() {
      return "close " + instrument.map(InstrumentId::toString).orElse("all");
    }
  }

  /** Writes an incident snapshot. */
  record TakeSnapshot() implements Command {
    @Override
    public String text() {
      return "snapshot now";
    }
  }

  /** Confirms a command whose preview carried this id. */
  record Confirm(String id) implements Command {
    @Override
    public String text() {
      return "confirm " + id;
    }
  }
}
