package trader.engine.run;

import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.control.Acknowledgement;
import trader.control.EngineState;
import trader.control.Lever;
import trader.control.Reason;
import trader.engine.core.Action;
import trader.engine.core.MarketEvent;
import trader.engine.core.ReconciliationReport;
import trader.engine.core.orders.NewOrder;
import trader.redis.AuditDraft;
import trader.redis.EngineExposure;
import trader.redis.EnginePublication;
import trader.redis.lettuce.EnginePublisher;

/** Tells desk, people and dashboards what the engine does; never waits for any of them. */
public final class Reporting implements EngineLoop.Effects {
  private static final Logger LOG = LoggerFactory.getLogger(Reporting.class);
  private static final int RECONCILIATIONS_KEPT = 100;
  private final EnginePublisher publisher;
  private final EngineMetrics metrics;
  private final InstantSource clock;
  private final String name;
  private final Map<String, CompletableFuture<Acknowledgement>> awaited = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<Acknowledgement>> awaitedWhole =
      new ConcurrentHashMap<>();
  private final ReconciliationWatch watch = new ReconciliationWatch();
  private final Map<String, CompletableFuture<ReconciliationReport>> reconciliations =
      Collections.synchronizedMap(new LinkedHashMap<>());
  private final Set<String> underWay = new LinkedHashSet<>();
  private volatile BiConsumer<Reason, String> escalation = (_, _) -> {};
  private volatile @Nullable EngineState latest;

  /** As last reckoned; a state that is published between keeps it. */
  private Optional<EngineExposure> exposure = Optional.empty();

  Reporting(EnginePublisher publisher, EngineMetrics metrics, InstantSource clock, String name) {
    this.publisher = publisher;
    this.metrics = metrics;
    this.clock = clock;
    this.name = name;
  }

  /** The engine's state as last published; empty before the first time. */
  public Optional<EngineState> latest() {
    return Optional.ofNullable(latest);
  }

  /** Completes with the first acknowledgement of a command. */
  public CompletableFuture<Acknowledgement> await(String commandId) {
    return awaited.computeIfAbsent(commandId, _ -> new CompletableFuture<>());
  }

  /** Says to {@code newEscalation} what pauses trading; on the engine's loop. */
  void escalatesTo(BiConsumer<Reason, String> newEscalation) {
    escalation = newEscalation;
  }

  /** Completes with the report of the reconciliation that a command asks for. */
  CompletableFuture<ReconciliationReport> awaitReconciled(String commandId) {
    synchronized (reconciliations) {
      CompletableFuture<ReconciliationReport> answer =
          reconciliations.computeIfAbsent(commandId, _ -> new CompletableFuture<>());
      if (reconciliations.size() > RECONCILIATIONS_KEPT) {
        reconciliations.remove(reconciliations.keySet().iterator().next());
      }
      return answer;
    }
  }

  /** The next report is the answer to that command; called on the engine's loop. */
  void reconcileAsked(String commandId) {
    underWay.add(commandId);
  }

  @Override
  public void reconciled(ReconciliationReport report) {
    metrics.reconciled(report);
    ReconciliationWatch.Verdict verdict = watch.take(clock.instant(), report);
    if (!verdict.warnings().isEmpty()) {
      LOG.warn("RECONCILIATION_WARNING {}", String.join(" ", verdict.warnings()));
    }
    if (!verdict.critical().isEmpty()) {
      LOG.error(
          "RECONCILIATION_CRITICAL reason=\"{}\" next=\"check the venue's connection, then trader"
              + " check-live-readiness and trader sync-positions\"",
          String.join("; ", verdict.critical()));
    }
    if (verdict.escalate()) {
      escalation.accept(
          Reason.RECONCILIATION,
          "local state goes on differing from the venue's: "
              + String.join("; ", verdict.critical()));
    }
    for (String commandId : List.copyOf(underWay)) {
      CompletableFuture<ReconciliationReport> waiting = reconciliations.get(commandId);
      if (waiting != null) {
        waiting.complete(report);
      }
    }
    underWay.clear();
  }

