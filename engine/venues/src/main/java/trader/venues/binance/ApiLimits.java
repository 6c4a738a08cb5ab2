package trader.venues.binance;

import java.time.Duration;
import tools.jackson.databind.JsonNode;
import trader.venues.net.RateLimits;
import trader.venues.net.ServerClock;

/** What answers on a WebSocket API say of the venue's limits. */
public final class ApiLimits {
  private static final int TOO_MANY = 429;
  private static final int BANNED = 418;
  private static final long SILENCE_WHERE_NONE_IS_NAMED_MICROS = 10_000_000;

  private final RateLimits limits;
  private final ServerClock clock;

  /** Tells {@code limits}; {@code clock} is that by which the venue says until when. */
  public ApiLimits(RateLimits limits, ServerClock clock) {
    this.limits = limits;
    this.clock = clock;
  }

  /** Takes over the counts of an answer, and the silence that a refusal asks for. */
  public void heed(JsonNode answer) {
    for (JsonNode limit : answer.path("rateLimits")) {
      int count = limit.path("count").asInt(0);
      if (limit.path("rateLimitType").asString("").equals("ORDERS")) {
        ordersUsed(limit, count);
      } else if (limit.path("rateLimitType").asString("").equals("REQUEST_WEIGHT")) {
        limits.usedWeight(count);
      }
    }
    int status = answer.path("status").asInt(0);
    if (status == TOO_MANY || status == BANNED) {
      block(answer.path("error"));
    }
  }

  private void ordersUsed(JsonNode limit, int count) {
    String unit = limit.path("interval").asString("?");
    int units = limit.path("intervalNum").asInt(1);
    String name = units + unit.substring(0, 1);
    Duration each =
        switch (unit) {
          case "SECOND" -> Duration.ofSeconds(1);
          case "MINUTE" -> Duration.ofMinutes(1);
          case "DAY" -> Duration.ofDays(1);
          default -> Duration.ZERO;
        };
    int most = limit.path("limit").asInt(0);
    if (each.isZero() || most == 0) {
      limits.usedOrders(name, count);
    } else {
      limits.usedOrders(name, units * each.toMillis() * 1_000, count, most);
    }
  }

  private void block(JsonNode error) {
    JsonNode until = error.path("data").path("retryAfter");
    long micros =
        until.isNumber()
            ? Math.max(0, until.asLong() * 1_000 - clock.nowMicros())
            : SILENCE_WHERE_NONE_IS_NAMED_MICROS;
    if (error.path("code").asInt(0) == ErrorCodes.TOO_MANY_ORDERS) {
      limits.blockOrders(micros);
    } else {
      limits.blockCalls(micros);
    }
  }
}
