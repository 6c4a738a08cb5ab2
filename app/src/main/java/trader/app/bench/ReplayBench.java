package trader.app.bench;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import trader.simulator.prices.BitstampTrades;
import trader.simulator.prices.SteadyPrices;

/** How fast the core reads a journal back, with strategy and rails, deciding everything anew. */
final class ReplayBench implements Benchmark {
  private static final int RECORDED = 100_000;
  private static final int BUSY_TRADES_PER_SECOND = 1_000;
  private static final int BUSY_TRADES = 3_600 * BUSY_TRADES_PER_SECOND;
  private static final long SEED = 7;
  private static final double EVENTS_PER_SECOND = 1_000_000;

  @Override
  public String name() {
    return "replay";
  }

  @Override
  public String what() {
    return "a journal read back through core, strategy and rails, events a second";
  }

  @Override
  public Size size() {
    return new Size(40, 20);
  }

  @Override
  public Report run(Run run) {
    Size size = run.size();
    ReplayJournal recorded = ReplayJournal.of(BitstampTrades.open(), RECORDED);
    Laps<Replayer.Outcome> replay = new Laps<>(() -> Replayer.replay(recorded));
    Laps<Ta4jBacktest.Outcome> ta4j = new Laps<>(() -> Ta4jBacktest.run(recorded));
    run.progress().accept("recorded trades: replay and ta4j by turns");
    for (int lap = 0; lap < size.warmUp() + size.samples(); lap++) {
      boolean counts = lap >= size.warmUp();
      replay.lap(counts);
      ta4j.lap(counts);
    }
    run.progress().accept("a generated hour of " + BUSY_TRADES + " trades");
    int busyTrades = Math.min(BUSY_TRADES, size.samples() * RECORDED);
    ReplayJournal busy =
        ReplayJournal.of(new SteadyPrices(BUSY_TRADES_PER_SECOND, SEED), busyTrades);
    Laps<Replayer.Outcome> busyReplay = new Laps<>(() -> Replayer.replay(busy));
    int busyLaps = Math.max(2, size.samples() / 8);
    for (int lap = 0; lap < busyLaps; lap++) {
      busyReplay.lap(lap > 0);
    }
    Figures figures = replay.figures(recorded.events());
    return new Report(
        name(),
        new Report.Row("one lap of the recorded trades, from journal bytes", figures),
        new Report.Row(
            "ta4j's own backtest of the same bars and rule", ta4j.figures(recorded.events())),
        List.of(
            new Report.Row(
                "one lap of a generated busy hour, from journal bytes",
                busyReplay.figures(busy.events()))),
        List.of(
            Report.Goal.atLeast("events/s", EVENTS_PER_SECOND, figures.ratePerSecond().orElse(0))),
        config(recorded, busy, replay.outcome(), ta4j.outcome(), busyReplay.outcome(), size));
  }

  private static Map<String, Object> config(
      ReplayJournal recorded,
      ReplayJournal busy,
      Replayer.Outcome replayed,
      Ta4jBacktest.Outcome ta4j,
      Replayer.Outcome busyReplayed,
      Size size) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("n", "laps; each begins with a fresh core; rate_per_s are the journal's events");
    config.put("warm_up_laps", size.warmUp());
    config.put("lap", shown(recorded) + ", 100,000 real Bitstamp trades, bars of one minute");
    config.put("busy_lap", shown(busy) + ", generated, bars of one minute");
    config.put(
        "in_the_loop",
        "journal decoding with checksums, core, trend strategy, rails, protective stops, paper"
            + " venue; every action made to text and into a digest, the same in every lap");
    config.put("decided", replayed.toString());
    config.put("decided_busy", busyReplayed.toString());
    config.put(
        "baseline",
        "decodes the same bytes, builds the same "
            + ta4j.bars()
            + " bars, runs BarSeriesManager; took "
            + ta4j.positions()
            + " positions");
    config.put("jvm", String.join(" ", ManagementFactory.getRuntimeMXBean().getInputArguments()));
    return config;
  }

  private static String shown(ReplayJournal journal) {
    return journal.events() + " events (" + journal.bytes().remaining() / 1_000 + " kB of journal)";
  }

  /** The same work again and again, which must come out the same each time. */
  private static final class Laps<T> {
    private final Supplier<T> work;
    private final LongSamples nanos = new LongSamples();
    private java.util.Optional<T> outcome = java.util.Optional.empty();

    Laps(Supplier<T> work) {
      this.work = work;
    }

    void lap(boolean counts) {
      long begun = System.nanoTime();
      T found = work.get();
      long took = System.nanoTime() - begun;
      outcome.ifPresent(before -> {
        if (!before.equals(found)) {
          throw new IllegalStateException("one lap came out as " + before + ", one as " + found);
        }
      });
      outcome = java.util.Optional.of(found);
      if (counts) {
        nanos.add(took);
      }
    }

    T outcome() {
      return outcome.orElseThrow();
    }

    Figures figures(long eventsPerLap) {
      long[] laps = nanos.all();
      double seconds = Arrays.stream(laps).sum() / 1e9;
      return Figures.millis(laps).at(eventsPerLap * laps.length / seconds);
    }
  }
}
