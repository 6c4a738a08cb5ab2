package trader.engine.tools;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import trader.control.Acknowledgement;
import trader.control.EngineState;
import trader.redis.Json;

/** The running engine, asked by its HTTP endpoints. */
final class HttpHands implements Hands {
  /** A paper account, which has no venue beside the engine itself. */
  private static final int NOTHING_TO_COMPARE = 409;

  private final EngineClient client;

  HttpHands(EngineClient client) {
    this.client = client;
  }

  @Override
  public String who() {
    return "the engine at " + client.url();
  }

  @Override
  public EngineState state() {
    return client
        .state()
        .orElseThrow(() -> new IllegalStateException(who() + " does not answer any more"));
  }

  @Override
  public Answered close(String symbol, String reason) {
    return acknowledged(
        client.post("/close", Json.write(Map.of("symbol", symbol, "reason", reason)), id()));
  }

  @Override
  public Answered importPosition(String symbol, String reason) {
    return acknowledged(
        client.post(
            "/positions/import", Json.write(Map.of("symbol", symbol, "reason", reason)), id()));
  }

  @Override
  public Compared reconcile() {
    Optional<EngineClient.Answered> answer = client.post("/reconcile/manual", "", id());
    if (answer.isEmpty()) {
      return Compared.not(silent().said());
    }
    EngineClient.Answered said = answer.get();
    if (said.status() == NOTHING_TO_COMPARE) {
      return Compared.nothing(said.why());
    }
    if (!said.ok()) {
      return Compared.not(said.why());
    }
    Map<String, Object> counts = Json.readMap(said.body());
    return new Compared(
        true,
        true,
        count(counts, "foreign_positions"),
        count(counts, "foreign_orders"),
        "compared: " + said.body());
  }

  private static int count(Map<String, Object> counts, String name) {
    return counts.get(name) instanceof Number number ? number.intValue() : 0;
  }

  private Answered acknowledged(Optional<EngineClient.Answered> answer) {
    if (answer.isEmpty()) {
      return silent();
    }
    if (!answer.get().ok()) {
      return new Answered(false, false, answer.get().why());
    }
    return of(Json.read(answer.get().body(), Acknowledgement.class));
  }

  static Answered of(Acknowledgement ack) {
    boolean refused = ack.outcome() == Acknowledgement.Outcome.REFUSED;
    return new Answered(!refused, ack.complete(), ack.why());
  }

  private Answered silent() {
    return new Answered(false, false, who() + " did not answer in time; it may still act");
  }

  private static String id() {
    return "tool-" + UUID.randomUUID();
  }

  @Override
  public void close() {
    // The engine goes on.
  }
}
