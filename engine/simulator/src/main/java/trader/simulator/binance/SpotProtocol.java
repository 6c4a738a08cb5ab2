package trader.simulator.binance;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import trader.simulator.net.Arrivals;
import trader.simulator.net.HttpCall;
import trader.simulator.net.RequestFaults;
import trader.simulator.net.UpgradeRequest;
import trader.simulator.net.VenueProtocol;

/** What Binance spot does with what reaches its port. */
final class SpotProtocol implements VenueProtocol {
  private final Venue venue;
  private final Operations operations;
  private final Desk desk;
  private final RequestFaults<Outcome> faults;
  private final Control control;
  private final Upgrade upgrade;
  private final Arrivals arrivals;

  SpotProtocol(Venue venue, FaultActions actions, SpotConfig config) {
    this.venue = venue;
    desk = new Desk(venue.clock(), venue.limits(), venue.signatures());
    operations = new Operations(venue);
    faults =
        new RequestFaults<>(
            venue.faults(),
            venue.clock(),
            venue.random(),
            venue.witness(),
            new FaultAnswers(
                venue.limits(), venue.clock(), venue.users()::flush, venue.streams()::flush));
    arrivals = new Arrivals(venue.witness(), venue.clock(), config.nanoTime());
    WsApi api = new WsApi(venue, operations, desk, faults, arrivals);
    upgrade = new Upgrade(venue, config.timeouts(), api);
    control = new Control(venue, actions, config.keys());
  }

  @Override
  public void upgrade(UpgradeRequest request) {
    upgrade.accept(request);
  }

  @Override
  public void control(HttpCall call) {
    Control.Answer answer = control.answer(call);
    call.answer(answer.status(), answer.json());
  }

  @Override
  public void call(HttpCall call) {
    String endpoint = call.endpoint();
    Optional<Operation> operation = operations.rest(endpoint);
    if (operation.isEmpty()) {
      call.answer(404, "{\"code\":-1020,\"msg\":\"This operation is not supported.\"}");
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
    long now = venue.clock().micros();
    int weight = venue.limits().weight(call.ip(), now);
    headers.put("x-mbx-used-weight", weight);
    headers.put("x-mbx-used-weight-1m", weight);
    if (outcome.countsOrders()) {
      headers.put(
          "x-mbx-order-count-10s", venue.limits().ordersInTenSeconds(outcome.account(), now));
      headers.put("x-mbx-order-count-1d", venue.limits().ordersInDay(outcome.account(), now));
    }
    ApiError error = outcome.error();
    if (error != null && error.retryAfterSeconds() >= 0) {
      headers.put(HttpHeaderNames.RETRY_AFTER, error.retryAfterSeconds());
    }
    call.answer(outcome.status(), outcome.json(), headers);
  }
}