  @Override
  public void measured(Action.Measure measure) {
    metrics.measured(measure);
  }

  /** Completes with the acknowledgement after which nothing more is to come of a command. */
  CompletableFuture<Acknowledgement> awaitComplete(String commandId) {
    return awaitedWhole.computeIfAbsent(commandId, _ -> new CompletableFuture<>());
  }

  /** No one waits for that command any more. */
  public void forget(String commandId) {
    awaited.remove(commandId);
    awaitedWhole.remove(commandId);
  }

  /** Publishes a state, and what is deployed by it; called on the engine's loop. */
  void publish(EngineState state, EngineExposure deployed) {
    exposure = Optional.of(deployed);
    publish(state);
  }

  private void publish(EngineState state) {
    latest = state;
    boolean active =
        state.levers().stream()
            .anyMatch(lever -> lever.name() == Lever.COLOR && lever.value().equals("active"));
    publisher.publish(new EnginePublication(state, active, exposure));
  }

  /** One line that says how the engine is, for the log. */
  void summarize(EngineState state, long events, long microsOfPublishing) {
    LOG.info(
        "CYCLE_SUMMARY duration={}us positions={} orders={} state={} mode={} gate={} equity={}"
            + " fill_rate={} latency_p95={}ms events={}",
        microsOfPublishing,
        state.positions().size(),
        state.orders().size(),
        state.health(),
        state.modeEffective().text(),
        state.gate(),
        state.equityUsd().toPlainString(),
        state.risk().fillRatePct().toPlainString(),
        state.risk().venueLatencyP95Ms().toPlainString(),
        events);
  }

  @Override
  public void acknowledge(Action.Acknowledge acknowledge) {
    Acknowledgement answer = acknowledge.acknowledgement();
    publisher.acknowledge(answer);
    CompletableFuture<Acknowledgement> waiting = awaited.get(answer.commandId());
    if (waiting != null) {
      waiting.complete(answer);
    }
    CompletableFuture<Acknowledgement> forAll = awaitedWhole.get(answer.commandId());
    if (forAll != null && answer.complete()) {
      forAll.complete(answer);
    }
    LOG.info(
        "ACKNOWLEDGED subject={} value={} outcome={} gate={} gate_us={} cancelled={} working={}"
            + " unknown={} complete={} command={} why=\"{}\"",
        answer.subject(),
        answer.value(),
        answer.outcome(),
        answer.gate(),
        answer.gateMicros(),
        answer.cancelled().size(),
        answer.working(),
        answer.unknown(),
        answer.complete(),
        answer.commandId().isEmpty() ? "none" : answer.commandId(),
        answer.why());
  }

  @Override
  public void changed(EngineState state) {
    publish(state);
  }

  @Override
  public void raise(Action.Raise raise) {
    publisher.alert(raise.alert());
    LOG.warn(
        "ALERT severity={} reason={} subject={} text=\"{}\"",
        raise.alert().severity(),
        raise.alert().reason().text(),
        raise.alert().subject(),
        raise.alert().text());
  }

  @Override
  public void audit(Action.Audit audit) {
    publisher.audit(
        new AuditDraft(
            clock.instant(),
            "",
            name,
            "engine",
            audit.action(),
            audit.reason(),
            Optional.empty(),
            Optional.empty(),
            audit.outcome(),
            audit.detail()));
  }

  @Override
  public void marketSeen(MarketEvent event) {
    metrics.marketSeen(event);
  }

  @Override
  public void ordered(NewOrder order, GateAnswer answer) {
    metrics.ordered(order, answer);
    LOG.info(
        "ORDER_{} order={} symbol={} side={} type={} purpose={} qty={} price={} stop={}"
            + " cause=\"{}\"",
        answer,
        order.id(),
        order.instrument(),
        order.side().text(),
        order.type().text(),
        order.purpose().text(),
        order.qty().toPlainString(),
        plain(order.price()),
        plain(order.stopPrice()),
        order.cause());
  }

  private static String plain(java.math.@Nullable BigDecimal number) {
    return number == null ? "none" : number.toPlainString();
  }
}
