package trader.engine.tools;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import trader.control.EngineState;
import trader.control.InstrumentId;
import trader.control.Position;
import trader.engine.settings.EngineSettings;

/**
 * The tools that change something: each says what it would change, does it only when told to, and
 * says what is so afterwards.
 */
final class Acting {
  static final String SYNC = "sync-positions";
  static final String RECOVER = "recover-sl-order-ids";
  static final String CLOSE_ALL = "close-all";
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration STEP = Duration.ofMillis(250);
  private final ToolContext context;
  private final boolean execute;
  private final LongSupplier nanoTime;

  Acting(ToolContext context, boolean execute, LongSupplier nanoTime) {
    this.context = context;
    this.execute = execute;
    this.nanoTime = nanoTime;
  }

  ToolReport run(String tool) {
    if (execute && context.bars().isPresent()) {
      return refused(tool, context.bars().get());
    }
    if (context.settings().isEmpty()) {
      return refused(tool, context.faults().orElse("the settings cannot be read"));
    }
    EngineSettings settings = context.settings().get();
    boolean running = context.engine().get("/healthz").isPresent();
    if (!running && !execute && settings.marketVenue().real() && context.bars().isPresent()) {
      return refused(
          tool,
          "no engine answers at "
              + context.engine().url()
              + ", and to start one: "
              + context.bars().get());
    }
    try (Hands hands =
        running
            ? new HttpHands(context.engine())
            : OwnHands.start(settings, context.clock(), nanoTime)) {
      return switch (tool) {
        case SYNC -> sync(hands, settings);
        case RECOVER -> recover(hands);
        case CLOSE_ALL -> closeAll(hands);
        default -> throw new IllegalArgumentException(tool);
      };
    } catch (IllegalStateException e) {
      return report(
          tool,
          "not done",
          List.of(
              Finding.fail(
                  "engine", String.valueOf(e.getMessage()), "trader check-live-readiness")),
          List.of(),
          ToolReport.FAILED);
    }
  }

