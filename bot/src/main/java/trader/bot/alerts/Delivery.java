package trader.bot.alerts;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.bot.chat.Hearing;
import trader.commands.desk.Desk;
import trader.commands.people.Operators;
import trader.redis.DeskStore;
import trader.redis.StoreUnavailableException;

/**
 * Tells people what they have to know: each outlet on a thread of its own, and one more that sees
 * to duty, escalation, reports and whether the bot itself still hears and speaks.
 */
public final class Delivery implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
  private static final Duration LAST_MESSAGE = Duration.ofSeconds(3);

  private final List<OutletRunner> runners;
  private final Duty duty;
  private final Escalator escalator;
  private final Watch watch;
  private final Bulletins bulletins;
  private final Duration every;
  private final Clock clock;
  private final ScheduledExecutorService ticks =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("alerts-tick").factory());

  /**
   * What delivery is told.
   *
   * @param levels how much is made of which alert
   * @param digestEvery the time between two digests, where they are wanted
   * @param holder names this process among other bots before the same Redis
   */
  public record Settings(
      AlertLevels levels, Optional<Duration> digestEvery, DeliveryOptions options, String holder) {}

  private Delivery(
      List<OutletRunner> runners,
      Duty duty,
      Escalator escalator,
      Watch watch,
      Bulletins bulletins,
      Duration every,
      Clock clock) {
    this.runners = runners;
    this.duty = duty;
    this.escalator = escalator;
    this.watch = watch;
    this.bulletins = bulletins;
    this.every = every;
    this.clock = clock;
  }

  /**
   * Starts it.
   *
   * @param desk is read for reports
   * @param store waits for nothing else's calls
   * @param alarms are told past Redis from now on, where it does not answer
   */
  public static Delivery start(
      List<Outlet> outlets,
      List<Hearing> hearings,
      Desk desk,
      DeskStore store,
      Operators.Source people,
      Alarms alarms,
      Settings settings,
      MeterRegistry registry,
      Clock clock) {
    Duty duty = new Duty(store, settings.holder(), clock);
    List<OutletRunner> runners =
        outlets.stream()
            .map(outlet ->
                new OutletRunner(
                    outlet,
                    store,
                    settings.levels(),
                    settings.options(),
                    duty::mine,
                    () -> desk.situation().reachesRealVenue(),
                    registry,
                    clock))
            .toList();
    alarms.reach(runners);
    Delivery delivery =
        new Delivery(
            runners,
            duty,
            new Escalator(store, people, settings.levels(), runners),
            new Watch(store, hearings, runners, alarms, settings.options(), registry, clock),
            new Bulletins(
                store,
                runners,
                new ReportPages(desk, store),
                settings.digestEvery(),
                clock.instant()),
            settings.options().tick(),
            clock);
    delivery.run();
    return delivery;
  }

  private void run() {
    runners.forEach(OutletRunner::start);
    var _ = ticks.scheduleWithFixedDelay(this::tick, 0, every.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void tick() {
    Instant now = clock.instant();
    duty.step();
    // Deafness is this process's own, whoever is on duty.
    guarded("the watch", () -> watch.step(now));
    if (duty.mine()) {
      guarded("escalation", () -> escalator.step(now));
      guarded("reports", () -> bulletins.step(now));
    } else {
      escalator.standDown();
    }
  }

  /** A fault in one part stops neither the others nor the next tick. */
  private static void guarded(String what, Runnable step) {
    try {
      step.run();
    } catch (StoreUnavailableException _) {
      // Told once by the watch.
    } catch (RuntimeException e) {
      LOG.error("{} met a fault of ours and goes on", what, e);
    }
  }

  /** Stops; what was not told is told by whoever starts next. */
  @Override
  public void close() {
    ticks.shutdownNow();
    runners.forEach(OutletRunner::close);
    try {
      for (OutletRunner runner : runners) {
        runner.join(LAST_MESSAGE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    duty.giveUp();
  }
}
