package trader.simulator.binance;

/**
 * How much a client may ask for.
 *
 * @param weightPerMinute request weight a minute and address
 * @param ordersPerTenSeconds unfilled orders in ten seconds of an account
 * @param ordersPerDay unfilled orders a day of an account; of futures, a minute
 * @param rawRequestsPerFiveMinutes requests in five minutes of an address
 * @param connectsPerFiveMinutes WebSocket connects in five minutes of an address
 * @param streamMessagesPerSecond incoming messages of a market stream connection
 */
public record Limits(
    int weightPerMinute,
    int ordersPerTenSeconds,
    int ordersPerDay,
    int rawRequestsPerFiveMinutes,
    int connectsPerFiveMinutes,
    int streamMessagesPerSecond) {

  /** What the venue documents. */
  public static Limits documented() {
    return new Limits(6_000, 50, 160_000, 61_000, 300, 5);
  }

  /** What the venue documents of futures; its longer window of orders is a minute. */
  public static Limits futures() {
    return new Limits(2_400, 300, 1_200, 1_000_000_000, 300, 10);
  }

  /** None that a test or a measurement would meet. */
  public static Limits none() {
    int most = 1_000_000_000;
    return new Limits(most, most, most, most, most, most);
  }
}
