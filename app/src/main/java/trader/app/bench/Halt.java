package trader.app.bench;

import java.util.Arrays;
import java.util.List;

/**
 * One halt, by the machine's monotonic clock, which all processes share.
 *
 * @param setNanos before the SET was written
 * @param acknowledgedNanos when its acknowledgement had been read
 * @param resumedNanos before the grant that ended it was written
 */
record Halt(long setNanos, long acknowledgedNanos, long resumedNanos) {

  /**
   * From the SET until the gates were closed and drained. Throws {@link IllegalStateException}
   * where they were not before the halt ended.
   */
  long closedAfter(long[] closings) {
    int at = Arrays.binarySearch(closings, setNanos);
    int next = at < 0 ? -at - 1 : at;
    if (next == closings.length || closings[next] > resumedNanos) {
      throw new IllegalStateException("a halt was acknowledged whose gate was never closed");
    }
    return closings[next] - setNanos;
  }

  /** The orders that arrived while it was acknowledged. */
  List<TradingRig.Received> arrived(List<TradingRig.Received> orders) {
    return orders.stream()
        .filter(order -> order.nanos() > acknowledgedNanos && order.nanos() < resumedNanos)
        .toList();
  }
}
