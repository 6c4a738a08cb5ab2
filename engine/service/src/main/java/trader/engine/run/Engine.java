package trader.engine.run;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.ScheduledFuture;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.control.Account;
import trader.control.Acknowledgement;
import trader.control.Color;
import trader.control.EngineState;
import trader.control.GateLevel;
import trader.control.InstrumentId;
import trader.control.Reason;
import trader.engine.core.ControlEvent;
import trader.engine.core.Event;
import trader.engine.core.ReconciliationReport;
import trader.engine.core.loop.StateView;
import trader.engine.core.orders.Side;
import trader.engine.core.strategy.StrategyFactory;
import trader.engine.journal.FolderTail;
import trader.engine.journal.JournalFolder;
import trader.engine.journal.JournalWriter;
import trader.engine.journal.Recovery;
import trader.engine.settings.EngineSettings;
import trader.engine.venue.Adapters;
import trader.engine.venue.VenueName;
import trader.redis.EngineExposure;
import trader.redis.lettuce.ControlWatcher;
import trader.redis.lettuce.EnginePublisher;
import trader.redis.lettuce.RequestTail;
import trader.registry.AuditReport;
import trader.registry.JournalPosition;
import trader.registry.Registry;
import trader.registry.RegistrySettings;
import trader.venues.MarketFeed;
import trader.venues.Venue;
import trader.venues.VenueRuntime;
import trader.venues.paper.PaperSettings;
import trader.venues.paper.PaperVenue;

