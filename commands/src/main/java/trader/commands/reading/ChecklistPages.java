package trader.commands.reading;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import trader.commands.Command.Checklist.Routine;
import trader.commands.Figures;
import trader.commands.Page;
import trader.control.Alert;
import trader.control.EngineState;
import trader.control.RiskStats;
import trader.redis.AuditEntry;
import trader.redis.DeskStore;
import trader.redis.EquitySample;
import trader.redis.Json;

/** {@code /checklist}: the runbook's daily and weekly checks with the desk's own numbers. */
final class ChecklistPages {
  private static final BigDecimal DRAWDOWN_LIMIT = new BigDecimal("-5");
  private static final BigDecimal FILL_RATE_LIMIT = new BigDecimal("80");
  private static final BigDecimal ERROR_LIMIT = new BigDecimal("5");
  private static final BigDecimal LATENCY_LIMIT = new BigDecimal("1000");
  private static final BigDecimal LEAST_CAPITAL = new BigDecimal("20");
  private static final BigDecimal MOST_CAPITAL = new BigDecimal("80");
  private static final int AUDIT_ENTRIES = 200;
  private static final int ALERTS = 500;

  private final DeskStore store;
  private final Situation situation;
  private final List<Row> rows = new ArrayList<>();

  ChecklistPages(DeskStore store, Situation situation) {
    this.store = store;
    this.situation = situation;
  }

  /** What a look at one thing gave. */
  private enum Mark {
    OK,
    /** It is outside of what is normal. */
    LOOK,
    /** It has to be looked at elsewhere. */
    NOT_KNOWN_HERE
  }

  private record Row(String check, Mark mark, String value) {}

  Page of(Routine routine) {
    return switch (routine) {
      case MORNING -> morning();
      case EVENING -> evening();
      case WEEKLY -> weekly();
    };
  }

  private Page morning() {
    engine();
    profit(Duration.ofHours(15), "overnight, since 15 h ago");
    risk();
    venues();
    capital();
    alerts(Duration.ofHours(15));
    return page("MORNING CHECKLIST", "status", "everything at once");
  }

  private Page evening() {
    engine();
    profit(Duration.ofHours(24), "since this time yesterday");
    row("daily P&L report", Mark.OK, "comes by itself at 23:59 UTC; the day so far is above");
    venues();
    protection();
    row(
        "system resources",
        Mark.NOT_KNOWN_HERE,
        "memory and disk of the machines; redis-cli info memory, df -h /var/lib/trader");
    alerts(Duration.ofHours(24));
    row("logs", Mark.NOT_KNOWN_HERE, "/snapshot now keeps them if something was odd");
    return page("EVENING CHECKLIST", "snapshot now", "keeps state and logs of an odd day");
  }

  private Page weekly() {
    profit(Duration.ofDays(7), "since a week ago");
    worst(Duration.ofDays(7));
    staging(Duration.ofDays(7));
    row(
        "venue weights",
        Mark.NOT_KNOWN_HERE,
        "nothing weighs venues yet, so there is no transaction cost analysis to follow");
    row(
        "incident snapshots",
        Mark.NOT_KNOWN_HERE,
        "delete what is no longer needed: ls -l SNAPSHOT_DIR/snapshot_*.tgz");
    Optional<String> broken = store.verifyAudit();
    row("audit chain", broken.isEmpty() ? Mark.OK : Mark.LOOK, broken.orElse("holds"));
    row("runbook", Mark.NOT_KNOWN_HERE, "read it once; does it still say what you would do?");
    return page("WEEKLY CHECKLIST", "audit 50", "who did what");
  }

  private Page page(String name, String next, String purpose) {
    long look = rows.stream().filter(row -> row.mark() == Mark.LOOK).count();
    long elsewhere = rows.stream().filter(row -> row.mark() == Mark.NOT_KNOWN_HERE).count();
    return Page.titled(
            name
                + " — "
                + (look == 0 ? "nothing stands out" : look + " to LOOK at")
                + ", "
                + elsewhere
                + " not known here.")
        .fact("now", new Headline(situation).text())
        .table(
            "checks",
            List.of("check", "state", "value"),
            rows.stream()
                .map(row -> List.of(row.check(), row.mark().name().replace('_', ' '), row.value()))
                .toList())
        .lines(situation.faults())
        .say(next, purpose)
        .data(Json.mapper().valueToTree(rows))
        .build();
  }

  private void row(String check, Mark mark, String value) {
    rows.add(new Row(check, mark, value));
  }

  private void ofEngine(String check, Consumer<EngineState> step) {
    situation
        .engine()
        .ifPresentOrElse(
            step, () -> row(check, Mark.LOOK, "not known: no engine has ever been heard"));
  }

  private void engine() {
    ofEngine(
        "engine",
        engine ->
            row(
                "engine",
                situation.isHeard(engine) && engine.health().code() == 0 ? Mark.OK : Mark.LOOK,
                engine.color().text()
                    + " "
                    + engine.health().name()
                    + ", heard "
                    + Figures.span(situation.age(engine))
                    + " ago, gate "
                    + engine.gate().name()));
  }

