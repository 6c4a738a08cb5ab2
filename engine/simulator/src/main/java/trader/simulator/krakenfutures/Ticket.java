package trader.simulator.krakenfutures;

import org.jspecify.annotations.Nullable;

/**
 * What the venue calls an order beyond what matching knows of it.
 *
 * @param id the venue's id
 * @param clientId the client's id as sent, if any
 * @param type as sent, such as {@code lmt}
 * @param signal what sets a waiting order off, as sent
 */
record Ticket(String id, @Nullable String clientId, String type, String signal) {
  /** Whether it waits for a trigger. */
  boolean isTrigger() {
    return switch (type) {
      case "stp", "take_profit", "trailing_stop" -> true;
      default -> false;
    };
  }
}