/** One engine, put together from its settings: running from {@link #start} until {@link #close}. */
public final class Engine implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

  /** By then a start is over, which has better things to do. */
  private static final Duration REHEARSE = Duration.ofSeconds(2);

  /** Enough for the runtime's optimizing compiler to have had its turn, also on one processor. */
  private static final int REHEARSED_ORDERS = 30_000;

  /** How long after that it may still compile before it has to make way for everything else. */
  private static final Duration COMPILED = Duration.ofSeconds(5);

  private static final Duration TICK = Duration.ofMillis(50);
  private static final Duration PUBLISH = Duration.ofMillis(200);
  private static final Duration SUMMARY = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration RECONCILE_PATIENCE = Duration.ofSeconds(10);
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(30);
  private static final Duration FAREWELL = Duration.ofMillis(500);
  private final EngineSettings settings;
  private final MultiThreadIoEventLoopGroup group;
  private final EventLoop eventLoop;
  private final JournalFolder folder;
  private final Gates gates;
  private final EngineLoop loop;
  private final EngineMetrics metrics;
  private final Reporting reporting;
  private final EnginePublisher publisher;
  private final ControlWatcher watcher;
  private final RequestTail requests;
  private final Adapters.Adapter adapter;
  private final Registry registry;
  private final MarketFeed feed;
  private final Optional<EngineBooks> books;
  private final ControlBridge bridge;
  private final LongSupplier nanoTime;
  private final InstantSource wall;
  private volatile @Nullable Warmth warmth;
  private final List<ScheduledFuture<?>> periodic = new ArrayList<>();
  private final List<Venue> venues = new ArrayList<>();
  private volatile int violations;

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
    folder = JournalFolder.open(settings.dataDir());
    folder.readUpTo(JournalPosition.NONE);
    Recovery.Found found = Recovery.from(folder);
    EngineClock clock = new EngineClock(wall);
    long session = folder.nextSession(startedAt.getEpochSecond());
    group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    eventLoop = group.next();
    gates = new Gates(nanoTime);
    metrics =
        new EngineMetrics(
            settings.instruments().getFirst().venue().toLowerCase(java.util.Locale.ROOT));
    publisher = EnginePublisher.start(settings.redis(), name, wall);
    reporting = new Reporting(publisher, metrics, wall, name);
    JournalWriter journal = new JournalWriter(folder, session);
    ControlEvent.Configured first =
        new ControlEvent.Configured(clock.micros(), coreSettings(settings, session));
    loop =
        new EngineLoop(
            first,
            strategies,
            journal,
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
    loop.onLoop(
        () -> loop.begin(first, new ControlEvent.Restored(clock.micros(), found.checkpoint())));
    found.damage().ifPresent(damage -> loop.onLoop(() -> stopForDamage(clock, damage)));
    reporting.escalatesTo(
        (reason, why) -> loop.post(at -> new ControlEvent.Escalated(at, reason, why)));
    registry =
        Registry.start(
            registrySettings(settings),
            new FolderTail(folder, journal),
            wall,
            this::audited,
            SystemPriority.niceThreads("registry"));
    publisher.exposuresTo(new ExposureBridge(loop, nanoTime));
    RegistryMetrics.bind(metrics.registry(), registry);
    VenueRuntime runtime = new VenueRuntime(eventLoop, loop, clock::micros, random, metrics);
    adapter = Adapters.open(settings.marketVenue(), runtime, settings.reach().looksOnly());
    feed = adapter.feed(settings.instruments());
    books = EngineBooks.start(settings, adapter, clock::micros, metrics);
    PaperVenue paper =
        new PaperVenue(
            eventLoop,
            loop,
            clock::micros,
            PaperSettings.of(settings.quoteAsset(), settings.paperCash()),
            found.checkpoint());
    loop.observedBy(paper::observe);
    loop.onLoop(() -> startVenues(paper));
    bridge = new ControlBridge(loop, gates, settings.color(), settings.controlKey(), nanoTime);
    watcher = ControlWatcher.start(settings.redis(), name, wall, bridge);
    requests =
        RequestTail.start(
            settings.redis(), name, RequestTail.OLDEST, new Requests(loop, settings.controlKey()));
    metrics.show(reporting::latest);
    metrics.showLag(clock::micros);
    metrics.showBridges(watcher::counters, publisher::counters);
    every(TICK, () -> loop.accept(new ControlEvent.Tick(clock.micros())));
    every(PUBLISH, this::publish);
    every(SUMMARY, this::summarize);
    periodic.add(
        eventLoop.schedule(
            () -> rehearse(first.settings(), strategies, clock),
            REHEARSE.toMillis(),
            TimeUnit.MILLISECONDS));
  }

  /** Beside the loop, which it shares nothing with but the compiled code, until it keeps warm. */
  private void rehearse(
      ControlEvent.CoreSettings core, StrategyFactory strategies, EngineClock clock) {
    SystemPriority.niceThreads("rehearsal")
        .newThread(() -> {
          // The live account last: what is compiled then is what it needs.
          for (Account account : List.of(Account.PAPER, Account.LIVE)) {
            Rehearsal rehearsal = new Rehearsal(account, core, strategies);
            int orders = rehearsal.run(REHEARSED_ORDERS);
            LOG.info("REHEARSED account={} orders={}", account.text(), orders);
            if (account == Account.LIVE && !eventLoop.isShuttingDown()) {
              eventLoop.execute(() -> keepWarm(rehearsal, core.barMicros(), clock));
              var _ =
                  eventLoop.schedule(
                      CompilerThreads::makeIdle, COMPILED.toMillis(), TimeUnit.MILLISECONDS);
            }
          }
        })
        .start();
  }

  private void keepWarm(Rehearsal rehearsal, long barMicros, EngineClock clock) {
    for (Venue venue : venues) {
      if (venue.account() == Account.LIVE) {
        Warmth kept = new Warmth(eventLoop, clock, rehearsal, venue, barMicros);
        warmth = kept;
        kept.step();
      }
    }
  }

  private void startVenues(PaperVenue paper) {
    loop.use(paper);
    paper.start();
    venues.add(paper);
    if (settings.marketVenue().keys().isPresent()) {
      Venue venue = adapter.venue();
      loop.use(venue);
      venue.start();
      venues.add(venue);
    }
    feed.start();
  }

  /** Engines of another venue or color may log to the same folder, each to a trail of its own. */
  private static RegistrySettings registrySettings(EngineSettings settings) {
    VenueName venue = settings.marketVenue().venue();
    String trail =
        "orders"
            + (venue == VenueName.BINANCE_SPOT ? "" : "-" + venue.text())
            + (settings.color() == Color.BLUE ? "" : "-" + settings.color().text())
            + ".jsonl";
    return RegistrySettings.in(settings.dataDir(), settings.logDir())
        .withTrail(settings.logDir().resolve(trail));
  }

  /** Hears of audits on the registry's thread; the core is told where something changed. */
  private void audited(AuditReport report) {
    int before = violations;
    violations = report.violationsTotal();
    if (violations != before) {
      String why = String.join("; ", report.details());
      loop.post(at -> new ControlEvent.Audited(at, report.violationsTotal(), why));
    }
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

  /** What was lost is unknown, and unknown means stop, until a person has compared. */
  private void stopForDamage(EngineClock clock, String damage) {
    long at = clock.micros();
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
    if (bridge.lastReading().isEmpty()) {
      return Optional.of("Redis at " + settings.redis() + " has not been read yet");
    }
    int found = violations;
    if (found > 0) {
      return Optional.of(
          "the audit of trades.db found "
              + found
              + " violations, so no new risk is taken; look for REGISTRY_AUDIT_REPORT in the log");
    }
    return reporting.latest().isEmpty()
        ? Optional.of("no state has been published yet")
        : Optional.empty();
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
    return books;
  }

  /** The loop, to bring it events. */
  public EngineLoop loop() {
    return loop;
  }

  /**
   * Throws the kill switch without Redis: the gate closes on the calling thread, then the core is
   * told. Waits for the core's acknowledgement; empty where it does not come in time, while the
   * gate is closed all the same.
   */
  public Optional<Acknowledgement> kill(String commandId, Reason reason, String actor, String why) {
    long seenNanos = nanoTime.getAsLong();
    long ticket = gates.lowerEarly(GateLevel.CLOSED, seenNanos);
    CompletableFuture<Acknowledgement> answer = reporting.await(commandId);
    loop.post(at -> new ControlEvent.Killed(at, at, ticket, commandId, reason, actor, why));
    try {
      return Optional.of(answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      reporting.forget(commandId);
    }
  }

  /**
   * Compares the live account with the venue's. Answers the report once it is done; empty where it
   * is not done in time, while it goes on all the same. The same {@code commandId} is answered the
   * first one's report. Throws {@link IllegalStateException} where no live account is traded.
   */
  public Optional<ReconciliationReport> reconcile(String commandId, String actor) {
    if (!settings.reach().liveAccount()) {
      throw new IllegalStateException(
          "this engine trades on paper, so there is no account at the venue to compare with: "
              + settings.reach().line());
    }
    CompletableFuture<ReconciliationReport> answer = reporting.awaitReconciled(commandId);
    loop.post(at -> {
      reporting.reconcileAsked(commandId);
      return new ControlEvent.ReconcileRequested(at, commandId, actor);
    });
    try {
      return Optional.of(answer.get(RECONCILE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /**
   * Closes a position, or all, with their orders. Answers once the venue has confirmed it; empty
   * where that is not so in time, while it goes on all the same.
   */
  public Optional<Acknowledgement> closePositions(
      String commandId, Optional<InstrumentId> instrument, String actor, String why) {
    return asked(
        commandId,
        CLOSE_PATIENCE,
        at ->
            new ControlEvent.CloseRequested(at, commandId, instrument, actor, why, wall.instant()));
  }

  /** Takes a position that is not ours into the books and protects it; answers as a close does. */
  public Optional<Acknowledgement> importPosition(
      String commandId,
      InstrumentId instrument,
      Optional<BigDecimal> qty,
      Optional<BigDecimal> stopPrice,
      String actor,
      String why) {
    return asked(
        commandId,
        CLOSE_PATIENCE,
        at ->
            new ControlEvent.ImportPosition(
                at, commandId, instrument, qty, stopPrice, actor, why, wall.instant()));
  }

  /**
   * Orders what an operator asks for: a purchase within every rail, which at a real exchange waits
   * for a person's approval, or the sale of a whole position. Answers once the venue has; empty
   * where that is not so in time, while the order may still reach it.
   *
   * @param qty in the base asset; empty where {@code quote} says it, or all is to be sold
   * @param quote the same by its worth in the quote asset
   */
  public Optional<Acknowledgement> order(
      String commandId,
      InstrumentId instrument,
      Side side,
      Optional<BigDecimal> qty,
      Optional<BigDecimal> quote,
      String actor,
      String why) {
    return asked(
        commandId,
        CLOSE_PATIENCE,
        at ->
            new ControlEvent.OrderRequested(
                at,
                commandId,
                instrument,
                side,
                qty,
                quote,
                settings.reach().reachesRealVenue(),
                actor,
                why,
                wall.instant()));
  }

  private Optional<Acknowledgement> asked(
      String commandId, Duration patience, LongFunction<Event> event) {
    CompletableFuture<Acknowledgement> answer = reporting.awaitComplete(commandId);
    loop.post(event);
    try {
      return Optional.of(answer.get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      reporting.forget(commandId);
    }
  }

  /** Closes the gate, cancels entries, tells Redis, and ends the process' part in it all. */
  @Override
  public void close() {
    gates.lowerEarly(GateLevel.CLOSED, nanoTime.getAsLong());
    watcher.close();
    requests.close();
    loop.post(at -> new ControlEvent.Stopping(at, "the process was asked to stop"));
    awaitNoEntries();
    eventLoop
        .submit(() -> reporting.publish(loop.state(), exposure()))
        .awaitUninterruptibly(PATIENCE.toMillis());
    periodic.forEach(task -> task.cancel(false));
    books.ifPresent(EngineBooks::close);
    Warmth kept = warmth;
    if (kept != null) {
      kept.close();
    }
    eventLoop.submit(feed::close).awaitUninterruptibly(PATIENCE.toMillis());
    eventLoop
        .submit(() -> loop.close(() -> "asked to stop"))
        .awaitUninterruptibly(PATIENCE.toMillis());
    eventLoop.submit(() -> venues.forEach(Venue::close)).awaitUninterruptibly(PATIENCE.toMillis());
    registry.close();
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(PATIENCE.toMillis());
    adapter.close();
    publisher.close();
    folder.close();
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

  private void summarize() {
    long begun = nanoTime.getAsLong();
    EngineState state = loop.state();
    reporting.summarize(state, loop.eventCount(), (nanoTime.getAsLong() - begun) / 1_000);
  }

  private void every(Duration period, Runnable task) {
    periodic.add(
        eventLoop.scheduleAtFixedRate(
            () -> {
              try {
                task.run();
              } catch (Throwable e) {
                // One that escaped would end the task for good, and nobody would notice.
                LOG.error("INVARIANT_VIOLATION a periodic task failed", e);
              }
            },
            period.toMillis(),
            period.toMillis(),
            TimeUnit.MILLISECONDS));
  }
}
