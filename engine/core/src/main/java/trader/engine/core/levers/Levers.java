package trader.engine.core.levers;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import trader.control.Account;
import trader.control.CapitalStage;
import trader.control.ControlLever;
import trader.control.GateLevel;
import trader.control.Lever;
import trader.control.LeverState;
import trader.control.Mode;
import trader.engine.core.Checkpoint.LeverRecord;
import trader.engine.core.ControlEvent;
import trader.engine.core.ControlEvent.CoreSettings;

/**
 * Every lever of one engine: the operator's, each a latch, and the engine's own conditions. The
 * gate of an account is the minimum over all of them.
 */
public final class Levers {
  private static final Lever[] LEVERS = Lever.values();
  private static final String MANUAL_WHY = "entries need a person's approval";
  private final CoreSettings settings;
  private final Map<ControlLever, Latch> latches = new EnumMap<>(ControlLever.class);
  private final Map<Lever, Condition> conditions = new EnumMap<>(Lever.class);

  private final long startMicros;

  /** A condition that narrows the gate while it holds. */
  private record Condition(String value, GateLevel allows, long sinceMicros, String why) {}

  /** Starts from what earlier sessions left; the engine's own conditions start unknown: narrow. */
  public Levers(CoreSettings settings, Map<ControlLever, LeverRecord> records, long atMicros) {
    this.settings = settings;
    this.startMicros = atMicros;
    LeverScale scale = new LeverScale(settings.color());
    for (ControlLever lever : ControlLever.values()) {
      LeverRecord held = records.get(lever);
      latches.put(
          lever,
          new Latch(
              lever,
              scale,
              settings.limits().requestMaxAgeMicros(),
              held == null
                  ? new LeverRecord(scale.initial(lever), 0, atMicros, "never granted")
                  : held));
    }
    narrow(Lever.CONTROL_PLANE, "unknown", GateLevel.REDUCE_ONLY, atMicros, "Redis not read yet");
    narrow(Lever.VENUE_LINK, "down", GateLevel.REDUCE_ONLY, atMicros, "not connected yet");
    narrow(Lever.RECONCILING, "yes", GateLevel.REDUCE_ONLY, atMicros, "not reconciled yet");
    narrow(Lever.MARKET_DATA, "none", GateLevel.REDUCE_ONLY, atMicros, "no market data yet");
    if (!settings.tradingEnabled()) {
      narrow(
          Lever.DRY_RUN,
          "trading disabled",
          GateLevel.CLOSED,
          atMicros,
          "TRADING_ENABLED or EXCHANGE_TRADING_ENABLED is off in the environment");
    }
    if (settings.dryRunBlocks()) {
      narrow(
          Lever.DRY_RUN,
          "on",
          GateLevel.CLOSED,
          atMicros,
          "the venue is a real exchange; it takes DRY_RUN=0, EXEC_MODE=live and"
              + " I_UNDERSTAND_LIVE=1 to trade there");
    }
  }

  /** Takes a reading of the operator's levers and says what it did to each. */
  public List<LeverChange> read(ControlEvent.ControlRead reading) {
    List<LeverChange> changes = new ArrayList<>();
    for (ControlLever lever : ControlLever.values()) {
      ControlEvent.LeverReading one = reading.levers().get(lever);
      if (one != null) {
        changes.addAll(latch(lever).read(one, reading.atMicros()));
      }
    }
    return changes;
  }

  /** Throws the kill switch. */
  public void kill(long atMicros, String why) {
    latch(ControlLever.KILL).lowerByEngine(LeverScale.KILLED, atMicros, why);
  }

  /** Pauses trading until a person resumes it. */
  public void pause(long atMicros, String why) {
    latch(ControlLever.PAUSE).lowerByEngine(LeverScale.PAUSED, atMicros, why);
  }

  /** Whether the kill switch is thrown. */
  public boolean killed() {
    return latch(ControlLever.KILL).held().value().equals(LeverScale.KILLED);
  }

  /** Puts a condition of the engine's own into force; one that holds already keeps its time. */
  public void narrow(Lever lever, String value, GateLevel allows, long atMicros, String why) {
    Condition now = conditions.get(lever);
    if (now == null || !now.value.equals(value) || now.allows != allows) {
      conditions.put(lever, new Condition(value, allows, atMicros, why));
    }
  }

