package trader.simulator.binance;

import java.util.Optional;
import trader.simulator.net.Json;

/** The calls that only a connection to the WebSocket API can make: its user data. */
final class UserStreamCalls implements WsApi.Methods {
  private final UserData users;
  private final Operations operations;

  UserStreamCalls(UserData users, Operations operations) {
    this.users = users;
    this.operations = operations;
  }

  @Override
  public Optional<Operation> find(WsApiSession session, String method) {
    return switch (method) {
      case "userDataStream.subscribe.signature" ->
          Optional.of(
              Operation.signed(
                  "",
                  method,
                  2,
                  (call, out) ->
                      out.open()
                          .put("subscriptionId", users.subscribe(session, call.account()))
                          .close()));
      case "userDataStream.unsubscribe" ->
          Optional.of(
              Operation.open(
                  "", method, 2, (call, out) -> unsubscribe(session, call, out), "subscriptionId"));
      case "session.subscriptions" ->
          Optional.of(Operation.open("", method, 2, (call, out) -> users.write(session, out)));
      default -> operations.webSocket(method);
    };
  }

  private void unsubscribe(WsApiSession session, Call call, Json out) {
    int id = call.params().count("subscriptionId").orElse(-1);
    if (!users.unsubscribe(session, id)) {
      throw ApiError.of(-2036, "User Data Stream subscription not active.");
    }
    out.open().close();
  }
}
