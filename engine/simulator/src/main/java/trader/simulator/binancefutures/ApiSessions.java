package trader.simulator.binancefutures;

import java.util.ArrayList;
import java.util.List;
import trader.simulator.binance.WsApiSession;

/** The connections to the WebSocket API. */
final class ApiSessions implements WsApiSession.Registry {
  private final List<WsApiSession> open = new ArrayList<>();

  @Override
  public void opened(WsApiSession session) {
    open.add(session);
  }

  @Override
  public void closed(WsApiSession session) {
    open.remove(session);
  }

  List<WsApiSession> all() {
    return List.copyOf(open);
  }
}
