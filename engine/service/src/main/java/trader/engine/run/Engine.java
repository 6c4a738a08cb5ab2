package trader.engine.run;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.control.EngineState;
import trader.control.GateLevel;
import trader.control.InstrumentId;
import trader.control.Reason;
import trader.engine.core.ControlEvent;
import trader.engine.core.loop.StateView;
import trader.engine.core.strategy.StrategyFactory;
import trader.engine.settings.EngineSettings;
import trader.redis.EngineExposure;
import trader.redis.lettuce.EnginePublisher;

/** One engine, put together from its settings: running from {@link #start} until {@link #close}. */
public final class Engine implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

  /** By then a start is over, which has better things to do. */
  private static final Duration REHEARSE = Duration.ofSeconds(2);

  private static final Duration TICK = Duration.ofMillis(50);
  private static final Duration PUBLISH = Duration.ofMillis(200);
  private static final Duration SUMMARY = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration FAREWELL = Duration.ofMillis(500);
  private final EngineSettings settings;
  private final LongSupplier nanoTime;
  private final InstantSource wall;
  private final EngineJournal journal;
  private final JournalPages pages;
  private final MultiThreadIoEventLoopGroup group;
  private final EventLoop eventLoop;
  private final Gates gates;
  private final EngineMetrics metrics;
  private final EnginePublisher publisher;
  private final Reporting reporting;
  private final EngineLoop loop;
  private final RegistryBridge registry;
  private final EngineVenues venues;
  private final DeskListeners desk;
  private final Warming warming;
  private final Beats beats;
  private final DirectCalls calls;

  /** Starts an engine. Answers at once; what it connects to, it connects to by and by. */
  public static Engine start(
      EngineSettings settings,
      StrategyFactory strategies,
      InstantSource wall,
      LongSupplier nanoTime,
      RandomGenerator random) {
    return new Engine(settings, strategies, wall, nanoTime, random);
  }

  private Engine(
      EngineSettings settings,
      StrategyFactory strategies,
      InstantSource wall,
      LongSupplier nanoTime,
      RandomGenerator random) {
    this.settings = settings;
    this.nanoTime = nanoTime;
    this.wall = wall;
    Instant startedAt = wall.instant();
    String name = "engine-" + settings.color().text();
    LOG.info(
        "ENGINE_START color={} reach=\"{}\"", settings.color().text(), settings.reach().line());
    journal = EngineJournal.open(settings.dataDir(), startedAt);
    pages = new JournalPages(journal.writer());
    EngineClock clock = new EngineClock(wall);
    group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    eventLoop = group.next();
    gates = new Gates(nanoTime);
    metrics = new EngineMetrics(settings.instruments().getFirst().venue().toLowerCase(Locale.ROOT));
    publisher = EnginePublisher.start(settings.redis(), name, wall);
    reporting = new Reporting(publisher, metrics, wall, name);
    ControlEvent.Configured first =
        new ControlEvent.Configured(clock.micros(), coreSettings(settings, journal.session()));
    loop =
        new EngineLoop(
            first,
            strategies,
            journal.writer(),
            gates,
            clock,
            eventLoop,
            reporting,
            new StateView.ProcessFacts(
                settings.reach().line(),
                settings.reach().reachesRealVenue(),
                true,
                ProcessHandle.current().pid(),
                startedAt));
    begin(first, clock);
    reporting.escalatesTo(
        (reason, why) -> loop.post(at -> new ControlEvent.Escalated(at, reason, why)));
    registry = RegistryBridge.start(settings, journal, loop, wall);
    publisher.exposuresTo(new ExposureBridge(loop, nanoTime));
    venues =
        EngineVenues.start(
            settings, loop, eventLoop, clock, random, metrics, journal.found().checkpoint());
    desk = DeskListeners.start(settings, name, loop, gates, nanoTime, wall);
    showMetrics(clock);
    warming = new Warming(first.settings(), strategies, venues, eventLoop, clock);
    beats = new Beats(eventLoop);
    beats.every(TICK, () -> loop.accept(new ControlEvent.Tick(clock.micros())));
    beats.every(PUBLISH, this::publish);
    beats.every(SUMMARY, this::summarize);
    beats.after(REHEARSE, warming::rehearse);
    calls = new DirectCalls(settings.reach(), loop, gates, reporting, nanoTime, wall);
  }

  /** Lets the loop begin where the last session ended. */
  private void begin(ControlEvent.Configured first, EngineClock clock) {
    loop.onLoop(() ->
        loop.begin(first, new ControlEvent.Restored(clock.micros(), journal.found().checkpoint())));
    journal
        .found()
        .damage()
        .ifPresent(damage -> loop.onLoop(() -> stopForDamage(clock.micros(), damage)));
  }

  /** What was lost is unknown, and unknown means stop, until a person has compared. */
  private void stopForDamage(long at, String damage) {
    loop.accept(
        new ControlEvent.Killed(
            at,
            at,
            0,
            "",
            Reason.INVARIANT_VIOLATION,
            "the engine",
            "the journal is damaged ("
                + damage
                + "), so orders and positions may be missing here; compare /positions and /orders"
                + " with the venue's own page, then arm again with /rearm"));
  }

  private static ControlEvent.CoreSettings coreSettings(EngineSettings settings, long session) {
    return new ControlEvent.CoreSettings(
        settings.color(),
        session,
        settings.quoteAsset(),
        settings.instruments(),
        settings.barInterval().toNanos() / 1_000,
        settings.reach().dryRunBlocks(),
        !settings.reach().liveAccount(),
        settings.tradingEnabled(),
        settings.paperCash(),
        settings.limits(),
        settings.protection());
  }

  private void showMetrics(EngineClock clock) {
    RegistryMetrics.bind(metrics.registry(), registry.registry());
    metrics.show(reporting::latest);
    metrics.showLag(clock::micros);
    metrics.showBridges(desk::counters, publisher::counters);
  }

  private void publish() {
    reporting.publish(loop.state(), exposure());
    metrics.compared(loop.comparedMicros());
  }

  private EngineExposure exposure() {
    return EngineExposure.of(
        settings.marketVenue().venue().text() + ":" + settings.color().text(),
        loop.deployed(),
        wall.instant());
  }

  private void summarize() {
    long begun = nanoTime.getAsLong();
    EngineState state = loop.state();
    reporting.summarize(state, loop.eventCount(), (nanoTime.getAsLong() - begun) / 1_000);
  }

  /** The engine's state, at most {@code 200 ms} old; empty before the first one. */
  public Optional<EngineState> state() {
    return reporting.latest();
  }

  /** The engine's figures in Prometheus' text format. */
  public String metrics() {
    return metrics.scrape();
  }

  /** Why the engine is not ready to serve; empty where it is. */
  public Optional<String> notReady() {
    if (loop.failed()) {
      return Optional.of("a fault has closed the engine for good; see its log, then restart it");
    }
    if (!desk.haveRead()) {
      return Optional.of("Redis at " + settings.redis() + " has not been read yet");
    }
    int violations = registry.violations();
    if (violations > 0) {
      return Optional.of(
          "the audit of trades.db found "
              + violations
              + " violations, so no new risk is taken; look for REGISTRY_AUDIT_REPORT in the log");
    }
    return reporting.latest().isEmpty()
        ? Optional.of("no state has been published yet")
        : Optional.empty();
  }

  /** What may be asked of the engine without Redis. */
  public DirectCalls calls() {
    return calls;
  }

  /** The gates of both accounts. */
  public Gates gates() {
    return gates;
  }

  /**
   * Tells {@code watcher}, on the loop, how many nanoseconds lay between each market frame and the
   * bytes of an order that it led to; for measuring.
   */
  public void tickToOrderTo(LongConsumer watcher) {
    metrics.tickToOrderTo(watcher);
  }

  /**
   * One of this engine's instruments by any form of its symbol. Throws {@link
   * IllegalArgumentException} naming those that it trades.
   */
  public InstrumentId instrument(String symbol) {
    InstrumentId id = InstrumentId.parse(symbol, settings.marketVenue().venue().code());
    if (!settings.instruments().contains(id)) {
      throw new IllegalArgumentException(
          id + " is not traded by this engine; it trades " + settings.instruments());
    }
    return id;
  }

  /** The order books, empty where none are kept. */
  public Optional<EngineBooks> books() {
    return venues.books();
  }

  /** The loop, to bring it events. */
  public EngineLoop loop() {
    return loop;
  }

  /** Closes the gate, cancels entries, tells Redis, and ends the process' part in it all. */
  @Override
  public void close() {
    gates.lowerEarly(GateLevel.CLOSED, nanoTime.getAsLong());
    desk.close();
    loop.post(at -> new ControlEvent.Stopping(at, "the process was asked to stop"));
    awaitNoEntries();
    onLoop(() -> reporting.publish(loop.state(), exposure()));
    beats.close();
    warming.close();
    venues.closeMarket();
    onLoop(() -> loop.close(() -> "asked to stop"));
    venues.closeAccounts();
    registry.close();
    pages.close();
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(PATIENCE.toMillis());
    venues.close();
    publisher.close();
    journal.folder().close();
  }

  private void onLoop(Runnable task) {
    eventLoop.submit(task).awaitUninterruptibly(PATIENCE.toMillis());
  }

  private void awaitNoEntries() {
    long deadline = nanoTime.getAsLong() + FAREWELL.toNanos();
    boolean open = true;
    while (open && nanoTime.getAsLong() < deadline) {
      var check =
          eventLoop.submit(() ->
              loop.state().orders().stream().anyMatch(order -> order.purpose().equals("entry")));
      open = !check.awaitUninterruptibly(FAREWELL.toMillis()) || check.getNow();
    }
  }
}
