package trader.commands;

import java.util.Locale;
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

  /** The newest alerts, and what was said to them. */
  record Alerts() implements Reading {
    @Override
    public String text() {
      return "alerts";
    }
  }

  /** What to do when that alert comes, step by step. */
  record Runbook(String alert) implements Reading {
    @Override
    public String text() {
      return "runbook " + alert;
    }
  }

  /** A routine check of the desk, with its own numbers filled in. */
  record Checklist(Routine routine) implements Reading {
    /** When it is made. */
    public enum Routine {
      /** At the beginning of the day. */
      MORNING,
      /** At the end of the day. */
      EVENING,
      /** Once a week. */
      WEEKLY;

      /** The word by which it is asked for, e.g. {@code morning}. */
      public String text() {
        return name().toLowerCase(Locale.ROOT);
      }
    }

    @Override
    public String text() {
      return "checklist " + routine.text();
    }
  }

  /** A curve over the last {@code hours} hours. */
  record Chart(Curve curve, int hours) implements Reading {
    /** Two weeks; no more is kept. */
    public static final int MOST_HOURS = 14 * 24;

    /** What is drawn. */
    public enum Curve {
      /** What the desk is worth. */
      EQUITY,
      /** Net profit of the UTC day. */
      PNL,
      /** Percent below the equity peak. */
      DRAWDOWN;

      /** The word by which it is asked for, e.g. {@code equity}. */
      public String text() {
        return name().toLowerCase(Locale.ROOT);
      }
    }

    /** Throws {@link IllegalArgumentException} outside of 1 to {@link #MOST_HOURS}. */
    public Chart {
      if (hours < 1 || hours > MOST_HOURS) {
        throw new IllegalArgumentException("chart of " + hours + " h is not in 1 to " + MOST_HOURS);
      }
    }

    @Override
    public String text() {
      return "chart " + curve.text() + " " + hours;
    }
  }

  /** The entries that strategies want in mode {@code manual}. */
  record Proposals() implements Reading {
    @Override
    public String text() {
      return "proposals";
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

  /**
   * Confirms a command whose preview carried this id.
   *
   * @param code from the actor's code generator, where one was given
   */
  record Confirm(String id, Optional<Secret> code) implements Command {
    /** Without a code. */
    public Confirm(String id) {
      this(id, Optional.empty());
    }

    @Override
    public String text() {
      return "confirm " + id;
    }
  }

  /**
   * The second person's yes to a change with this id, or a yes to a strategy's proposal.
   *
   * @param code from the actor's code generator, where one was given
   */
  record Approve(String id, Optional<Secret> code) implements Command {
    /** Without a code. */
    public Approve(String id) {
      this(id, Optional.empty());
    }

    @Override
    public String text() {
      return "approve " + id;
    }
  }

  /** A no to a change that waits, or to a strategy's proposal. */
  record Reject(String id) implements Command {
    @Override
    public String text() {
      return "reject " + id;
    }
  }

  /** Takes note of the alert with that short id, so that it does not escalate. */
  record AcknowledgeAlert(String id) implements Command {
    @Override
    public String text() {
      return "alerts ack " + id;
    }
  }

  /**
   * Tells nobody of alerts of one kind for a while.
   *
   * @param kind a reason's text or a short id
   */
  record SilenceAlerts(String kind, int minutes) implements Command {
    /** A week. */
    public static final int MOST_MINUTES = 7 * 24 * 60;

    /** Throws {@link IllegalArgumentException} outside of 1 to {@link #MOST_MINUTES}. */
    public SilenceAlerts {
      if (minutes < 1 || minutes > MOST_MINUTES) {
        throw new IllegalArgumentException(
            "a silence of " + minutes + " min is not in 1 to " + MOST_MINUTES);
      }
    }

    @Override
    public String text() {
      return "alerts silence " + kind + " " + minutes;
    }
  }
}