  private void profit(Duration back, String words) {
    ofEngine(
        "P&L",
        engine ->
            row(
                "P&L",
                Mark.OK,
                Figures.signedMoney(engine.pnlToday())
                    + " USD this UTC day (fees "
                    + Figures.money(engine.feesToday())
                    + "); equity "
                    + Figures.money(engine.equityUsd())
                    + " USD"));
    List<EquitySample> history = store.history(situation.now().minus(back));
    if (history.size() < 2) {
      row("equity " + words, Mark.NOT_KNOWN_HERE, "nothing was recorded in that time");
      return;
    }
    EquitySample first = history.getFirst();
    row(
        "equity " + words,
        Mark.OK,
        Figures.signedMoney(history.getLast().equity().subtract(first.equity()))
            + " USD, recorded from "
            + Figures.timeSeenFrom(first.at(), situation.now()));
  }

  private void worst(Duration back) {
    store.history(situation.now().minus(back)).stream()
        .min((a, b) -> a.drawdownPct().compareTo(b.drawdownPct()))
        .ifPresent(sample ->
            row(
                "deepest drawdown",
                sample.drawdownPct().compareTo(DRAWDOWN_LIMIT) < 0 ? Mark.LOOK : Mark.OK,
                Figures.percent(sample.drawdownPct())
                    + " at "
                    + Figures.timeSeenFrom(sample.at(), situation.now())));
  }

  private void risk() {
    ofEngine(
        "risk",
        engine -> {
          RiskStats risk = engine.risk();
          row(
              "drawdown",
              risk.drawdown().compareTo(DRAWDOWN_LIMIT) < 0 ? Mark.LOOK : Mark.OK,
              Figures.percent(risk.drawdown()) + " from the peak; below -5 % review positions");
          row(
              "exposure",
              Mark.OK,
              Figures.money(risk.exposureUsd())
                  + " USD, margin used "
                  + Figures.percent(risk.marginUtilPct())
                  + ", refused by risk rails "
                  + risk.riskBlocksTotal());
        });
  }

  private void venues() {
    ofEngine(
        "venue",
        engine -> {
          RiskStats risk = engine.risk();
          boolean slow = risk.venueLatencyP95Ms().compareTo(LATENCY_LIMIT) > 0;
          boolean failing = risk.venueErrorRatePct().compareTo(ERROR_LIMIT) > 0;
          boolean unfilled = risk.fillRatePct().compareTo(FILL_RATE_LIMIT) < 0;
          row(
              "venue",
              slow || unfilled || failing ? Mark.LOOK : Mark.OK,
              "fill rate "
                  + Figures.percent(risk.fillRatePct())
                  + " (look below 80), latency p95 "
                  + Figures.quantity(risk.venueLatencyP95Ms())
                  + " ms (look above 1000), errors "
                  + Figures.percent(risk.venueErrorRatePct())
                  + " (look above 5)");
          row(
              "execution quality",
              Mark.OK,
              "slippage "
                  + Figures.quantity(risk.slippageAvgBps())
                  + " bps, p95 "
                  + Figures.quantity(risk.slippageP95Bps())
                  + ", orders failed "
                  + Figures.percent(risk.orderFailureRatePct()));
        });
  }

  private void capital() {
    ofEngine(
        "capital",
        engine -> {
          BigDecimal effective = engine.capitalEffective();
          boolean odd =
              effective.compareTo(LEAST_CAPITAL) < 0 || effective.compareTo(MOST_CAPITAL) > 0;
          row(
              "capital",
              odd ? Mark.LOOK : Mark.OK,
              Figures.percent(effective) + " effective; normal is 20 to 80 %");
        });
  }

  private void protection() {
    ofEngine(
        "stops",
        engine -> {
          long bare = engine.positions().stream().filter(one -> one.stopPrice() == null).count();
          row(
              "stops",
              bare > 0 ? Mark.LOOK : Mark.OK,
              engine.positions().size() + " open, " + bare + " of them with NO STOP");
        });
  }

  private void alerts(Duration back) {
    List<Alert> open =
        store.alerts(ALERTS).stream()
            .filter(alert -> alert.at().isAfter(situation.now().minus(back)))
            .filter(alert -> alert.severity() != Alert.Severity.INFO)
            .filter(alert ->
                store
                    .acknowledged(alert.fingerprint())
                    .filter(word -> !word.at().isBefore(alert.at()))
                    .isEmpty())
            .toList();
    long things = open.stream().map(Alert::fingerprint).distinct().count();
    row(
        "alerts",
        things == 0 ? Mark.OK : Mark.LOOK,
        things == 0 ? "none open" : things + " open; /alerts lists them");
  }

  private void staging(Duration back) {
    List<String> moves =
        store.auditTail(AUDIT_ENTRIES).stream()
            .map(AuditEntry::draft)
            .filter(draft -> draft.action().startsWith("capital stage"))
            .filter(draft -> draft.at().isAfter(situation.now().minus(back)))
            .filter(
                draft -> draft.outcome().equals("applied") || draft.outcome().equals("rejected"))
            .map(draft ->
                draft.action().substring("capital ".length())
                    + " "
                    + draft.outcome()
                    + " by "
                    + draft.actor())
            .toList();
    row(
        "capital staging",
        Mark.OK,
        moves.isEmpty()
            ? "no change among the newest " + AUDIT_ENTRIES + " audit entries"
            : String.join("; ", moves));
  }
}
