package trader.simulator.binancefutures;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import trader.simulator.binance.Desk;
import trader.simulator.binance.FaultAnswers;
import trader.simulator.binance.Operation;
import trader.simulator.binance.Outcome;
import trader.simulator.binance.RestApi;
import trader.simulator.binance.WsApi;
import trader.simulator.net.Arrivals;
import trader.simulator.net.HttpCall;
import trader.simulator.net.RequestFaults;
import trader.simulator.net.UpgradeRequest;
import trader.simulator.net.VenueProtocol;

/** What Binance futures does with what reaches its port. */
final class FuturesProtocol implements VenueProtocol {
  private final Map<String, Operation> byRest = new HashMap<>();
  private final Map<String, Operation> byWebSocket = new HashMap<>();
  private final RestApi rest;
  private final FuturesUpgrade upgrade;
  private final Consumer<HttpCall> control;

  FuturesProtocol(FuturesVenue venue, FuturesConfig config, Consumer<HttpCall> control) {
    this.control = control;
    Desk desk = new Desk(venue.clock(), venue.limits(), venue.signatures());
    RequestFaults<Outcome> faults =
        new RequestFaults<>(
            venue.faults(),
            venue.clock(),
            venue.random(),
            venue.witness(),
            new FaultAnswers(
                venue.limits(), venue.clock(), venue::flushUsers, venue.streams()::flush));
    Arrivals arrivals = new Arrivals(venue.witness(), venue.clock(), config.nanoTime());
    WsApi api =
        new WsApi(
            venue.clock(),
            venue.limits(),
            (session, method) -> Optional.ofNullable(byWebSocket.get(method)),
            desk,
            faults,
            arrivals);
    upgrade = new FuturesUpgrade(venue, config.timeouts(), api);
    List<Operation> all = new ArrayList<>(new PublicCalls(venue).operations());
    all.addAll(new PlainOrderCalls(venue).operations());
    all.addAll(new AlgoOrderCalls(venue).operations());
    all.addAll(new HistoryCalls(venue).operations());
    all.addAll(new AccountCalls(venue).operations());
    all.addAll(listenKeys(venue.users()));
    for (Operation operation : all) {
      byRest.put(operation.rest(), operation);
      if (!operation.webSocket().isEmpty()) {
        byWebSocket.put(operation.webSocket(), operation);
      }
    }
    rest =
        new RestApi(
            venue.clock(),
            venue.limits(),
            desk,
            faults,
            arrivals,
            endpoint -> Optional.ofNullable(byRest.get(endpoint)),
            path -> "{\"code\":-5000,\"msg\":\"Path " + path + " is invalid\"}");
  }

  private static List<Operation> listenKeys(FuturesUsers users) {
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
    rest.call(call);
  }
}
