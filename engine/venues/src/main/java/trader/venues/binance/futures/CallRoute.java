package trader.venues.binance.futures;

import java.util.function.Consumer;
import trader.venues.binance.BinanceRest;
import trader.venues.net.RestAnswer;
import trader.venues.net.ServerClock;

/** Makes calls one way or the other: by the WebSocket API, and by REST while that is not there. */
final class CallRoute {
  private final ApiLink link;
  private final BinanceRest rest;
  private final ServerClock clock;

  CallRoute(ApiLink link, BinanceRest rest, ServerClock clock) {
    this.link = link;
    this.rest = rest;
    this.clock = clock;
  }

  void make(FuturesCalls.Call call, Consumer<RestAnswer> done) {
    make(call, left -> {}, done);
  }

  /**
   * {@code left} hears whether the call's bytes have left; by REST, which does not tell that, they
   * have when the call is over.
   */
  void make(FuturesCalls.Call call, Consumer<Boolean> left, Consumer<RestAnswer> done) {
    if (!link.call(call, left, done)) {
      rest.callSigned(
          call.verb(),
          call.name(),
          call.path(),
          call.query(),
          clock.timestampMillis(),
          answer -> {
            left.accept(true);
            done.accept(answer);
          });
    }
  }
}
