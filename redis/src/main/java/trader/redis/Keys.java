package trader.redis;

import java.time.Duration;
import java.util.List;
import trader.control.Color;
import trader.control.ControlLever;

/**
 * Every key of one desk's Redis: its type, unit, time to live, writer and readers. No other class
 * spells a key, so that a desk could be given a prefix of its own here.
 */
public final class Keys {

  /**
   * String {@code auto}, {@code manual}, {@code paper} or {@code halt}; no TTL. Written by the desk
   * and by raw clients, read by engines; anything else is obeyed as {@code halt}.
   */
  public static final String MODE = "mode";

  /** String {@code blue} or {@code green}; no TTL. Written by the desk, read by both engines. */
  public static final String ACTIVE_COLOR = "mode:active_color";

  /**
   * String {@code 10}, {@code 20}, {@code 30}, {@code 50}, {@code 70} or {@code 100}, percent of
   * equity that the operator allows; no TTL. Written by the desk, read by engines.
   */
  public static final String CAPITAL_STAGE = "capital:stage";

  /**
   * String {@code paused} or {@code running}; no TTL. Written by the desk, read by engines; where
   * it is missing nobody wishes anything and the engine's own record stands.
   */
  public static final String TRADING_PAUSED = "trading:paused";

  /**
   * String {@code killed} or {@code armed}; no TTL. Written by the desk, read by engines; where it
   * is missing nobody wishes anything and the engine's own record stands.
   */
  public static final String KILL_SWITCH = "kill:switch";

  /**
   * String, the last control epoch that was given out, a whole number near epoch milliseconds; no
   * TTL. Written and read by the desk only.
   */
  public static final String CONTROL_EPOCH = "control:epoch";

  /**
   * Stream of {@link trader.control.Acknowledgement} as JSON in the field {@link #FIELD}, capped
   * near {@link #ACKS_MAX}. Written by engines, read by the desk.
   */
  public static final String ENGINE_ACKS = "engine.acks";

  /**
   * Stream of {@link trader.control.EngineRequest} as JSON in the field {@link #FIELD}, capped near
   * {@link #REQUESTS_MAX}. Written by the desk, read by engines.
   */
  public static final String ENGINE_REQUESTS = "engine.requests";

  /**
   * Stream of {@link trader.control.Alert} as JSON in the field {@link #FIELD}, capped near {@link
   * #ALERTS_MAX}. Written by engines and services, read by the bot and the desk.
   */
  public static final String ALERTS = "alerts";

  /**
   * Stream of {@link AuditEntry}: fields {@code seq}, {@code prev}, {@code hash} and the draft as
   * JSON in {@link #FIELD}; never trimmed. Written and read by everyone who acts.
   */
  public static final String AUDIT = "audit";

  /**
   * String {@code <sequence> <hash>} of the newest audit entry; no TTL. Written with the entry,
   * read when the chain is verified: it shows an end that was cut off.
   */
  public static final String AUDIT_HEAD = "audit:head";

  /**
   * String, percent of equity that the active engine may deploy now, decimal text; no TTL. Written
   * by the active engine, read by dashboards.
   */
  public static final String RISK_CAPITAL_EFFECTIVE = "risk:capital_effective";

  /**
   * Hash of {@link trader.control.RiskStats}, each field in the unit its name ends in; no TTL.
   * Written by the active engine, read by the risk monitor and dashboards.
   */
  public static final String RISK_STATS = "risk:stats";

  /**
   * Hash of {@link EngineExposure} as JSON, one field an engine: its venue and color, e.g. {@code
   * kraken-spot:blue}; no TTL. Each engine writes its own, an operator writes {@code retired} for
   * one that is gone for good; read by every engine that has a limit on all of them together.
   */
  public static final String RISK_EXPOSURE = "risk:exposure";

  /**
   * String, net profit of the UTC day in the quote currency, decimal text; no TTL. Written by the
   * active engine, read by dashboards.
   */
  public static final String PNL_NET_TODAY = "pnl:net:today";

  /**
   * String, JSON array of {@link trader.control.Position}; no TTL. Written by the active engine,
   * read by dashboards and tools.
   */
  public static final String PORTFOLIO_POSITIONS = "portfolio_positions";

  /**
   * String {@code 0} OK, {@code 1} DEGRADED or {@code 2} HALTED; no TTL. Written by the active
   * engine, read by dashboards.
   */
  public static final String HEALTH_STATE = "health:state";

  /** String {@code A}, {@code B} or {@code C}; no TTL. Written by the desk's reports. */
  public static final String SLO_TIER = "slo:tier";

  /** String, epoch seconds; no TTL. Written by the policy exporter, read by alert rules. */
  public static final String POLICY_LAST_UPDATE_TS = "policy:last_update_ts";

  /**
   * String, whole percent, {@code 0} unless promoted; no TTL. Written by promotion, read by
   * engines.
   */
  public static final String POLICY_ALLOWED_INFLUENCE_PCT = "policy:allowed_influence_pct";

  /** Stream of external events, as accepted. Written by engines, read by strategies. */
  public static final String EVENTS_EXTERNAL_FEED = "events.external_feed";

  /**
   * Stream of {@link EquitySample} as JSON in the field {@link #FIELD}, one a minute at most,
   * capped near {@link #HISTORY_MAX}. Written by the active engine, read for charts and reports.
   */
  public static final String HISTORY = "history";

