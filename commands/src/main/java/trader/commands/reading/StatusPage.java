package trader.commands.reading;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import trader.commands.Figures;
import trader.commands.Page;
import trader.control.CapitalStage;
import trader.control.ControlLever;
import trader.control.EngineState;
import trader.control.GateLevel;

/** {@code /status}. */
final class StatusPage {
  private StatusPage() {}

  static Page of(Situation situation) {
    Page.Builder page = Page.titled(new Headline(situation).text());
    Optional<EngineState> engine = situation.engine();
    engine.ifPresent(state -> facts(page, situation, state));
    situation
        .otherEngine()
        .ifPresent(other -> page.fact("engine " + other.color().text(), brief(situation, other)));
    page.lines(disagreements(situation));
    page.lines(situation.faults());
    engine.ifPresent(state -> {
      BookPages.positionTable(page, state);
      BookPages.orderTable(page, state, situation.now());
      page.lines(state.alerts().stream().map(alert -> "ALERT " + alert).toList());
    });
    next(page, situation, engine);
    return page.data(StateJson.of(situation)).build();
  }

  private static void facts(Page.Builder page, Situation situation, EngineState state) {
    BigDecimal deployable = state.equityUsd().multiply(state.capitalEffective()).movePointLeft(2);
    page.fact("reach", state.reach())
        .fact("prices", state.prices())
        .fact(
            "equity",
            Figures.money(state.equityUsd())
                + " USD ("
                + state.ordersAccount()
                + " account), cash "
                + Figures.money(state.cashUsd()))
        .fact(
            "P&L today",
            Figures.signedMoney(state.pnlToday())
                + " USD (realized "
                + Figures.signedMoney(state.realizedPnlToday())
                + ", fees "
                + Figures.money(state.feesToday())
                + ")")
        .fact(
            "capital",
            "stage "
                + situation
                    .written(ControlLever.CAPITAL)
                    .or(() -> Optional.ofNullable(state.capitalStage()))
                    .map(stage ->
                        CapitalStage.parse(stage).isPresent()
                            ? stage + " %"
                            : LeverPages.shown(stage))
                    .orElse("not set")
                + ", "
                + Figures.money(deployable)
                + " USD deployable now, "
                + Figures.money(state.risk().exposureUsd())
                + " USD in use")
        .fact(
            "health",
            state.health().name()
                + ", engine up "
                + Figures.age(state.startedAt(), situation.now())
                + ", process "
                + state.pid());
    if (state.positions().isEmpty()) {
      page.fact("positions", "none");
    }
    if (state.orders().isEmpty()) {
      page.fact("orders", "none working");
    }
  }

  /** What Redis holds and the engine does not obey. */
  static List<String> disagreements(Situation situation) {
    Optional<String> written = situation.written(ControlLever.MODE);
    return situation
        .engine()
        .filter(situation::isHeard)
        .filter(_ -> situation.control().isPresent())
        .filter(state -> !written.orElse("").strip().equals(state.modeEffective().text()))
        .map(state ->
            List.of(
                "Redis says mode "
                    + written.map(text -> "'" + LeverPages.shown(text) + "'").orElse("(missing)")
                    + "; engine "
                    + state.color().text()
                    + " obeys "
                    + state.modeEffective().text()
                    + ": "
                    + LeverPages.modeWhy(state)
                    + "."))
        .orElse(List.of());
  }

  private static String brief(Situation situation, EngineState state) {
    return state.modeEffective().text()
        + ", gate "
        + state.gate().name()
        + (situation.isHeard(state) ? ", as of " : ", NOT HEARD for ")
        + Figures.span(situation.age(state))
        + (situation.isHeard(state) ? " ago" : "");
  }

  private static void next(Page.Builder page, Situation situation, Optional<EngineState> engine) {
    if (engine.isEmpty() || !situation.isHeard(engine.get())) {
      page.say("health", "what is alive").say("mode halt", "works without the engine's answer");
    } else if (engine.get().gate() == GateLevel.OPEN) {
      page.say("mode halt", "stops new orders");
    } else {
      page.say("why", "every lever that narrows the gate");
    }
  }
}
