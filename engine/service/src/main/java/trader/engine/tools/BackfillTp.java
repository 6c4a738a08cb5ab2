package trader.engine.tools;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import trader.control.EngineState;
import trader.control.GateLevel;
import trader.control.LeverState;
import trader.control.Position;
import trader.engine.core.ControlEvent.Protection;
import trader.engine.settings.EngineSettings;
import trader.engine.tools.Act.Fresh;

/**
 * {@code backfill-tp}: has take-profits placed for positions in perpetuals that have none. On spot
 * a stop has locked what a take-profit would sell, so there the engine itself ends the position.
 */
final class BackfillTp {
  static final String NAME = "backfill-tp";
  private static final String VARIABLE = "TAKE_PROFIT_MULTIPLE";
  private static final String PURPOSE = "take_profit";
  private static final BigDecimal MOST = BigDecimal.valueOf(100);

  /** The engine places them as it looks after positions, at the latest once it has compared. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private BackfillTp() {}

  /** An engine that is started for this takes profit at that multiple. */
  static EngineSettings taking(EngineSettings own, Optional<BigDecimal> multiple) {
    Protection now = own.protection();
    return own.withProtection(
        new Protection(
            now.repair(),
            now.repairBudget(),
            now.repairWindowMicros(),
            now.triggeredMicros(),
            multiple.orElse(now.takeProfitMultiple()),
            now.maxOrdersPerPosition(),
            now.orderWindowMicros(),
            now.lostMicros()));
  }

  /** What to run at that multiple. */
  static Function<Act, ToolReport> with(Optional<BigDecimal> multiple) {
    return act -> run(act, multiple);
  }

  private static ToolReport run(Act act, Optional<BigDecimal> said) {
    List<Finding> findings = new ArrayList<>();
    BigDecimal multiple = said.orElse(act.settings().protection().takeProfitMultiple());
    if (multiple.signum() <= 0 || multiple.compareTo(MOST) > 0) {
      findings.add(
          Finding.fail(
              VARIABLE,
              "it is "
                  + Holdings.plain(multiple)
                  + ", so no price is known at which profit is taken; it may be above 0 and at"
                  + " most "
                  + MOST,
              "set it, or say --multiple"));
      return act.report("nothing was changed", findings, List.of(), ToolReport.WRONG_WORDS);
    }
    if (said.isPresent() && act.running()) {
      findings.add(
          Finding.fail(
              "--multiple",
              "the engine that runs takes profit by its own " + VARIABLE,
              "leave it out, or stop the engine and run this again"));
      return act.report("nothing was changed", findings, List.of(), ToolReport.WRONG_WORDS);
    }
    EngineState before = act.hands().state();
    List<Position> missing = without(before);
    if (missing.isEmpty()) {
      findings.add(Finding.ok("take-profits", "no position lacks one"));
    }
    missing.forEach(one -> findings.add(wanted(act, one, multiple)));
    if (spot(act) || !act.execute() || (missing.isEmpty() && act.running())) {
      return act.planned(
          missing.size() + " positions without a take-profit", findings, Holdings.rows(before));
    }
    return placed(act, findings);
  }

  private static ToolReport placed(Act act, List<Finding> findings) {
    Fresh first = act.compared();
    findings.add(first.finding());
    EngineState after = act.await(PATIENCE, state -> without(state).isEmpty());
    after.orders().stream()
        .filter(order -> order.purpose().equals(PURPOSE))
        .filter(order -> !order.createdAt().isBefore(act.since()))
        .forEach(order ->
            findings.add(Finding.ok("placed", Holdings.words(order) + ", " + order.status())));
    List<Position> left = without(after);
    left.forEach(one ->
        findings.add(
            Finding.fail(
                Holdings.name(one),
                "still has no take-profit: " + holds(act, after),
                "look for ORDER_REJECTED_BY_VENUE in the log, then run it again")));
    return act.report(
        left.isEmpty()
            ? "every position has a take-profit at the venue"
            : left.size() + " positions are still without a take-profit",
        findings,
        Holdings.rows(after),
        Act.status(findings, first.compared().done()));
  }

  private static String holds(Act act, EngineState state) {
    if (state.gate() == GateLevel.CLOSED) {
      return "the gate is closed, by "
          + state.levers().stream()
              .filter(lever -> lever.allows() == GateLevel.CLOSED)
              .map(LeverState::name)
              .map(Object::toString)
              .toList();
    }
    return act.running()
        ? "the engine places one only where its own " + VARIABLE + " is above 0"
        : "the venue has not confirmed one in " + PATIENCE.toSeconds() + " s";
  }

  private static Finding wanted(Act act, Position one, BigDecimal multiple) {
    String name = Holdings.name(one);
    if (spot(act)) {
      return Finding.ok(
          name,
          "none rests at the venue, since its stop has locked what it would sell; the engine sells"
              + " at "
              + Holdings.plain(multiple)
              + " times the stop's distance above the entry while it runs");
    }
    return act.execute()
        ? Finding.ok(name, "had no take-profit for " + one.qty().toPlainString())
        : Finding.warn(
            name,
            "no take-profit for " + one.qty().toPlainString(),
            "with --execute: one at "
                + Holdings.plain(multiple)
                + " times the stop's distance above "
                + Holdings.plain(one.avgPrice()));
  }

  private static boolean spot(Act act) {
    return switch (act.settings().marketVenue().venue()) {
      case BINANCE_SPOT, KRAKEN_SPOT -> true;
      case BINANCE_FUTURES, KRAKEN_FUTURES -> false;
    };
  }

  private static List<Position> without(EngineState state) {
    return Holdings.ours(state).stream().filter(one -> one.takeProfitPrice() == null).toList();
  }
}
