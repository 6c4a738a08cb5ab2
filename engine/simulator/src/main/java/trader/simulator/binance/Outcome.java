package trader.simulator.binance;

import org.jspecify.annotations.Nullable;
import trader.simulator.net.Json;

/**
 * What a call came to.
 *
 * @param status the HTTP status
 * @param json the result, or the error object
 * @param error the error, if it was one
 * @param account whose call it was, or empty
 * @param countsOrders whether order counts are told with it
 */
public record Outcome(
    int status, CharSequence json, @Nullable ApiError error, String account, boolean countsOrders) {

  /** An error that a call of the account came to. */
  public static Outcome of(ApiError error, String account) {
    Json out = new Json();
    error.write(out);
    return new Outcome(error.status(), out.text(), error, account, false);
  }
}
