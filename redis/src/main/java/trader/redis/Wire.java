package trader.redis;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a store sends commands, whichever client library does it. Replies are {@link String}, {@link
 * Long}, a {@link List} of replies, or null, as in RESP2. Connects on first use and again after a
 * failure; every method throws {@link StoreUnavailableException} where no answer came in time and
 * {@link RedisRefusedException} where the answer was an error.
 */
public interface Wire extends AutoCloseable {

  /** Sends one command and waits for its reply, {@code patience} longer than usual. */
  @Nullable Object send(Call call, Duration patience);

  /**
   * Sends several commands in one go and answers their replies in order; an error among them is
   * thrown after all have been answered.
   */
  List<@Nullable Object> sendAll(List<Call> calls);

  /** Whether keys may live on different servers, so that commands on several are not atomic. */
  boolean clustered();

  /** The address without its password. */
  String address();

  /** Sends one command and waits for its reply. */
  default @Nullable Object send(Call call) {
    return send(call, Duration.ZERO);
  }

  @Override
  void close();
}
