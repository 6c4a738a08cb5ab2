package trader.bot.matrix;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import trader.commands.Role;
import trader.control.Alert;

/**
 * Something that can be said, and what should come of it. The table is written by hand: nothing of
 * it is asked of the product.
 *
 * @param least the role that it takes, beside {@link Role#ADMIN}
 * @param effect what is different in the world afterwards, by {@link World}'s names
 */
record Deed(String words, Role least, Kind kind, Base base, Map<String, String> effect) {

  /** In how many steps it is done on a real venue. */
  enum Kind {
    /** One message. */
    LOWERS,
    /** One message with a code. */
    DECIDES,
    /** A preview, and a confirmation with a code. */
    RAISES,
    /** The same, and a second person's approval with a code. */
    TAKES_TWO,
    /** Nothing comes of it, whoever says it. */
    NOTHING
  }

  /** How the levers stand before it. */
  enum Base {
    /** Mode manual, stage 20, nothing stopped. */
    TRADING("manual", "running", "armed"),
    /** Mode halt, stage 20, paused and killed. */
    STOPPED("halt", "paused", "killed");

    final String mode;
    final String pause;
    final String kill;

    Base(String mode, String pause, String kill) {
      this.mode = mode;
      this.pause = pause;
      this.kill = kill;
    }
  }

  private static final String FELL = "drawdown:desk";

  /** Every command that changes something, in each form in which it can. */
  static final List<Deed> ALL =
      List.of(
          lowers("mode halt", lever("mode", "MODE", "halt")),
          lowers("pause", lever("trading:paused", "PAUSE", "paused")),
          lowers("kill", lever("kill:switch", "KILL", "killed")),
          lowers("capital stage 10", lever("capital:stage", "CAPITAL", "10")),
          lowers("close all", Map.of("requests", "[CLOSE]")),
          lowers("close BTCUSDT", Map.of("requests", "[CLOSE]")),
          lowers("reject P-1", Map.of("requests", "[REJECT]", "proposals", "0")),
          lowers("snapshot now", Map.of("snapshots", "1")),
          lowers(
              "alerts ack " + Alert.shortId(FELL),
              Map.of("alerts", "[alert:acknowledged:" + FELL + "]")),
          lowers("alerts silence drawdown 5", Map.of("alerts", "[alert:silenced:drawdown]")),
          of(
              "approve P-1",
              Role.APPROVER,
              Kind.DECIDES,
              Base.TRADING,
              Map.of("requests", "[APPROVE]", "proposals", "0")),
          lowers("mode paper", lever("mode", "MODE", "paper")),
          raises("mode auto", Base.TRADING, lever("mode", "MODE", "auto")),
          raises("capital stage 30", Base.TRADING, lever("capital:stage", "CAPITAL", "30")),
          takesTwo("capital stage 50", Base.TRADING, lever("capital:stage", "CAPITAL", "50")),
          takesTwo("canary green", Base.TRADING, lever("mode:active_color", "COLOR", "green")),
          raises("resume", Base.STOPPED, lever("trading:paused", "PAUSE", "running")),
          raises("rearm", Base.STOPPED, lever("kill:switch", "KILL", "armed")),
          raises("mode paper", Base.STOPPED, lever("mode", "MODE", "paper")),
          takesTwo("mode auto", Base.STOPPED, lever("mode", "MODE", "auto")),
          of("mode manual", Role.OPERATOR, Kind.NOTHING, Base.TRADING, Map.of()),
          of("confirm ZZZZZZ", Role.RISK_RAISER, Kind.NOTHING, Base.TRADING, Map.of()),
          of("approve ZZZZZZ", Role.APPROVER, Kind.NOTHING, Base.TRADING, Map.of()),
          of("reject ZZZZZZ", Role.OPERATOR, Kind.NOTHING, Base.TRADING, Map.of()));

  private static Deed of(
      String words, Role least, Kind kind, Base base, Map<String, String> effect) {
    return new Deed(words, least, kind, base, effect);
  }

  private static Deed lowers(String words, Map<String, String> effect) {
    return of(words, Role.OPERATOR, Kind.LOWERS, Base.TRADING, effect);
  }

  private static Deed raises(String words, Base base, Map<String, String> effect) {
    return of(words, Role.RISK_RAISER, Kind.RAISES, base, effect);
  }

  private static Deed takesTwo(String words, Base base, Map<String, String> effect) {
    return of(words, Role.RISK_RAISER, Kind.TAKES_TWO, base, effect);
  }

  private static Map<String, String> lever(String key, String lever, String value) {
    Map<String, String> changes = new HashMap<>();
    changes.put(key, value);
    changes.put("blue " + lever, value);
    changes.put("green " + lever, value);
    return changes;
  }

  boolean previewed() {
    return kind == Kind.RAISES || kind == Kind.TAKES_TWO;
  }

  /** Whether somebody with that role alone may do it. */
  boolean openTo(Role role) {
    return role == least || role == Role.ADMIN;
  }
}
