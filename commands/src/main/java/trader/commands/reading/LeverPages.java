package trader.commands.reading;

import java.util.Optional;
import trader.commands.Figures;
import trader.commands.Page;
import trader.control.CapitalStage;
import trader.control.Color;
import trader.control.ControlLever;
import trader.control.EngineState;
import trader.control.Lever;
import trader.control.LeverState;
import trader.control.Mode;
import trader.redis.ControlReading;

/**
 * {@code /mode}, {@code /canary} and {@code /capital} without a value: what is written and obeyed.
 */
public final class LeverPages {
  private static final int SHOWN = 40;

  private LeverPages() {}

  static Page mode(Situation situation) {
    Page.Builder page = begin(situation, ControlLever.MODE, Mode.allowed());
    situation
        .engine()
        .ifPresent(
            state -> page.fact("obeyed", state.modeEffective().text() + ", " + modeWhy(state)));
    return end(page, situation);
  }

  static Page color(Situation situation) {
    Page.Builder page = begin(situation, ControlLever.COLOR, Color.allowed());
    for (Color color : Color.values()) {
      EngineState state = situation.engines().get(color);
      page.fact(
          "engine " + color.text(),
          state == null
              ? "has never been heard"
              : lever(state, Lever.COLOR).map(LeverState::value).orElse("unknown")
                  + ", gate "
                  + state.gate().name()
                  + ", heard "
                  + Figures.span(situation.age(state))
                  + " ago");
    }
    return end(page, situation);
  }

  static Page capital(Situation situation) {
    Page.Builder page = begin(situation, ControlLever.CAPITAL, CapitalStage.allowed());
    situation
        .engine()
        .ifPresent(state ->
            page.fact(
                    "obeyed",
                    lever(state, Lever.CAPITAL)
                        .map(lever -> lever.value() + " %")
                        .orElse("unknown"))
                .fact(
                    "effective",
                    Figures.percent(state.capitalEffective())
                        + " after every lever: "
                        + Figures.money(
                            state.equityUsd().multiply(state.capitalEffective()).movePointLeft(2))
                        + " of "
                        + Figures.money(state.equityUsd())
                        + " USD"));
    return end(page, situation);
  }

  private static Page.Builder begin(Situation situation, ControlLever lever, String allowed) {
    Page.Builder page = Page.titled(new Headline(situation).text());
    if (situation.control().isPresent()) {
      page.fact(
          "written",
          situation.written(lever).map(LeverPages::shown).orElse("(missing)")
              + situation
                  .control()
                  .map(reading -> reading.lever(lever))
                  .flatMap(ControlReading.Lever::directive)
                  .map(directive ->
                      "; the desk last wrote "
                          + directive.value()
                          + " at "
                          + Figures.timeSeenFrom(directive.issuedAt(), situation.now())
                          + " for "
                          + directive.actor()
                          + (directive.reason().isBlank()
                              ? ""
                              : ": \"" + directive.reason() + "\""))
                  .orElse(""));
    }
    return page.fact("allowed", allowed);
  }

  private static Page end(Page.Builder page, Situation situation) {
    return page.lines(situation.faults()).data(StateJson.of(situation)).build();
  }

  /** What the engine says of one lever. */
  public static Optional<LeverState> lever(EngineState state, Lever name) {
    return state.levers().stream().filter(lever -> lever.name() == name).findFirst();
  }

  static String modeWhy(EngineState state) {
    return lever(state, Lever.MODE)
        .map(LeverState::why)
        .filter(why -> !why.isBlank())
        .orElse("no reason given");
  }

  /** A raw text as it can be shown: short, in one line. */
  public static String shown(String raw) {
    String line = raw.replaceAll("\\p{Cntrl}", "?");
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
  }
}
