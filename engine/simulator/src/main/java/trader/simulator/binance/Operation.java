package trader.simulator.binance;

import java.util.HashSet;
import java.util.Set;
import java.util.function.ToIntFunction;
import trader.simulator.net.Json;

/**
 * One thing that clients can ask for, by REST, by the WebSocket API, or by both.
 *
 * @param rest method and path, or empty
 * @param webSocket method name, or empty
 * @param security whether it must be signed
 * @param weight what it costs
 * @param orders how many new orders it counts as
 * @param parameters what it may carry
 * @param handler writes the answer
 */
public record Operation(
    String rest,
    String webSocket,
    Security security,
    ToIntFunction<Params> weight,
    int orders,
    Set<String> parameters,
    Handler handler) {

  private static final Set<String> SIGNING =
      Set.of("apiKey", "timestamp", "signature", "recvWindow");

  /** Does what is asked and writes the result. */
  @FunctionalInterface
  public interface Handler {
    /** Writes the result, or throws what refuses the call. */
    void answer(Call call, Json out);
  }

  /** One that anybody may ask for. */
  public static Operation open(
      String rest, String webSocket, int weight, Handler handler, String... parameters) {
    return new Operation(
        rest, webSocket, Security.NONE, p -> weight, 0, Set.of(parameters), handler);
  }

  /** One that must be signed. */
  public static Operation signed(
      String rest, String webSocket, int weight, Handler handler, String... parameters) {
    Set<String> all = new HashSet<>(SIGNING);
    all.addAll(Set.of(parameters));
    return new Operation(rest, webSocket, Security.SIGNED, p -> weight, 0, all, handler);
  }

  /** One that carries the key and no signature. */
  public static Operation keyed(String rest, int weight, Handler handler, String... parameters) {
    return new Operation(rest, "", Security.KEYED, p -> weight, 0, Set.of(parameters), handler);
  }

  /** The same with a weight by parameters. */
  public Operation weighing(ToIntFunction<Params> newWeight) {
    return new Operation(rest, webSocket, security, newWeight, orders, parameters, handler);
  }

  /** The same, counting as so many new orders. */
  public Operation counting(int newOrders) {
    return new Operation(rest, webSocket, security, weight, newOrders, parameters, handler);
  }

  /** The same with more parameters. */
  public Operation taking(Set<String> more) {
    Set<String> all = new HashSet<>(parameters);
    all.addAll(more);
    return new Operation(rest, webSocket, security, weight, orders, all, handler);
  }
}