  /** Ends a condition; says whether it held. */
  public boolean clear(Lever lever) {
    return conditions.remove(lever) != null;
  }

  /** Whether a condition of the engine's own holds. */
  public boolean holds(Lever lever) {
    return conditions.containsKey(lever);
  }

  /** The mode that the engine obeys: the operator's, and never live trading where it is barred. */
  public Mode mode() {
    Mode mode = Mode.parse(latch(ControlLever.MODE).held().value()).orElse(Mode.HALT);
    return settings.execPaper() && mode.raises(Mode.PAPER) ? Mode.PAPER : mode;
  }

  /** The account that strategies trade. */
  public Account account() {
    return settings.execPaper() || mode() == Mode.PAPER ? Account.PAPER : Account.LIVE;
  }

  /** Percent of equity that the operator allows; zero where the stage is unknown. */
  public int capitalPercent() {
    return CapitalStage.parse(latch(ControlLever.CAPITAL).held().value())
        .map(CapitalStage::percent)
        .orElse(0);
  }

  /** The text of an operator's lever as last read, null where its key was missing. */
  public @Nullable String raw(ControlLever lever) {
    return latch(lever).raw();
  }

  /** Whether what was last read of a lever is what the engine obeys, so that no alert is due. */
  public boolean settled(ControlLever lever) {
    return latch(lever).settled();
  }

  /** The newest epoch of any grant that was obeyed. */
  public long epoch() {
    return latches.values().stream().mapToLong(latch -> latch.held().epoch()).max().orElse(0);
  }

  /** Until when the engine only observes after a resume, microseconds since the epoch. */
  public long warmUpUntilMicros() {
    LeverRecord pause = latch(ControlLever.PAUSE).held();
    return pause.value().equals(LeverScale.RUNNING) && pause.epoch() > 0
        ? pause.sinceMicros() + settings.limits().warmUpMicros()
        : 0;
  }

  /** What the levers of an account let through at a time. */
  public GateLevel level(Account account, long atMicros) {
    GateLevel level = GateLevel.OPEN;
    for (Lever lever : LEVERS) {
      level = level.and(allows(lever, account, atMicros));
    }
    return level;
  }

  /** The lever that narrows an account's gate most, the first where several do. */
  public LeverState narrowest(Account account, long atMicros) {
    Lever narrowest = LEVERS[0];
    for (Lever lever : LEVERS) {
      if (allows(lever, account, atMicros).compareTo(allows(narrowest, account, atMicros)) < 0) {
        narrowest = lever;
      }
    }
    return state(narrowest, account, atMicros);
  }

  /** Every lever as it bears on an account. */
  public List<LeverState> table(Account account, long atMicros) {
    List<LeverState> table = new ArrayList<>(LEVERS.length);
    for (Lever lever : LEVERS) {
      table.add(state(lever, account, atMicros));
    }
    return table;
  }

  /** What outlives the process. */
  public Map<ControlLever, LeverRecord> records() {
    Map<ControlLever, LeverRecord> records = new EnumMap<>(ControlLever.class);
    latches.forEach((lever, latch) -> records.put(lever, latch.held()));
    return records;
  }

  private GateLevel allows(Lever lever, Account account, long atMicros) {
    return switch (lever) {
      case MODE -> modeAllows(account);
      case KILL_SWITCH -> where(ControlLever.KILL, LeverScale.KILLED, GateLevel.CLOSED);
      case PAUSED -> where(ControlLever.PAUSE, LeverScale.PAUSED, GateLevel.REDUCE_ONLY);
      case WARM_UP -> atMicros < warmUpUntilMicros() ? GateLevel.REDUCE_ONLY : condition(lever);
      case COLOR -> active() ? GateLevel.OPEN : GateLevel.CLOSED;
      case CAPITAL -> where(ControlLever.CAPITAL, "0", GateLevel.REDUCE_ONLY);
      case DRY_RUN, VENUE_LINK, RECONCILING ->
          account == Account.LIVE ? condition(lever) : GateLevel.OPEN;
      case CONTROL_PLANE, MARKET_DATA, REGISTRY, STOPPING -> condition(lever);
    };
  }

