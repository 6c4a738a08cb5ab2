package trader.app.bench;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How fast market frames, as they leave the WebSocket, become what the core has taken, and depth a
 * book of 1,000 levels; on one thread, by the code that the engine runs.
 */
final class DecodeBench implements Benchmark {
  private static final double FRAMES_PER_SECOND = 500_000;

  @Override
  public String name() {
    return "decode";
  }

  @Override
  public String what() {
    return "market frames decoded and taken by the core or a book of 1,000 levels, frames a second";
  }

  @Override
  public Size size() {
    return new Size(60, 60);
  }

  @Override
  public Report run(Run run) {
    Size size = run.size();
    List<DecodeLane> lanes = DecodeLane.all(RecordedFrames.fromEnvironment());
    DecodeLane scan = DecodeLane.scan(lanes.getFirst());
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("n", "laps of a lane, each with a fresh core or book; rate_per_s are frames");
    config.put("warm_up_laps", size.warmUp());
    config.put(
        "in_the_loop",
        "decoding, the event made, and Core.on with the trend strategy and its bars of a minute;"
            + " for depth the book, its numbering or its checksum, and no core");
    config.put("baseline", "jackson's parser over every token of the first lane's frames");
    config.put("recorded", RecordedFrames.where());
    List<Report.Row> rows = new ArrayList<>();
    List<Report.Goal> goals = new ArrayList<>();
    for (DecodeLane lane : lanes) {
      run.progress().accept(lane.name());
      Figures figures = lane.measure(size);
      rows.add(new Report.Row(lane.name(), figures));
      if (lane.judged()) {
        goals.add(
            Report.Goal.atLeast(
                lane.name() + ": frames/s", FRAMES_PER_SECOND, figures.ratePerSecond().orElse(0)));
      }
      config.put(lane.name(), lane.shown());
    }
    config.put("jvm", String.join(" ", ManagementFactory.getRuntimeMXBean().getInputArguments()));
    return new Report(
        name(),
        rows.getFirst(),
        new Report.Row(scan.name(), scan.measure(size)),
        rows.subList(1, rows.size()),
        goals,
        config);
  }
}
