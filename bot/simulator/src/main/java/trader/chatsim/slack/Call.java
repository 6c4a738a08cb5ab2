package trader.chatsim.slack;

import java.time.Instant;
import java.util.Map;

/**
 * A call of the app.
 *
 * @param nanos the same moment on {@link System#nanoTime}'s clock
 * @param params what it sent, without its token
 */
public record Call(Instant at, long nanos, String method, Map<String, String> params) {}
