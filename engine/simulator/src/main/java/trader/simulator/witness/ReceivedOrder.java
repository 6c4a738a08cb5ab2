package trader.simulator.witness;

/**
 * An order that reached the venue, before anything was decided about it: also one that was refused,
 * or that a fault then lost.
 *
 * @param sequence its place in the order of arrival, from 1
 * @param nanoTime when its bytes had been read, by the process's monotonic clock
 * @param wallMicros the same by the wall clock, in epoch microseconds
 * @param endpoint how it came, such as {@code POST /api/v3/order} or {@code order.place}
 * @param symbol the instrument as sent, or empty
 * @param side as sent, or empty
 * @param type as sent, or empty
 * @param clientOrderId as sent, or empty
 * @param quantity as sent, or empty
 * @param price as sent, or empty
 */
public record ReceivedOrder(
    long sequence,
    long nanoTime,
    long wallMicros,
    String endpoint,
    String symbol,
    String side,
    String type,
    String clientOrderId,
    String quantity,
    String price) {}
