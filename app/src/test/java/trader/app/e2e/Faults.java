package trader.app.e2e;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import trader.engine.venue.VenueName;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;

/** What goes wrong at a venue by chance: on the way there, on the way back, and in reports. */
final class Faults {
  private Faults() {}

  /** Without end, each at a chance of a few in a hundred. */
  static List<Fault> of(VenueName venue) {
    String orders = orders(venue);
    String reports = reports(venue);
    List<Fault> faults = new ArrayList<>();
    faults.add(Fault.of(FaultKind.LOST_REQUEST).on(orders).likely(0.02));
    faults.add(Fault.of(FaultKind.LOST_REQUEST).on(orders).likely(0.02).with("silent", true));
    faults.add(Fault.of(FaultKind.LOST_ANSWER).on(orders).likely(0.02));
    faults.add(Fault.of(FaultKind.LOST_ANSWER).on(orders).likely(0.02).with("silent", true));
    faults.add(Fault.of(FaultKind.LATENCY).on(orders).likely(0.1).with("ms", 20));
    faults.add(
        Fault.of(FaultKind.LATE_ANSWER)
            .on(orders)
            .likely(0.1)
            .with("ms", 50)
            .with("jitterMs", 100));
    faults.add(Fault.of(FaultKind.DUPLICATE_REPORT).on(reports).likely(0.1));
    faults.add(Fault.of(FaultKind.REORDER_REPORT).on(reports).likely(0.1));
    faults.add(Fault.of(FaultKind.MISSING_REPORT).on(reports).likely(0.03));
    faults.add(Fault.of(FaultKind.LATE_REPORT).on(reports).likely(0.05).with("ms", 100));
    faults.add(Fault.of(FaultKind.DEPTH_GAP).likely(0.01));
    for (int second = 2; second < 3_600; second += 7) {
      faults.add(Fault.of(FaultKind.DROP_STREAM).on("user").after(Duration.ofSeconds(second)));
    }
    return faults;
  }

  private static String orders(VenueName venue) {
    return switch (venue) {
      case BINANCE_SPOT -> "order.place,order.cancel";
      case BINANCE_FUTURES -> "* /fapi/v1/order,* /fapi/v1/algoOrder,order.*,algoOrder.*";
      case KRAKEN_SPOT -> "add_order,cancel_order,amend_order";
      case KRAKEN_FUTURES -> "*/sendorder,*/cancelorder,*/editorder";
    };
  }

  private static String reports(VenueName venue) {
    return switch (venue) {
      case BINANCE_SPOT -> "executionReport";
      case BINANCE_FUTURES -> "ORDER_TRADE_UPDATE,ALGO_UPDATE,ACCOUNT_UPDATE";
      case KRAKEN_SPOT -> "executions";
      case KRAKEN_FUTURES -> "fills,open_orders";
    };
  }
}
