package trader.simulator.krakenfutures;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import trader.simulator.net.ActingFaults;
import trader.simulator.net.Arrivals;
import trader.simulator.net.Connects;
import trader.simulator.net.HttpCall;
import trader.simulator.net.RequestFaults;
import trader.simulator.net.Timeouts;
import trader.simulator.net.UpgradeRequest;
import trader.simulator.net.VenueProtocol;

/** What Kraken Futures does with what reaches its port. */
final class FuturesProtocol implements VenueProtocol {
  private final Venue venue;
  private final Timeouts timeouts;
  private final Desk desk;
  private final MarketCalls markets;
  private final Map<String, Operation> operations = new HashMap<>();
  private final RequestFaults<Outcome> faults;
  private final Control control;
  private final Arrivals arrivals;

  FuturesProtocol(Venue venue, ActingFaults acting, KrakenFuturesConfig config) {
    this.venue = venue;
    this.timeouts = config.timeouts();
    desk = new Desk(venue);
    markets = new MarketCalls(venue);
    List<Operation> all = new ArrayList<>(markets.operations());
    all.addAll(new OrderCalls(venue).operations());
    all.addAll(new QueryCalls(venue).operations());
    all.addAll(new TransferCalls(venue).operations());
    all.forEach(o -> operations.put(o.endpoint(), o));
    faults =
        new RequestFaults<>(
            venue.faults(),
            venue.clock(),
            venue.random(),
            venue.witness(),
            new FaultAnswers(venue));
    control = new Control(venue, acting);
    arrivals = new Arrivals(venue.witness(), venue.clock(), config.nanoTime());
  }

  @Override
  public void call(HttpCall call) {
    Optional<Operation> found =
        Optional.ofNullable(operations.get(call.endpoint()))
            .or(() -> markets.named(call.method(), call.path()));
    if (found.isEmpty()) {
      Outcome outcome = Outcome.of(ApiError.of(404, "notFound"), venue.clock().micros());
      call.answer(outcome.status(), outcome.json());
      return;
    }
    Operation operation = found.get();
    String postData = call.query().isEmpty() ? call.body() : call.query();
    arrivals.note(operation.endpoint(), operation.isOrder(), noted(operation, postData));
    Desk.Credentials credentials =
        new Desk.Credentials(
            call.headers().get("APIKey"),
            call.headers().get("Authent"),
            call.headers().get("Nonce"));
    faults.run(
        call.endpoint(),
        call.ip(),
        call.channel().eventLoop(),
        () -> desk.run(operation, call.path(), postData, credentials),
        outcome -> call.answer(outcome.status(), outcome.json()),
        call::hangUp);
  }

  /** The parameters of an order under the names that a witness knows. */
  private static Map<String, String> noted(Operation operation, String postData) {
    if (!operation.isOrder()) {
      return Map.of();
    }
    Map<String, String> sent;
    try {
      sent = Params.parse(postData).first();
    } catch (ApiError e) {
      return Map.of();
    }
    Map<String, String> result = new LinkedHashMap<>(sent);
    result.put("type", sent.getOrDefault("orderType", ""));
    result.put("newClientOrderId", sent.getOrDefault("cliOrdId", ""));
    result.put("quantity", sent.getOrDefault("size", ""));
    result.put("price", sent.getOrDefault("limitPrice", ""));
    return result;
  }

  @Override
  public void control(HttpCall call) {
    Outcome outcome = control.answer(call);
    call.answer(outcome.status(), outcome.json());
  }

  @Override
  public void upgrade(UpgradeRequest request) {
    OptionalInt refused = Connects.refusal(venue.faults(), venue.clock(), request.path());
    if (refused.isPresent()) {
      request.refuse(refused.getAsInt());
    } else if (!request.path().equals("/ws/v1")) {
      request.refuse(404);
    } else if (venue.feeds().sessions().size() >= venue.budget().limits().connections()) {
      request.refuse(429);
    } else {
      FeedSession session = new FeedSession(request.channel(), venue, timeouts);
      request.grant(session, session::begin);
    }
  }
}
