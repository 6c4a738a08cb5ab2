package trader.app.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import trader.engine.system.CompilerThreads;
import trader.engine.system.SystemPriority;

/**
 * From {@code SET mode halt} by a raw client until the engine's gates are closed and drained, while
 * the market flows and orders are sent.
 */
final class HaltBench implements Benchmark {
  private static final int BAR_MILLIS = 20;
  private static final int TRADES_PER_SECOND = 5_000;
  private static final long SEED = 7;
  private static final long LEAST_PAUSE_MICROS = 5_000;
  private static final int PAUSE_SPREAD_MICROS = 20_000;
  private static final Duration AFTER_ACK = Duration.ofMillis(3);
  private static final double P99_MICROS = 1_000;
  private static final double P999_MICROS = 5_000;

  @Override
  public String name() {
    return "halt";
  }

  @Override
  public String what() {
    return "SET mode halt by a raw client until the gate is closed and drained";
  }

  @Override
  public Size size() {
    return new Size(2_000, 500);
  }

  @Override
  public Report run(Run run) {
    Size size = run.size();
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    List<Halt> halts = new ArrayList<>();
    long[] pushes = new long[size.samples()];
    try (TradingRig rig =
            new TradingRig(new TradingRig.Plan(BAR_MILLIS, TRADES_PER_SECOND, 0), run.clock());
        RawPush push = new RawPush(rig.redisPort());
        Halter halter = new Halter(rig.redisPort(), rig.grants())) {
      CompilerThreads.makeIdle();
      SystemPriority.makeUrgent();
      halter.beginTrading();
      int all = size.warmUp() + size.samples();
      for (int i = 0; i < all; i++) {
        pause(LEAST_PAUSE_MICROS + random.nextInt(PAUSE_SPREAD_MICROS));
        long pushed = push.measure();
        pause(LEAST_PAUSE_MICROS + random.nextInt(PAUSE_SPREAD_MICROS));
        Halt halt = halter.haltAndResume(AFTER_ACK);
        if (i >= size.warmUp()) {
          pushes[i - size.warmUp()] = pushed;
          halts.add(halt);
        }
        if ((i + 1) % 500 == 0) {
          run.progress().accept((i + 1) + " of " + all + " halts");
        }
      }
      return report(halts, pushes, rig);
    }
  }

  private Report report(List<Halt> halts, long[] pushes, TradingRig rig) {
    List<TradingRig.Received> orders = rig.received();
    long[] closings = rig.samples(EngineUnderTest.CLOSINGS);
    long[] closed = halts.stream().mapToLong(halt -> halt.closedAfter(closings)).toArray();
    long[] acknowledged =
        halts.stream().mapToLong(halt -> halt.acknowledgedNanos() - halt.setNanos()).toArray();
    Figures figures = Figures.micros(closed);
    Map<String, Object> config = new LinkedHashMap<>(rig.config());
    List<String> entries = new ArrayList<>();
    List<String> sales = new ArrayList<>();
    List<String> stops = new ArrayList<>();
    for (Halt halt : halts) {
      for (TradingRig.Received order : halt.arrived(orders)) {
        String text = order.text(halt.acknowledgedNanos());
        (order.buys() ? entries : order.stops() ? stops : sales).add(text);
      }
    }
    config.put("orders_received_in_all", orders.size());
    config.put("entries_received_after_acknowledgement", entries);
    config.put("exits_received_after_acknowledgement", sales);
    config.put("protective_stops_received_after_acknowledgement", stops);
    config.put("driver", "halts at random instants, 10 to 50 ms apart, seed " + SEED);
    return new Report(
        name(),
        new Report.Row("SET until closed and drained", figures),
        new Report.Row("raw push of the same Redis", Figures.micros(pushes)),
        List.of(
            new Report.Row("SET until acknowledged in engine.acks", Figures.micros(acknowledged))),
        List.of(
            Report.Goal.atMost("p99", "us", P99_MICROS, figures.p99()),
            Report.Goal.atMost("p99.9", "us", P999_MICROS, figures.p999()),
            Report.Goal.atMost(
                "entries and exits received after an acknowledgement",
                "",
                0,
                entries.size() + sales.size())),
        config);
  }

  private static void pause(long micros) {
    long end = System.nanoTime() + micros * 1_000;
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
