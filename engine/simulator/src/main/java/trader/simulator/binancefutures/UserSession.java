package trader.simulator.binancefutures;

import io.netty.channel.Channel;
import trader.simulator.net.Timeouts;
import trader.simulator.net.VenueClock;
import trader.simulator.net.WsSession;

/** A connection to an account's user data stream, which says nothing to the venue. */
final class UserSession extends WsSession {
  private final FuturesUsers users;
  private final String listenKey;

  UserSession(
      Channel channel, FuturesUsers users, VenueClock clock, Timeouts timeouts, String listenKey) {
    super(channel, clock, timeouts);
    this.users = users;
    this.listenKey = listenKey;
  }

  String listenKey() {
    return listenKey;
  }

  @Override
  public void begin() {
    users.opened(this);
    super.begin();
  }

  @Override
  protected void onText(String text) {
    send("{\"error\":{\"code\":2,\"msg\":\"Invalid request: nothing can be asked here\"}}");
  }

  @Override
  protected void onClosed() {
    users.closed(this);
  }
}