  private GateLevel modeAllows(Account account) {
    return switch (mode()) {
      case HALT -> GateLevel.CLOSED;
      case PAPER -> account == Account.PAPER ? GateLevel.OPEN : GateLevel.REDUCE_ONLY;
      case MANUAL -> account == Account.PAPER ? GateLevel.CLOSED : GateLevel.REDUCE_ONLY;
      case AUTO -> account == Account.PAPER ? GateLevel.CLOSED : GateLevel.OPEN;
    };
  }

  private GateLevel where(ControlLever lever, String narrowing, GateLevel narrowed) {
    return latch(lever).held().value().equals(narrowing) ? narrowed : GateLevel.OPEN;
  }

  private GateLevel condition(Lever lever) {
    Condition condition = conditions.get(lever);
    return condition == null ? GateLevel.OPEN : condition.allows;
  }

  private boolean active() {
    return latch(ControlLever.COLOR).held().value().equals(settings.color().text());
  }

  private LeverState state(Lever lever, Account account, long atMicros) {
    GateLevel allows = allows(lever, account, atMicros);
    return switch (lever) {
      case MODE -> modeState(allows);
      case KILL_SWITCH -> operators(lever, ControlLever.KILL, allows);
      case PAUSED -> operators(lever, ControlLever.PAUSE, allows);
      case WARM_UP -> holds(lever) ? condition(lever, "done") : warmUp(atMicros);
      case COLOR -> colorState(allows);
      case CAPITAL -> operators(lever, ControlLever.CAPITAL, allows);
      case DRY_RUN -> account == Account.LIVE ? condition(lever, "off") : open(lever, "off");
      case VENUE_LINK -> account == Account.LIVE ? condition(lever, "up") : open(lever, "up");
      case RECONCILING -> account == Account.LIVE ? condition(lever, "no") : open(lever, "no");
      case CONTROL_PLANE -> condition(lever, "read");
      case MARKET_DATA -> condition(lever, "flowing");
      case REGISTRY -> condition(lever, "clean");
      case STOPPING -> condition(lever, "no");
    };
  }

  private LeverState modeState(GateLevel allows) {
    LeverRecord held = latch(ControlLever.MODE).held();
    Mode mode = mode();
    String why =
        mode == Mode.MANUAL
            ? held.why() + "; " + MANUAL_WHY
            : mode.text().equals(held.value())
                ? held.why()
                : held.why() + "; EXEC_MODE=paper makes " + held.value() + " paper";
    return new LeverState(Lever.MODE, mode.text(), allows, time(held.sinceMicros()), why);
  }

  private LeverState colorState(GateLevel allows) {
    LeverRecord held = latch(ControlLever.COLOR).held();
    return new LeverState(
        Lever.COLOR,
        active() ? "active" : "shadow",
        allows,
        time(held.sinceMicros()),
        active() ? held.why() : "the active color is " + held.value() + "; " + held.why());
  }

  private LeverState warmUp(long atMicros) {
    long until = warmUpUntilMicros();
    return atMicros < until
        ? new LeverState(
            Lever.WARM_UP,
            "until " + time(until).truncatedTo(ChronoUnit.SECONDS),
            GateLevel.REDUCE_ONLY,
            time(latch(ControlLever.PAUSE).held().sinceMicros()),
            "observing after the resume before adding risk")
        : open(Lever.WARM_UP, "done");
  }

  private LeverState operators(Lever lever, ControlLever control, GateLevel allows) {
    LeverRecord held = latch(control).held();
    return new LeverState(lever, held.value(), allows, time(held.sinceMicros()), held.why());
  }

  private LeverState condition(Lever lever, String openValue) {
    Condition condition = conditions.get(lever);
    return condition == null
        ? open(lever, openValue)
        : new LeverState(
            lever, condition.value, condition.allows, time(condition.sinceMicros), condition.why);
  }

  private LeverState open(Lever lever, String value) {
    return new LeverState(lever, value, GateLevel.OPEN, time(startMicros), "");
  }

  private Latch latch(ControlLever lever) {
    return java.util.Objects.requireNonNull(latches.get(lever));
  }

  private static Instant time(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
