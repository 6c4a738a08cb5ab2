package trader.simulator.binance;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import trader.simulator.net.Arrivals;
import trader.simulator.net.Json;
import trader.simulator.net.RequestFaults;

/** The WebSocket API: the same operations as REST, and the subscription to user data. */
final class WsApi {
  private static final String SUBSCRIBE = "userDataStream.subscribe.signature";

  private final Venue venue;
  private final Operations operations;
  private final Desk desk;
  private final RequestFaults<Outcome> faults;
  private final Arrivals arrivals;
  private final JsonMapper mapper =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  WsApi(
      Venue venue,
      Operations operations,
      Desk desk,
      RequestFaults<Outcome> faults,
      Arrivals arrivals) {
    this.venue = venue;
    this.operations = operations;
    this.desk = desk;
    this.faults = faults;
    this.arrivals = arrivals;
  }

  void onText(WsApiSession session, String text) {
    JsonNode message;
    try {
      message = mapper.readTree(text);
    } catch (JacksonException e) {
      malformed(session, null);
      return;
    }
    JsonNode idNode = message.get("id");
    String id = idNode == null || idNode.isContainer() ? null : idNode.toString();
    JsonNode methodNode = message.get("method");
    if (methodNode == null || !methodNode.isString()) {
      malformed(session, id);
      return;
    }
    JsonNode paramsNode = message.get("params");
    Map<String, String> values = new LinkedHashMap<>();
    if (paramsNode != null && paramsNode.isObject()) {
      for (Map.Entry<String, JsonNode> field : paramsNode.properties()) {
        JsonNode value = field.getValue();
        values.put(field.getKey(), value.isString() ? value.asString() : value.toString());
      }
    }
    call(session, id, methodNode.asString(), values);
  }

  private void malformed(WsApiSession session, @Nullable String id) {
    answer(session, id, Outcome.of(ApiError.of(-1135, "Invalid JSON Request"), ""), true);
  }

  private void call(
      WsApiSession session, @Nullable String id, String method, Map<String, String> values) {
    boolean rates = session.tellsRates();
    String flag = values.remove("returnRateLimits");
    boolean tells = flag == null ? rates : flag.equals("true");
    Params params = new Params(values);
    Operation operation = find(session, method);
    arrivals.note(method, operation.orders() > 0, params.asMap());
    faults.run(
        method,
        session.ip(),
        session.channel().eventLoop(),
        () ->
            desk.run(
                operation,
                params,
                params.get("apiKey"),
                Signatures.webSocketPayload(values),
                session.ip(),
                session.tellsMicros()),
        outcome -> answer(session, id, outcome, tells),
        session::drop);
  }

  private Operation find(WsApiSession session, String method) {
    Optional<Operation> known = operations.webSocket(method);
    if (known.isPresent()) {
      return known.get();
    }
    return switch (method) {
      case SUBSCRIBE ->
          Operation.signed(
              "",
              method,
              2,
              (call, out) ->
                  out.open()
                      .put("subscriptionId", venue.users().subscribe(session, call.account()))
                      .close());
      case "userDataStream.unsubscribe" ->
          Operation.open(
              "", method, 2, (call, out) -> unsubscribe(session, call, out), "subscriptionId");
      case "session.subscriptions" ->
          Operation.open("", method, 2, (call, out) -> venue.users().write(session, out));
      default ->
          Operation.open(
              "",
              method,
              1,
              (call, out) -> {
                throw ApiError.of(-1020, "This operation is not supported.");
              });
    };
  }

  private void unsubscribe(WsApiSession session, Call call, Json out) {
    int id = call.params().count("subscriptionId").orElse(-1);
    if (!venue.users().unsubscribe(session, id)) {
      throw ApiError.of(-2036, "User Data Stream subscription not active.");
    }
    out.open().close();
  }

  private void answer(
      WsApiSession session, @Nullable String id, Outcome outcome, boolean tellsRates) {
    if (!session.channel().isActive()) {
      return;
    }
    long now = venue.clock().micros();
    Json out = new Json();
    out.open().name("id").raw(id == null ? "null" : id).put("status", outcome.status());
    ApiError error = outcome.error();
    if (error == null) {
      out.name("result").raw(outcome.json());
    } else if (error.retryAfterSeconds() < 0) {
      out.name("error").raw(outcome.json());
    } else {
      out.name("error")
          .open()
          .put("code", error.code())
          .put("msg", error.text())
          .name("data")
          .open()
          .putTime("serverTime", now)
          .putTime("retryAfter", now + error.retryAfterSeconds() * 1_000_000L)
          .close()
          .close();
    }
    if (tellsRates) {
      out.name("rateLimits");
      venue.limits().write(out, session.ip(), outcome.account(), outcome.countsOrders(), now);
    }
    session.send(out.close().text());
  }
}
