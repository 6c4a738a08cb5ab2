package trader.simulator.binancefutures;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import trader.simulator.binance.ApiError;
import trader.simulator.binance.Desk;
import trader.simulator.binance.FaultAnswers;
import trader.simulator.binance.Operation;
import trader.simulator.binance.Outcome;
import trader.simulator.binance.Params;
import trader.simulator.binance.Signatures;
import trader.simulator.net.Arrivals;
import trader.simulator.net.HttpCall;
import trader.simulator.net.RequestFaults;
import trader.simulator.net.UpgradeRequest;
import trader.simulator.net.VenueProtocol;

/** What Binance futures does with what reaches its port. */
final class FuturesProtocol implements VenueProtocol {
  private final FuturesVenue venue;
  private final Map<String, Operation> operations = new HashMap<>();
  private final Desk desk;
  private final RequestFaults<Outcome> faults;
  private final Arrivals arrivals;
  private final FuturesUpgrade upgrade;
  private final Consumer<HttpCall> control;

  FuturesProtocol(FuturesVenue venue, FuturesConfig config, Consumer<HttpCall> control) {
    this.venue = venue;
    this.control = control;
    desk = new Desk(venue.clock(), venue.limits(), venue.signatures());
    faults =
        new RequestFaults<>(
            venue.faults(),
            venue.clock(),
            venue.random(),
            venue.witness(),
            new FaultAnswers(
                venue.limits(), venue.clock(), venue::flushUsers, venue.streams()::flush));
    arrivals = new Arrivals(venue.witness(), venue.clock(), config.nanoTime());
    upgrade = new FuturesUpgrade(venue, config.timeouts());
    List<Operation> all = new ArrayList<>(new PublicCalls(venue).operations());
    all.addAll(new PlainOrderCalls(venue).operations());
    all.addAll(new AlgoOrderCalls(venue).operations());
    all.addAll(new HistoryCalls(venue).operations());
    all.addAll(new AccountCalls(venue).operations());
    all.addAll(listenKeys());
    all.forEach(operation -> operations.put(operation.rest(), operation));
  }

  private List<Operation> listenKeys() {
    FuturesUsers users = venue.users();
    return List.of(
        Operation.keyed(
            "POST /fapi/v1/listenKey",
            1,
            (call, out) -> out.open().put("listenKey", users.open(call.account())).close()),
        Operation.keyed(
            "PUT /fapi/v1/listenKey",
            1,
            (call, out) -> out.open().put("listenKey", users.keepAlive(call.account())).close()),
        Operation.keyed(
            "DELETE /fapi/v1/listenKey",
            1,
            (call, out) -> {
              users.close(call.account());
              out.open().close();
            }));
  }

  @Override
  public void upgrade(UpgradeRequest request) {
    upgrade.accept(request);
  }

  @Override
  public void control(HttpCall call) {
    control.accept(call);
  }

  @Override
  public void call(HttpCall call) {
    String endpoint = call.endpoint();
    Operation operation = operations.get(endpoint);
    if (operation == null) {
      call.answer(404, "{\"code\":-5000,\"msg\":\"Path " + call.path() + " is invalid\"}");
      return;
    }
    Params params;
    try {
      params = Params.parse(call.query(), call.body());
    } catch (ApiError e) {
      answer(call, Outcome.of(e, ""));
      return;
    }
    arrivals.note(endpoint, operation.orders() > 0, params.asMap());
    String key = call.headers().get("X-MBX-APIKEY");
    String payload = Signatures.restPayload(call.query(), call.body());
    String ip = call.ip();
    faults.run(
        endpoint,
        ip,
        call.channel().eventLoop(),
        () -> desk.run(operation, params, key, payload, ip, false),
        outcome -> answer(call, outcome),
        call::hangUp);
  }

  private void answer(HttpCall call, Outcome outcome) {
    Map<CharSequence, Object> headers = new LinkedHashMap<>();
    long now = venue.clock().micros();
    headers.put("x-mbx-used-weight-1m", venue.limits().weight(call.ip(), now));
    if (outcome.countsOrders()) {
      headers.put(
          "x-mbx-order-count-10s", venue.limits().ordersInTenSeconds(outcome.account(), now));
      headers.put("x-mbx-order-count-1m", venue.limits().ordersInDay(outcome.account(), now));
    }
    ApiError error = outcome.error();
    if (error != null && error.retryAfterSeconds() >= 0) {
      headers.put(HttpHeaderNames.RETRY_AFTER, error.retryAfterSeconds());
    }
    call.answer(outcome.status(), outcome.json(), headers);
  }
}
