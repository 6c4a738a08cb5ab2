package trader.commands.reading;

import java.util.ArrayList;
import java.util.List;
import trader.commands.Figures;
import trader.commands.Page;
import trader.control.EngineState;
import trader.control.GateLevel;
import trader.control.LeverState;

/** {@code /why}: the levers in one table. */
final class WhyPage {
  private WhyPage() {}

  static Page of(Situation situation) {
    Page.Builder page = Page.titled(new Headline(situation).text());
    situation
        .engine()
        .ifPresent(state -> {
          page.fact(
              "gate",
              state.gate().name()
                  + " — the least that any lever allows. "
                  + Headline.leaves(state.gate()));
          page.table(
              "levers of engine " + state.color().text(),
              List.of("lever", "value", "allows", "since", "why"),
              rows(situation, state));
        });
    page.lines(StatusPage.disagreements(situation));
    page.lines(situation.faults());
    return page.data(StateJson.of(situation)).build();
  }

  private static List<List<String>> rows(Situation situation, EngineState state) {
    List<LeverState> levers = new ArrayList<>(Headline.narrowing(state));
    state.levers().stream().filter(lever -> lever.allows() == GateLevel.OPEN).forEach(levers::add);
    return levers.stream()
        .map(lever ->
            List.of(
                lever.name().text(),
                lever.value(),
                lever.allows().name(),
                Figures.timeSeenFrom(lever.since(), situation.now()),
                lever.why()))
        .toList();
  }
}
