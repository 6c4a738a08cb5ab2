package trader.commands.desk;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;
import trader.commands.Command;
import trader.commands.Figures;
import trader.commands.Page;
import trader.commands.reading.Headline;
import trader.commands.reading.LeverPages;
import trader.commands.reading.Situation;
import trader.control.CapitalStage;
import trader.control.Color;
import trader.control.EngineState;
import trader.control.GateLevel;
import trader.control.Lever;
import trader.control.LeverState;
import trader.control.Mode;
import trader.control.Position;
import trader.redis.Json;

/** Tells in numbers what a change that raises risk would do. */
final class Previews {
  private Previews() {}

  /** The engine on which the change would act. */
  static Color concerned(Command.LeverChange change, Situation situation) {
    return switch (change) {
      case Command.SetActiveColor set -> set.color();
      case Command.SetMode _,
          Command.SetCapitalStage _,
          Command.Pause _,
          Command.Resume _,
          Command.Kill _,
          Command.Rearm _ ->
          situation.engine().map(EngineState::color).or(situation::activeColor).orElse(Color.BLUE);
    };
  }

  static Page page(
      Pending pending, Instant until, Situation situation, EngineState engine, Demands demands) {
    Command.LeverChange change = pending.change();
    int percentNow = percentNow(engine);
    int percentAfter =
        change instanceof Command.SetCapitalStage set ? set.stage().percent() : percentNow;
    BigDecimal now = deployable(engine, percentNow);
    BigDecimal after = deployable(engine, percentAfter);
    BigDecimal used = engine.risk().exposureUsd();
    BigDecimal room = after.subtract(used).max(BigDecimal.ZERO);
    List<LeverState> still = stillNarrowing(change, engine);
    GateLevel gateAfter =
        still.stream().map(LeverState::allows).reduce(opens(change), GateLevel::and);
    Page.Builder page =
        Page.titled(
                "PREVIEW — "
                    + move(change, situation)
                    + " on engine "
                    + engine.color().text()
                    + " raises risk. Nothing has changed yet.")
            .fact("now", new Headline(situation).text())
            .fact("gate after", gateText(change, gateAfter, still))
            .fact("reach", engine.reach())
            .fact("equity", Figures.money(engine.equityUsd()) + " USD")
            .fact("capital", capitalText(percentNow, percentAfter, now, after))
            .fact(
                "in use",
                Figures.money(used)
                    + " USD in "
                    + counted(engine.positions())
                    + positions(engine.positions()))
            .fact("more could be bought", roomText(room, gateAfter))
            .fact("it takes", demands.text());
    if (change instanceof Command.SetActiveColor) {
      situation.otherEngine().ifPresent(_ -> page.line(handOver(situation, engine)));
    }
    page.say(
        "confirm "
            + pending.id()
            + (demands.live() ? " <code>" : "")
            + (pending.reason().isEmpty() ? " <reason>" : ""),
        "until " + Figures.time(until) + ", while this is still so");
    ObjectNode data =
        Json.mapper()
            .createObjectNode()
            .put("confirmation_id", pending.id())
            .put("expires_at", until.toString())
            .put("command", pending.command())
            .put("gate_now", engine.gate().name())
            .put("gate_after", gateAfter.name())
            .put("equity_usd", engine.equityUsd())
            .put("deployable_usd_now", now)
            .put("deployable_usd_after", after)
            .put("exposure_usd", used)
            .put("room_usd", room)
            .put("reason", pending.reason());
    data.set("positions", Json.mapper().valueToTree(engine.positions()));
    return page.data(data).build();
  }

  /** Confirmed by its first person, and waiting for the second. */
  static Page awaiting(Pending pending, Instant until, Demands demands) {
    ObjectNode data =
        Json.mapper()
            .createObjectNode()
            .put("approval_id", pending.id())
            .put("expires_at", until.toString())
            .put("command", pending.command())
            .put("asked_by", pending.actor())
            .put("reason", pending.reason());
    data.set("approvers", Json.mapper().valueToTree(demands.approvers()));
    return Page.titled(
            "WAITING FOR A SECOND PERSON — '"
                + pending.command()
                + "', asked for by "
                + pending.actor()
                + ": \""
                + pending.reason()
                + "\". Nothing has changed yet.")
        .fact("may approve", String.join(" or ", demands.approvers()))
        .fact("until", Figures.time(until) + ", while what the preview showed is still so")
        .say(
            "approve " + pending.id() + " <code>",
            "by the second person, with the six digits of their code generator")
        .say("reject " + pending.id() + " <reason>", "ends it")
        .data(data)
        .build();
  }

  /** What is changed from what to what, e.g. {@code mode halt → auto}. */
  static String move(Command.LeverChange change, Situation situation) {
    String written = situation.written(change.lever()).map(LeverPages::shown).orElse("not set");
    return switch (change) {
      case Command.SetMode set -> "mode " + obeyedMode(situation, written) + " → " + set.value();
      case Command.SetCapitalStage set ->
          "capital stage " + stage(written) + " → " + set.value() + " %";
      case Command.SetActiveColor set -> "active color " + written + " → " + set.value();
      case Command.Resume _ -> "trading paused → running";
      case Command.Rearm _ -> "kill switch killed → armed";
      case Command.Pause _ -> "trading running → paused";
      case Command.Kill _ -> "kill switch armed → killed";
    };
  }

