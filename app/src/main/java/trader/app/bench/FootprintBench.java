package trader.app.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import trader.app.process.Jvm;

/**
 * How soon an engine that died is back: killed by kill -9 while it holds a position, started again,
 * until it answers, is ready, and knows from the venue that its position is protected. Also what
 * the processes weigh.
 */
final class FootprintBench implements Benchmark {
  private static final double PROTECTED_MILLIS = 1_500;
  private static final double MIB = 1 << 20;

  @Override
  public String name() {
    return "footprint";
  }

  @Override
  public String what() {
    return "an engine's start until it protects, the memory of each process, the size on disk";
  }

  @Override
  public Size size() {
    return new Size(11, 1);
  }

  @Override
  public Report run(Run run) throws InterruptedException {
    int all = run.size().warmUp() + run.size().samples();
    LongSamples up = new LongSamples();
    LongSamples ready = new LongSamples();
    LongSamples safe = new LongSamples();
    LongSamples bare = new LongSamples();
    Map<String, Object> config = new LinkedHashMap<>();
    try (RestartRig rig = new RestartRig(run.clock())) {
      run.progress().accept("waiting for a position");
      boolean holds = rig.awaitPosition();
      config.put("position", holds ? "one, with its stop at the venue" : "none came in time");
      config.put("resident_mib", rig.residentMib());
      for (int i = 0; i < all; i++) {
        KillableEngine.Recovery restart = rig.restart();
        long plain = BareJvm.nanos();
        if (i >= run.size().warmUp()) {
          up.add(restart.upNanos());
          ready.add(restart.readyNanos());
          safe.add(restart.safeNanos());
          bare.add(plain);
        }
        run.progress().accept((i + 1) + " of " + all + " restarts");
      }
    }
    Figures safeFigures = Figures.millis(safe.all());
    config.put("warm_up_restarts", run.size().warmUp());
    config.put("engine_jvm", String.join(" ", Jvm.cached("engine", Jvm.engine())));
    config.put("state_is_published_every", "200 ms, which is the grain of the first row");
    config.put("jars_on_disk_mib", Math.round(jars() / MIB));
    return new Report(
        name(),
        new Report.Row(
            "kill -9 and start until the position is known to be protected", safeFigures),
        new Report.Row("a bare JVM: java -version, start to end", Figures.millis(bare.all())),
        List.of(
            new Report.Row("start until HTTP answers", Figures.millis(up.all())),
            new Report.Row("start until /readyz says 200", Figures.millis(ready.all()))),
        List.of(
            Report.Goal.atMost("p50 until protected", "ms", PROTECTED_MILLIS, safeFigures.p50())),
        config);
  }

  private static double jars() {
    return Stream.of(System.getProperty("java.class.path").split(":"))
        .map(Path::of)
        .filter(Files::isRegularFile)
        .mapToDouble(file -> file.toFile().length())
        .sum();
  }
}
