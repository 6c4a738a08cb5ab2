package trader.app.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import trader.app.process.Jvm;

/**
 * How soon an engine with much to find again has found it: killed by kill -9, started anew, until
 * its account is compared with the venue's and each of its positions has its stop there.
 */
final class RecoveryBench implements Benchmark {
  private static final double GOAL_MILLIS = 5_000;

  @Override
  public String name() {
    return "recovery";
  }

  @Override
  public String what() {
    return "kill -9 until reconciled and protected, "
        + RecoveryRig.POSITIONS
        + " open orders, "
        + RecoveryRig.HISTORY
        + " before them";
  }

  @Override
  public Size size() {
    return new Size(25, 1);
  }

  @Override
  public boolean atEveryVenue() {
    return true;
  }

  @Override
  public Report run(Run run) throws InterruptedException {
    // With a few samples the rig is what is tried, not the engine.
    int history = Math.min(RecoveryRig.HISTORY, 500 * run.size().samples());
    int all = run.size().warmUp() + run.size().samples();
    LongSamples up = new LongSamples();
    LongSamples ready = new LongSamples();
    LongSamples safe = new LongSamples();
    LongSamples bare = new LongSamples();
    Map<String, Object> config = new LinkedHashMap<>();
    try (RecoveryRig rig = new RecoveryRig(run.venue(), run.clock())) {
      run.progress().accept("making a history of " + history + " orders");
      rig.makeHistory(history);
      run.progress().accept("waiting for " + RecoveryRig.POSITIONS + " positions with a stop each");
      rig.hold();
      config.put("venue", run.venue().text());
      config.put("open_orders_at_the_venue", rig.openOrders());
      config.put("orders_before", rig.ordersBefore());
      config.put("journal_mib", rig.journalMib());
      for (int i = 0; i < all; i++) {
        KillableEngine.Recovery recovery = rig.recover();
        long plain = BareJvm.nanos();
        if (i >= run.size().warmUp()) {
          up.add(recovery.upNanos());
          ready.add(recovery.readyNanos());
          safe.add(recovery.safeNanos());
          bare.add(plain);
        }
        run.progress().accept((i + 1) + " of " + all + " kills");
      }
    }
    Figures figures = Figures.millis(safe.all());
    config.put("warm_up_kills", run.size().warmUp());
    config.put("processes", "redis-server, engine; the simulated exchange is in this driver");
    config.put("engine_jvm", String.join(" ", Jvm.cached("engine", Jvm.engine())));
    config.put("state_is_published_every", "200 ms, which is the grain of the first row");
    return new Report(
        name(),
        new Report.Row("kill -9 until reconciled and every position protected", figures),
        new Report.Row("a bare JVM: java -version, start to end", Figures.millis(bare.all())),
        List.of(
            new Report.Row("until HTTP answers", Figures.millis(up.all())),
            new Report.Row("until /readyz says 200", Figures.millis(ready.all()))),
        List.of(Report.Goal.atMost("max", "ms", GOAL_MILLIS, figures.max())),
        config);
  }
}
