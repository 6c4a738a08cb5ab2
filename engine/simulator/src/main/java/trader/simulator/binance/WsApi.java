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
import trader.simulator.net.VenueClock;

/** The WebSocket API: the same operations as REST, and whatever a venue has there only. */
public final class WsApi {

  /** What a venue can be asked there. */
  @FunctionalInterface
  public interface Methods {
    /** The operation of a method, empty where there is none. */
    Optional<Operation> find(WsApiSession session, String method);
  }

  private final VenueClock clock;
  private final RateLimits limits;
  private final Methods methods;
  private final Desk desk;
  private final RequestFaults<Outcome> faults;
  private final Arrivals arrivals;
  private final JsonMapper mapper =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  /** One whose calls go over the desk, through the faults. */
  public WsApi(
      VenueClock clock,
      RateLimits limits,
      Methods methods,
      Desk desk,
      RequestFaults<Outcome> faults,
      Arrivals arrivals) {
    this.clock = clock;
    this.limits = limits;
    this.methods = methods;
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
    Operation operation = methods.find(session, method).orElseGet(() -> unknown(method));
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

  private static Operation unknown(String method) {
    return Operation.open(
        "",
        method,
        1,
        (call, out) -> {
          throw ApiError.of(-1020, "This operation is not supported.");
        });
  }

  private void answer(
      WsApiSession session, @Nullable String id, Outcome outcome, boolean tellsRates) {
    if (!session.channel().isActive()) {
      return;
    }
    long now = clock.micros();
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
      limits.write(out, session.ip(), outcome.account(), outcome.countsOrders(), now);
    }
    session.send(out.close().text());
  }
}
