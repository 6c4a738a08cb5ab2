package trader.commands.reading;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import trader.commands.Figures;
import trader.control.ControlLever;
import trader.control.Directive;
import trader.control.EngineState;
import trader.control.GateLevel;
import trader.control.Lever;
import trader.control.LeverState;
import trader.control.Mode;
import trader.redis.ControlReading;

/** The line with which every reading reply begins: what can trade now, and why not. */
public final class Headline {
  /** A directive that is further from the lever's time than this is about an earlier change. */
  private static final Duration SAME_CHANGE = Duration.ofSeconds(90);

  private final Situation situation;

  /** Headlines of that situation. */
  public Headline(Situation situation) {
    this.situation = situation;
  }

  /** The line. */
  public String text() {
    return situation
        .engine()
        .map(this::ofEngine)
        .orElseGet(() ->
            situation.control().isPresent()
                ? "UNKNOWN — no engine has ever reported to this Redis; what can trade is not"
                    + " known."
                : "UNKNOWN — neither Redis nor an engine answers; what can trade is not known.");
  }

  private String ofEngine(EngineState state) {
    if (!situation.isHeard(state)) {
      return "UNKNOWN — engine "
          + state.color().text()
          + " has not been heard for "
          + Figures.span(situation.age(state))
          + "; it then said: "
          + brief(state)
          + " (as of "
          + Figures.timeSeenFrom(state.asOf(), situation.now())
          + ").";
    }
    return state.gate() == GateLevel.OPEN
        ? openWord(state.modeEffective()) + " — " + brief(state) + " " + source(state)
        : narrowed(state);
  }

  private static String openWord(Mode mode) {
    return switch (mode) {
      case AUTO -> "TRADING";
      case PAPER -> "PAPER TRADING";
      case MANUAL -> "TRADING BY APPROVAL";
      case HALT -> "HALTED";
    };
  }

  private String narrowed(EngineState state) {
    List<LeverState> narrowing = narrowing(state);
    if (narrowing.isEmpty()) {
      return "NOT TRADING — " + brief(state) + ", no lever says why " + source(state);
    }
    LeverState first = narrowing.getFirst();
    StringBuilder also = new StringBuilder();
    for (LeverState lever : narrowing.subList(1, narrowing.size())) {
      also.append(also.isEmpty() ? " Also " : ", ").append(words(lever.name())).append(' ');
      also.append(lever.value());
    }
    return word(first)
        + " — "
        + words(first.name())
        + " is "
        + first.value()
        + " since "
        + Figures.timeSeenFrom(first.since(), situation.now())
        + author(first)
        + ". "
        + leaves(state.gate())
        + (also.isEmpty() ? "" : also + ".")
        + " "
        + source(state);
  }

  /** The levers that let less through than everything, the narrowest and most final first. */
  static List<LeverState> narrowing(EngineState state) {
    List<LeverState> levers = new ArrayList<>(state.levers());
    levers.removeIf(lever -> lever.allows() == GateLevel.OPEN);
    levers.sort(
        Comparator.comparing(LeverState::allows)
            .thenComparing(lever -> lever.name() != Lever.KILL_SWITCH)
            .thenComparing(LeverState::name));
    return levers;
  }

  static String words(Lever lever) {
    return switch (lever) {
      case MODE -> "mode";
      case KILL_SWITCH -> "kill switch";
      case PAUSED -> "trading";
      case WARM_UP -> "warm-up";
      case COLOR -> "this engine";
      case DRY_RUN -> "dry run";
      case RECONCILING -> "reconciling";
      case CONTROL_PLANE -> "control plane";
      case CAPITAL -> "capital stage";
      case MARKET_DATA -> "market data";
      case VENUE_LINK -> "venue link";
      case REGISTRY -> "registry";
      case STOPPING -> "process";
    };
  }

  private static String word(LeverState lever) {
    return switch (lever.name()) {
      case KILL_SWITCH -> "KILLED";
      case MODE ->
          switch (Mode.parse(lever.value()).orElse(Mode.HALT)) {
            case HALT -> "HALTED";
            case MANUAL -> "MANUAL";
            case PAPER, AUTO -> "NOT TRADING";
          };
      case PAUSED -> "PAUSED";
      case WARM_UP -> "WARMING UP";
      case COLOR -> "SHADOW";
      case STOPPING -> "STOPPING";
      case DRY_RUN, RECONCILING, CONTROL_PLANE, CAPITAL, MARKET_DATA, VENUE_LINK, REGISTRY ->
          "NOT TRADING";
    };
  }

  /** Who set it and why: the desk's own record where it is about this value, else the engine's. */
  private String author(LeverState lever) {
    return controlOf(lever.name())
        .flatMap(this::directive)
        .filter(directive -> directive.value().equals(lever.value()))
        .filter(directive -> !directive.reason().isBlank())
        .filter(directive ->
            Duration.between(directive.issuedAt(), lever.since()).abs().compareTo(SAME_CHANGE) <= 0)
        .map(directive -> ": \"" + directive.reason() + "\" by " + directive.actor())
        .orElseGet(() -> lever.why().isBlank() ? "" : ", " + stripped(lever.why()));
  }

  private static String stripped(String why) {
    return why.endsWith(".") ? why.substring(0, why.length() - 1) : why;
  }

  private Optional<Directive> directive(ControlLever lever) {
    return situation
        .control()
        .map(reading -> reading.lever(lever))
        .flatMap(ControlReading.Lever::directive);
  }

  private static Optional<ControlLever> controlOf(Lever lever) {
    return switch (lever) {
      case MODE -> Optional.of(ControlLever.MODE);
      case KILL_SWITCH -> Optional.of(ControlLever.KILL);
      case PAUSED -> Optional.of(ControlLever.PAUSE);
      case COLOR -> Optional.of(ControlLever.COLOR);
      case CAPITAL -> Optional.of(ControlLever.CAPITAL);
      case WARM_UP,
          DRY_RUN,
          RECONCILING,
          CONTROL_PLANE,
          MARKET_DATA,
          VENUE_LINK,
          REGISTRY,
          STOPPING ->
          Optional.empty();
    };
  }

  /** What the gate lets through, as one sentence. */
  public static String leaves(GateLevel gate) {
    return switch (gate) {
      case CLOSED -> "No new orders leave.";
      case REDUCE_ONLY -> "No new risk; exits still leave.";
      case OPEN -> "Entries and exits leave.";
    };
  }

  private static String brief(EngineState state) {
    return state.modeEffective().text()
        + ", gate "
        + state.gate().name()
        + ", capital "
        + Figures.percent(state.capitalEffective());
  }

  private String source(EngineState state) {
    return "(engine "
        + state.color().text()
        + ", as of "
        + Figures.span(situation.age(state))
        + " ago)";
  }
}
