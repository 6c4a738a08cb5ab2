package trader.engine.run;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import trader.control.EngineState;
import trader.control.GateLevel;
import trader.engine.core.Action;
import trader.engine.core.MarketEvent;
import trader.engine.core.ReconciliationReport;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.NewOrder;
import trader.redis.lettuce.PublisherCounters;
import trader.redis.lettuce.WatcherCounters;
import trader.venues.VenueMetrics;

/** The engine's figures under the Prometheus names that dashboards know. */
public final class EngineMetrics implements VenueMetrics {
  private static final String VENUE = "venue";
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final AtomicInteger usedWeight = new AtomicInteger();
  private final AtomicLong clockOffsetMicros = new AtomicLong();
  private final AtomicLong frameNanos = new AtomicLong();
  private volatile LongConsumer tickToOrderWatcher = _ -> {};
  private final Counter ticks;
  private final Counter submitted;
  private final Counter gateRejections;
  private final DistributionSummary tickToOrder;
  private final DistributionSummary reconciliation;
  private final DistributionSummary unprotected;
  private final AtomicLong comparedMicros = new AtomicLong();
  private final AtomicInteger foreign = new AtomicInteger();
  private final String venue;

  EngineMetrics(String venue) {
    this.venue = venue;
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    bindGc();
    ticks = registry.counter("strategy_ticks", VENUE, venue);
    submitted = registry.counter("orders_submitted", VENUE, venue);
    gateRejections = registry.counter("breaker_rejections", VENUE, venue);
    tickToOrder =
        DistributionSummary.builder("strategy_tick_to_order_latency_ms")
            .description("from a market frame to the bytes of the order it led to, milliseconds")
            .serviceLevelObjectives(0.05, 0.1, 0.25, 0.5, 1, 5, 25, 50, 100, 150, 250, 500, 1000)
            .register(registry);
    reconciliation =
        DistributionSummary.builder("reconcile_duration_seconds")
            .description("from the request of a comparison with the venue to its end")
            .tag(VENUE, venue)
            .serviceLevelObjectives(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
            .register(registry);
    unprotected =
        DistributionSummary.builder("position_unprotected_seconds")
            .description("how long a position, or a part of it, had no stop at the venue")
            .tag(VENUE, venue)
            .serviceLevelObjectives(0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60)
            .register(registry);
    registry.counter("stop_validator_missing", VENUE, venue);
    Gauge.builder("foreign_orders_and_positions", foreign, AtomicInteger::get)
        .tag(VENUE, venue)
        .register(registry);
    Gauge.builder("venue_request_weight_used", usedWeight, AtomicInteger::get)
        .tag(VENUE, venue)
        .register(registry);
    Gauge.builder("venue_clock_offset_ms", clockOffsetMicros, offset -> offset.get() / 1_000.0)
        .tag(VENUE, venue)
        .register(registry);
  }

  /** The collector lives as long as the process. */
  @SuppressWarnings("resource")
  private void bindGc() {
    new JvmGcMetrics().bindTo(registry);
  }

  /** Shows what the engine last said of itself. */
  void show(Supplier<Optional<EngineState>> state) {
    money("equity_usd", state, EngineState::equityUsd);
    money("cash_usd", state, EngineState::cashUsd);
    money("market_value_usd", state, s -> s.risk().equityUsd().subtract(s.risk().cashUsd()));
    money("risk_equity_drawdown_pct", state, s -> s.risk().drawdown());
    money("daily_loss_usd", state, s -> s.risk().dailyLossUsd());
    money("slippage_avg_bps", state, s -> s.risk().slippageAvgBps());
    money("slippage_p95_bps", state, s -> s.risk().slippageP95Bps());
    money("order_failure_rate_pct", state, s -> s.risk().orderFailureRatePct());
    money("venue_error_rate_pct", state, s -> s.risk().venueErrorRatePct());
    money("capital_effective_pct", state, EngineState::capitalEffective);
    number("risk_blocks", state, s -> s.risk().riskBlocksTotal());
    number("health_state", state, s -> s.health().code());
    number("metrics_trading_enabled", state, s -> s.gate() == GateLevel.OPEN ? 1 : 0);
    number("positions_open", state, s -> s.positions().size());
    number("orders_open", state, s -> s.orders().size());
    number("metrics_heartbeat", state, s -> s.asOf().toEpochMilli() / 1_000.0);
    Gauge.builder(
            "venue_exposure_usd",
            () -> state.get().map(s -> s.risk().exposureUsd().doubleValue()).orElse(Double.NaN))
        .tag(VENUE, venue)
        .register(registry);
  }

  /** Shows how long ago the live account last agreed with the venue's; no number for never. */
  void showLag(LongSupplier nowMicros) {
    Gauge.builder(
            "reconcile_lag_seconds",
            () ->
                comparedMicros.get() == 0
                    ? Double.NaN
                    : Math.max(0, nowMicros.getAsLong() - comparedMicros.get()) / 1e6)
        .description("since the live account last agreed with the venue's")
        .tag(VENUE, venue)
        .register(registry);
  }

  /** Shows what the bridges to Redis have done. */
  void showBridges(Supplier<WatcherCounters> watcher, Supplier<PublisherCounters> publisher) {
    Gauge.builder("control_pushes", () -> watcher.get().pushes()).register(registry);
    Gauge.builder("control_reads", () -> watcher.get().reads()).register(registry);
    Gauge.builder("control_reconnects", () -> watcher.get().reconnects()).register(registry);
    Gauge.builder("publisher_waiting", () -> publisher.get().waiting()).register(registry);
    Gauge.builder("publisher_failures", () -> publisher.get().failures()).register(registry);
  }

  /** The live account agreed with the venue's then; 0 for never. */
  void compared(long micros) {
    comparedMicros.set(micros);
  }

  /** A comparison with the venue is done. */
  void reconciled(ReconciliationReport report) {
    count("fills_applied", report.fillsApplied());
    count("orphaned", report.orphaned());
    count("phantom", report.phantom());
    count("qty_mismatch", report.qtyMismatch());
    count("qty_synced", report.qtySynced());
    count("pending_adopted", report.pendingAdopted());
    count("state_adjustments_logged", report.adjustmentsLogged());
    count("state_adjustments_deduped", report.adjustmentsDeduped());
    foreign.set(report.foreignOrders() + report.foreignPositions());
    reconciliation.record(report.micros() / 1e6);
  }

  private void count(String finding, int number) {
    registry.counter("reconcile_" + finding, VENUE, venue).increment(number);
  }

  void measured(Action.Measure measure) {
    switch (measure.what()) {
      case UNPROTECTED_MICROS -> unprotected.record(measure.value() / 1e6);
      case STOP_MISSING ->
          registry
              .counter("stop_validator_missing", VENUE, venue)
              .increment((double) measure.value());
      case STOP_REPAIRED ->
          registry
              .counter("stop_validator_repaired", VENUE, venue)
              .increment((double) measure.value());
    }
  }

  /** The registry, for one more meter. */
  MeterRegistry registry() {
    return registry;
  }

  /** Everything in Prometheus' text format. */
  public String scrape() {
    return registry.scrape();
  }

  /** Tells {@code watcher} the nanoseconds of every order that a frame led to; for measuring. */
  void tickToOrderTo(LongConsumer watcher) {
    tickToOrderWatcher = watcher;
  }

  /** The frame has led to all that it leads to: an order that comes later has another cause. */
  void marketSeen(MarketEvent event) {
    frameNanos.set(0);
    if (event instanceof MarketEvent.Trade) {
      ticks.increment();
    }
  }

  void ordered(NewOrder order, EngineLoop.Effects.GateAnswer answer) {
    switch (answer) {
      case SENT -> submitted.increment();
      case STOPPED -> gateRejections.increment();
    }
  }

  @Override
  public void frameReceived() {
    frameNanos.set(System.nanoTime());
  }

  @Override
  public void orderWritten(ClientOrderId order) {
    long since = frameNanos.getAndSet(0);
    if (since != 0) {
      long nanos = System.nanoTime() - since;
      tickToOrder.record(nanos / 1e6);
      tickToOrderWatcher.accept(nanos);
    }
  }

  @Override
  public void callAnswered(String call, long micros) {
    registry
        .timer("venue_call_latency", Tags.of("call", call, VENUE, venue))
        .record(micros, java.util.concurrent.TimeUnit.MICROSECONDS);
  }

  @Override
  public void callFailed(String call, String code) {
    registry.counter("engine_venue_errors", "call", call, "code", code, VENUE, venue).increment();
  }

  @Override
  public void usedWeight(int weight) {
    usedWeight.set(weight);
  }

  @Override
  public void reconnecting(String connection) {
    registry.counter("venue_reconnects", "connection", connection, VENUE, venue).increment();
  }

  @Override
  public void clockOffset(long micros) {
    clockOffsetMicros.set(micros);
  }

  private void money(
      String name, Supplier<Optional<EngineState>> state, Function<EngineState, BigDecimal> of) {
    number(name, state, s -> of.apply(s).doubleValue());
  }

  private void number(
      String name,
      Supplier<Optional<EngineState>> state,
      Function<EngineState, ? extends Number> of) {
    Gauge.builder(name, () -> state.get().map(s -> of.apply(s).doubleValue()).orElse(Double.NaN))
        .register(registry);
  }
}
