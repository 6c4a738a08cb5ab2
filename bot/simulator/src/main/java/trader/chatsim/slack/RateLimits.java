package trader.chatsim.slack;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** How often the app may call: messages by channel, everything else by method. */
final class RateLimits {
  private static final double MINUTE_NANOS = Duration.ofMinutes(1).toNanos();
  private final WorkspaceOptions options;
  private final Map<String, Long> lastMessage = new HashMap<>();
  private final Map<String, Bucket> buckets = new HashMap<>();

  RateLimits(WorkspaceOptions options) {
    this.options = options;
  }

  /** Throws {@link ApiFault} {@code ratelimited} where it is too soon. */
  synchronized void message(String channel) throws ApiFault {
    long now = System.nanoTime();
    Long last = lastMessage.get(channel);
    if (last != null && now - last < options.betweenMessages().toNanos()) {
      throw ApiFault.limited(1);
    }
    lastMessage.put(channel, now);
  }

  /** Throws {@link ApiFault} {@code ratelimited} where there were too many. */
  synchronized void call(String method) throws ApiFault {
    int most = method.equals("chat.update") ? options.editsAMinute() : options.callsAMinute();
    if (!buckets.computeIfAbsent(method, _ -> new Bucket(most)).take()) {
      throw ApiFault.limited(Math.max(1, 60 / most));
    }
  }

  private static final class Bucket {
    private final int most;
    private double left;
    private long at = System.nanoTime();

    private Bucket(int most) {
      this.most = most;
      this.left = most;
    }

    private boolean take() {
      long now = System.nanoTime();
      left = Math.min(most, left + (now - at) / MINUTE_NANOS * most);
      at = now;
      if (left < 1) {
        return false;
      }
      left--;
      return true;
    }
  }
}
