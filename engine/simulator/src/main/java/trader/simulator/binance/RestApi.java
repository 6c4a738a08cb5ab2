package trader.simulator.binance;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import trader.simulator.net.Arrivals;
import trader.simulator.net.HttpCall;
import trader.simulator.net.RequestFaults;
import trader.simulator.net.VenueClock;

/** REST as Binance has it, spot and futures alike: calls go over the desk, through the faults. */
public final class RestApi {
  private final VenueClock clock;
  private final RateLimits limits;
  private final Desk desk;
  private final RequestFaults<Outcome> faults;
  private final Arrivals arrivals;
  private final Function<String, Optional<Operation>> operations;
  private final Function<String, String> unknown;

  /**
   * One whose operations are found by method and path; {@code unknown} is the answer to a path that
   * is none.
   */
  public RestApi(
      VenueClock clock,
      RateLimits limits,
      Desk desk,
      RequestFaults<Outcome> faults,
      Arrivals arrivals,
      Function<String, Optional<Operation>> operations,
      Function<String, String> unknown) {
    this.clock = clock;
    this.limits = limits;
    this.desk = desk;
    this.faults = faults;
    this.arrivals = arrivals;
    this.operations = operations;
    this.unknown = unknown;
  }

  /** Answers a call. */
  public void call(HttpCall call) {
    String endpoint = call.endpoint();
    Optional<Operation> operation = operations.apply(endpoint);
    if (operation.isEmpty()) {
      call.answer(404, unknown.apply(call.path()));
      return;
    }
    Params params;
    try {
      params = Params.parse(call.query(), call.body());
    } catch (ApiError e) {
      answer(call, Outcome.of(e, ""));
      return;
    }
    arrivals.note(endpoint, operation.get().orders() > 0, params.asMap());
    String key = call.headers().get("X-MBX-APIKEY");
    boolean micros = "MICROSECOND".equalsIgnoreCase(call.headers().get("X-MBX-TIME-UNIT"));
    String ip = call.ip();
    String payload = Signatures.restPayload(call.query(), call.body());
    faults.run(
        endpoint,
        ip,
        call.channel().eventLoop(),
        () -> desk.run(operation.get(), params, key, payload, ip, micros),
        outcome -> answer(call, outcome),
        call::hangUp);
  }

  private void answer(HttpCall call, Outcome outcome) {
    Map<CharSequence, Object> headers = new LinkedHashMap<>();
    long now = clock.micros();
    int weight = limits.weight(call.ip(), now);
    headers.put("x-mbx-used-weight", weight);
    headers.put("x-mbx-used-weight-1m", weight);
    if (outcome.countsOrders()) {
      headers.put("x-mbx-order-count-10s", limits.ordersInTenSeconds(outcome.account(), now));
      headers.put(
          "x-mbx-order-count-1" + limits.longUnit(), limits.ordersInDay(outcome.account(), now));
    }
    ApiError error = outcome.error();
    if (error != null && error.retryAfterSeconds() >= 0) {
      headers.put(HttpHeaderNames.RETRY_AFTER, error.retryAfterSeconds());
    }
    call.answer(outcome.status(), outcome.json(), headers);
  }
}