  private static String stage(String written) {
    return CapitalStage.parse(written).isPresent() ? written + " %" : written;
  }

  private static String obeyedMode(Situation situation, String written) {
    return situation
        .engine()
        .map(engine -> engine.modeEffective().text())
        .map(obeyed -> obeyed.equals(written) ? obeyed : obeyed + " (written: " + written + ")")
        .orElse(written);
  }

  private static int percentNow(EngineState engine) {
    return Direction.obeyedPercent(engine)
        .orElse(engine.capitalEffective().setScale(0, RoundingMode.DOWN).intValue());
  }

  private static BigDecimal deployable(EngineState engine, int percent) {
    return engine
        .equityUsd()
        .multiply(BigDecimal.valueOf(percent))
        .movePointLeft(2)
        .setScale(2, RoundingMode.DOWN);
  }

  private static String roomText(BigDecimal room, GateLevel gateAfter) {
    String upTo = "up to " + Figures.money(room) + " USD";
    return gateAfter == GateLevel.OPEN ? upTo : "nothing yet; " + upTo + " once the gate is OPEN";
  }

  private static String capitalText(int now, int after, BigDecimal usdNow, BigDecimal usdAfter) {
    String to = after + " % = " + Figures.money(usdAfter) + " USD deployable";
    return now == after
        ? "stage " + to
        : "stage " + now + " % = " + Figures.money(usdNow) + " USD → " + to;
  }

  private static String counted(List<Position> positions) {
    return positions.size() + (positions.size() == 1 ? " position" : " positions");
  }

  private static String positions(List<Position> positions) {
    return positions.isEmpty()
        ? ""
        : positions.stream()
            .map(position ->
                position.symbol()
                    + " "
                    + Figures.quantity(position.qty())
                    + (position.stopPrice() == null
                        ? " NO STOP"
                        : " stop " + Figures.price(position.stopPrice())))
            .collect(Collectors.joining(", ", ": ", ""));
  }

  private static GateLevel opens(Command.LeverChange change) {
    return switch (change) {
      case Command.SetMode set ->
          switch (set.mode()) {
            case HALT -> GateLevel.CLOSED;
            case MANUAL -> GateLevel.REDUCE_ONLY;
            case PAPER, AUTO -> GateLevel.OPEN;
          };
      case Command.SetCapitalStage _,
          Command.SetActiveColor _,
          Command.Pause _,
          Command.Resume _,
          Command.Kill _,
          Command.Rearm _ ->
          GateLevel.OPEN;
    };
  }

  /** The levers that would still narrow the gate after the change. */
  private static List<LeverState> stillNarrowing(Command.LeverChange change, EngineState engine) {
    Lever moved =
        switch (change.lever()) {
          case MODE -> Lever.MODE;
          case COLOR -> Lever.COLOR;
          case CAPITAL -> Lever.CAPITAL;
          case PAUSE -> Lever.PAUSED;
          case KILL -> Lever.KILL_SWITCH;
        };
    boolean toPaper = change instanceof Command.SetMode set && set.mode() == Mode.PAPER;
    return engine.levers().stream()
        .filter(lever -> lever.allows() != GateLevel.OPEN && lever.name() != moved)
        .filter(lever -> !(toPaper && concernsVenueOnly(lever.name())))
        .toList();
  }

  private static boolean concernsVenueOnly(Lever lever) {
    return switch (lever) {
      case DRY_RUN, RECONCILING, VENUE_LINK -> true;
      case MODE,
          KILL_SWITCH,
          PAUSED,
          WARM_UP,
          COLOR,
          CONTROL_PLANE,
          CAPITAL,
          MARKET_DATA,
          REGISTRY,
          STOPPING ->
          false;
    };
  }

  private static String gateText(
      Command.LeverChange change, GateLevel after, List<LeverState> still) {
    String text = after.name() + ". " + Headline.leaves(after);
    String more =
        still.stream()
            .map(lever -> lever.name().text() + " " + lever.value())
            .collect(Collectors.joining(", "));
    String warmUp = change instanceof Command.Resume ? " A warm-up comes first." : "";
    return text + (more.isEmpty() ? "" : " Still narrowed by: " + more + ".") + warmUp;
  }

  private static String handOver(Situation situation, EngineState to) {
    return situation.engines().values().stream()
        .filter(other -> other.color() != to.color())
        .map(other ->
            "Engine "
                + other.color().text()
                + " (gate "
                + other.gate().name()
                + ", "
                + counted(other.positions())
                + ", heard "
                + Figures.span(situation.age(other))
                + " ago) stops trading.")
        .collect(Collectors.joining(" "));
  }
}
