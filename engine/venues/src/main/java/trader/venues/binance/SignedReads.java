package trader.venues.binance;

import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import trader.venues.net.AccountReadings;
import trader.venues.net.RestAnswer;
import trader.venues.net.ServerClock;

/** The signed calls of one reading of the account; the first that fails ends the reading. */
public final class SignedReads {
  private final BinanceRest rest;
  private final ServerClock clock;
  private final Consumer<AccountReadings.Result> done;

  /** {@code done} hears of the call that fails. */
  public SignedReads(BinanceRest rest, ServerClock clock, Consumer<AccountReadings.Result> done) {
    this.rest = rest;
    this.clock = clock;
    this.done = done;
  }

  /** Makes a call, and hands on what {@code read} finds in its answer. */
  public <T> void get(
      String call, String path, String query, Function<JsonNode, T> read, Consumer<T> then) {
    rest.getSigned(
        call,
        path,
        query,
        clock.timestampMillis(),
        answer -> {
          if (answer instanceof RestAnswer.Refused refused && refused.code() == ErrorCodes.CLOCK) {
            clock.syncAgain(RestAnswer::why);
          }
          AccountReadings.take(call, answer, RestAnswer::why, read, then, done);
        });
  }
}