  private ToolReport sync(Hands hands, EngineSettings settings) {
    EngineState before = hands.state();
    List<Map<String, Object>> rows = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    for (InstrumentId id : settings.instruments()) {
      BigDecimal foreign = foreign(before, id, settings.quoteAsset());
      if (foreign.signum() > 0) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("symbol", id.toString());
        row.put("not_ours", foreign.toPlainString());
        row.put("would", "import it and place its stop");
        rows.add(row);
      }
    }
    if (rows.isEmpty()) {
      findings.add(Finding.ok("positions", "the account holds nothing that is not in the books"));
    }
    if (!execute || rows.isEmpty()) {
      return planned(SYNC, hands, rows.size() + " positions to import", findings, rows);
    }
    boolean confirmed = true;
    for (Map<String, Object> row : rows) {
      String symbol = String.valueOf(row.get("symbol"));
      Hands.Answered answer = hands.importPosition(symbol, "imported by " + SYNC);
      confirmed &= answer.done() && answer.confirmed();
      findings.add(found(symbol, answer));
    }
    Hands.Answered compared = hands.reconcile();
    findings.add(found("reconciliation", compared));
    EngineState after = await(hands, state -> stopless(state).isEmpty());
    stopless(after)
        .forEach(one ->
            findings.add(
                Finding.fail(
                    name(one),
                    "has no stop at the venue yet",
                    "trader " + RECOVER + " --execute")));
    return report(
        SYNC,
        "imported: " + after.positions().size() + " positions are in the books now",
        findings,
        positions(after),
        status(findings, confirmed && compared.done()));
  }

  private ToolReport recover(Hands hands) {
    EngineState before = hands.state();
    List<Position> missing = stopless(before);
    List<Finding> findings = new ArrayList<>();
    if (missing.isEmpty()) {
      findings.add(Finding.ok("stops", "every position has a stop that works at the venue"));
    }
    missing.forEach(one ->
        findings.add(
            new Finding(
                name(one),
                execute ? Finding.Verdict.OK : Finding.Verdict.WARN,
                "had no known stop for " + one.qty().toPlainString() + " as of " + before.asOf(),
                execute
                    ? ""
                    : "with --execute: compare with the venue, adopt its stop or place one")));
    if (!execute || missing.isEmpty()) {
      return planned(
          RECOVER,
          hands,
          missing.size() + " positions without a stop",
          findings,
          positions(before));
    }
    Hands.Answered compared = hands.reconcile();
    findings.add(found("reconciliation", compared));
    EngineState after = await(hands, state -> stopless(state).isEmpty());
    stopless(after)
        .forEach(one ->
            findings.add(
                Finding.fail(
                    name(one),
                    "still has no stop at the venue",
                    "place one at the venue by hand, or: trader close " + one.symbol())));
    return report(
        RECOVER,
        stopless(after).isEmpty()
            ? "every position has a stop that works at the venue"
            : stopless(after).size() + " positions are still without a stop",
        findings,
        positions(after),
        status(findings, compared.done()));
  }

  private ToolReport closeAll(Hands hands) {
    EngineState before = hands.state();
    List<Finding> findings = new ArrayList<>();
    int orders = before.orders().size();
    String now = before.positions().size() + " positions and " + orders + " working orders";
    if (!execute) {
      return planned(CLOSE_ALL, hands, "would close " + now, findings, positions(before));
    }
    findings.add(Finding.ok("before", now + " as of " + before.asOf()));
    Hands.Answered closed = hands.close("all", CLOSE_ALL);
    findings.add(found("close", closed));
    Hands.Answered compared = hands.reconcile();
    findings.add(found("reconciliation", compared));
    EngineState after =
        await(hands, state -> state.positions().isEmpty() && state.orders().isEmpty());
    boolean flat =
        closed.done()
            && compared.confirmed()
            && after.positions().isEmpty()
            && after.orders().isEmpty();
    if (!flat) {
      findings.add(
          Finding.fail(
              "after",
              after.positions().size()
                  + " positions and "
                  + after.orders().size()
                  + " orders are left",
              "run it again; then close the rest on the venue's own page"));
    }
    return report(
        CLOSE_ALL,
        flat ? "flat: the venue confirms no position and no order" : "NOT flat",
        findings,
        positions(after),
        flat ? ToolReport.DONE : ToolReport.NOT_CONFIRMED);
  }

  private EngineState await(Hands hands, Predicate<EngineState> until) {
    long deadline = nanoTime.getAsLong() + PATIENCE.toNanos();
    EngineState state = hands.state();
    while (!until.test(state) && nanoTime.getAsLong() < deadline) {
      try {
        Thread.sleep(STEP);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
      state = hands.state();
    }
    return state;
  }

  /** What the account holds of the base asset beyond what is ours. */
  private static BigDecimal foreign(EngineState state, InstrumentId id, String quote) {
    String base = id.symbol().substring(0, id.symbol().length() - quote.length());
    BigDecimal held =
        state.balances().stream()
            .filter(balance -> balance.asset().equals(base))
            .map(balance -> balance.free().add(balance.locked()))
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal ours =
        state.positions().stream()
            .filter(position -> position.symbol().startsWith(id.symbol()))
            .map(Position::qty)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return held.subtract(ours).max(BigDecimal.ZERO);
  }

  private static List<Position> stopless(EngineState state) {
    return state.positions().stream().filter(one -> one.stopPrice() == null).toList();
  }

  private static List<Map<String, Object>> positions(EngineState state) {
    return state.positions().stream()
        .map(one -> {
          Map<String, Object> row = new LinkedHashMap<>();
          row.put("symbol", name(one));
          row.put("side", one.side());
          row.put("qty", one.qty().toPlainString());
          row.put("avg_price", one.avgPrice().toPlainString());
          row.put("stop_price", one.stopPrice() == null ? "none" : one.stopPrice().toPlainString());
          row.put("strategy", one.strategy());
          return row;
        })
        .toList();
  }

  private static String name(Position position) {
    return position.symbol().contains(".")
        ? position.symbol()
        : position.symbol() + "." + position.venue();
  }

  private static Finding found(String subject, Hands.Answered answer) {
    return answer.done()
        ? answer.confirmed()
            ? Finding.ok(subject, answer.said())
            : Finding.warn(
                subject, answer.said(), "not confirmed yet; look again with trader status")
        : Finding.fail(subject, answer.said(), "trader why says what holds");
  }

  private ToolReport planned(
      String tool,
      Hands hands,
      String headline,
      List<Finding> findings,
      List<Map<String, Object>> rows) {
    return report(
        tool,
        headline
            + ", by "
            + hands.who()
            + (execute ? "" : "; nothing was changed: --execute does it"),
        findings,
        rows,
        ToolReport.DONE);
  }

  private static int status(List<Finding> findings, boolean confirmed) {
    boolean failed = findings.stream().anyMatch(one -> one.verdict() == Finding.Verdict.FAIL);
    return failed ? ToolReport.FAILED : confirmed ? ToolReport.DONE : ToolReport.NOT_CONFIRMED;
  }

  private ToolReport refused(String tool, String why) {
    return report(
        tool,
        "refused; nothing was changed",
        List.of(Finding.fail("refused", why, "set what is named, then run it again")),
        List.of(),
        ToolReport.REFUSED);
  }

  private ToolReport report(
      String tool,
      String headline,
      List<Finding> findings,
      List<Map<String, Object>> rows,
      int status) {
    return new ToolReport(tool, context.now(), headline, findings, rows, status);
  }
}
