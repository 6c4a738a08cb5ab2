package trader.app.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * From a market frame that the engine's socket has received to the bytes of the order it leads to,
 * handed to the operating system.
 */
final class TickToOrderBench implements Benchmark {
  private static final int BAR_MILLIS = 10;
  private static final int TRADES_PER_SECOND = 5_000;
  private static final int ECHOES = 20_000;
  private static final double P50_MICROS = 50;
  private static final double P99_MICROS = 1_000;
  private static final Duration PATIENCE = Duration.ofMinutes(20);

  @Override
  public String name() {
    return "tick-to-order";
  }

  @Override
  public String what() {
    return "a market frame received until its order's bytes are on the socket";
  }

  @Override
  public Size size() {
    return new Size(10_000, 5_000);
  }

  @Override
  public Report run(Run run) throws InterruptedException {
    Size size = run.size();
    int all = size.warmUp() + size.samples();
    long[] orders;
    Map<String, Object> config;
    try (TradingRig rig =
        new TradingRig(new TradingRig.Plan(BAR_MILLIS, TRADES_PER_SECOND, all), run.clock())) {
      String cores = rig.partCores();
      rig.grants().letTrade();
      run.progress().accept("waiting for " + all + " orders");
      rig.awaitOrders(PATIENCE);
      orders = rig.samples(EngineUnderTest.TICK_TO_ORDER);
      config = rig.config();
      config.put("processors", cores);
    }
    int echoes = Math.min(ECHOES, 2 * size.samples());
    long[] counted = Arrays.copyOfRange(orders, size.warmUp(), all);
    Figures figures = Figures.micros(counted);
    config.put("warm_up_orders", size.warmUp());
    config.put("not_counted", "stops and exits, which a report leads to and not a market frame");
    config.put("baseline_echoes", echoes);
    return new Report(
        name(),
        new Report.Row("market frame until order bytes", figures),
        new Report.Row(
            "a frame read and 250 bytes written, same thread, plain sockets",
            Figures.micros(Echo.measure(echoes))),
        List.of(),
        List.of(
            Report.Goal.atMost("p50", "us", P50_MICROS, figures.p50()),
            Report.Goal.atMost("p99", "us", P99_MICROS, figures.p99())),
        config);
  }
}