  /** The field of every stream entry that holds its JSON. */
  public static final String FIELD = "json";

  /** About how many acknowledgements are kept. */
  public static final int ACKS_MAX = 10_000;

  /** About how many requests are kept. */
  public static final int REQUESTS_MAX = 1_000;

  /** About how many alerts are kept. */
  public static final int ALERTS_MAX = 10_000;

  /** About how many equity samples are kept: two weeks of minutes. */
  public static final int HISTORY_MAX = 14 * 24 * 60;

  /** How long the result of a command is kept for whoever sends the same id again. */
  public static final Duration COMMAND_TTL = Duration.ofDays(7);

  /** How long a confirmation waits to be taken. */
  public static final Duration CONFIRMATION_TTL = Duration.ofSeconds(60);

  private Keys() {}

  /** The key that holds the lever's value. */
  public static String value(ControlLever lever) {
    return switch (lever) {
      case MODE -> MODE;
      case COLOR -> ACTIVE_COLOR;
      case CAPITAL -> CAPITAL_STAGE;
      case PAUSE -> TRADING_PAUSED;
      case KILL -> KILL_SWITCH;
    };
  }

  /**
   * String, JSON of the {@link trader.control.Directive} that the desk last wrote for the lever; no
   * TTL. Written by the desk together with the value, read by engines.
   */
  public static String directive(ControlLever lever) {
    return "control:" + lever.text();
  }

  /**
   * String, JSON of the {@link trader.control.EngineState} that the engine of that color last
   * published; no TTL, so that the last word stays readable. Written by that engine, read by
   * everyone.
   */
  public static String engineState(Color color) {
    return "engine:" + color.text() + ":state";
  }

  /**
   * Hash {@code body} (of what was asked), {@code since} (epoch milliseconds), {@code result}
   * (JSON, once there is one); TTL {@link #COMMAND_TTL}. Written and read by the desk.
   */
  public static String command(String id) {
    return "command:" + id;
  }

  /** String, JSON; TTL {@link #CONFIRMATION_TTL}. Written and taken by the desk. */
  public static String confirmation(String id) {
    return "confirm:" + id;
  }

  /**
   * String, what a service has to know again after a restart; no TTL. Written and read by the
   * service that chose the name.
   */
  public static String remembered(String name) {
    return "remember:" + name;
  }

  /**
   * The name under which {@link #remembered} holds the last update id, a whole number, that the
   * Telegram bot of that id has taken.
   */
  public static String telegramOffset(String bot) {
    return "telegram:" + bot + ":offset";
  }

  /**
   * String, who may do what that name stands for, e.g. poll a bot; TTL as its holder asked, renewed
   * by the holder. Written and read by services.
   */
  public static String lease(String name) {
    return "lease:" + name;
  }

  /**
   * String {@code 1}: what that name stands for has been used, e.g. a code; TTL as its user asked.
   * Written and read by the desk and by services.
   */
  public static String used(String name) {
    return "used:" + name;
  }

  /**
   * String, a whole number: how often within a window, e.g. wrong codes of a person; TTL the window
   * from the first. Written and read by the desk and by services.
   */
  public static String tally(String name) {
    return "tally:" + name;
  }

  /**
   * String, JSON of {@link AlertStore.Word}: who has taken note of alerts with that fingerprint;
   * TTL until its end. Written by the desk, read by delivery.
   */
  public static String alertAcknowledged(String fingerprint) {
    return "alert:acknowledged:" + fingerprint;
  }

  /**
   * String, JSON of {@link AlertStore.Word}: who wants nobody to be told of alerts of that reason
   * or fingerprint; TTL until its end. Written by the desk, read by delivery.
   */
  public static String alertSilenced(String kind) {
    return "alert:silenced:" + kind;
  }

  /** The beginnings of every key that a watcher of the levers has to hear about. */
  public static List<String> controlPrefixes() {
    return List.of(MODE, CAPITAL_STAGE, TRADING_PAUSED, KILL_SWITCH, "control:");
  }

  /** Every key with a fixed name, in the order of an incident snapshot. */
  public static List<String> fixed() {
    return List.of(
        MODE,
        ACTIVE_COLOR,
        CAPITAL_STAGE,
        TRADING_PAUSED,
        KILL_SWITCH,
        directive(ControlLever.MODE),
        directive(ControlLever.COLOR),
        directive(ControlLever.CAPITAL),
        directive(ControlLever.PAUSE),
        directive(ControlLever.KILL),
        CONTROL_EPOCH,
        engineState(Color.BLUE),
        engineState(Color.GREEN),
        RISK_CAPITAL_EFFECTIVE,
        RISK_STATS,
        RISK_EXPOSURE,
        PNL_NET_TODAY,
        PORTFOLIO_POSITIONS,
        HEALTH_STATE,
        SLO_TIER,
        POLICY_LAST_UPDATE_TS,
        POLICY_ALLOWED_INFLUENCE_PCT,
        EVENTS_EXTERNAL_FEED,
        ENGINE_ACKS,
        ENGINE_REQUESTS,
        ALERTS,
        HISTORY,
        AUDIT,
        AUDIT_HEAD);
  }
}
