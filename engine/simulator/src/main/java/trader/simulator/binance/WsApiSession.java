package trader.simulator.binance;

import io.netty.channel.Channel;
import trader.simulator.net.Timeouts;
import trader.simulator.net.VenueClock;
import trader.simulator.net.WsSession;

/** A connection to the WebSocket API. */
public final class WsApiSession extends WsSession {

  /** Who keeps note of the connections. */
  public interface Registry {
    /** One has been made. */
    void opened(WsApiSession session);

    /** One has ended. */
    void closed(WsApiSession session);
  }

  private final Registry registry;
  private final WsApi api;
  private final String ip;
  private final boolean micros;
  private final boolean rates;

  private WsApiSession(
      Channel channel,
      VenueClock clock,
      Timeouts timeouts,
      Registry registry,
      WsApi api,
      String ip,
      boolean micros,
      boolean rates) {
    super(channel, clock, timeouts);
    this.registry = registry;
    this.api = api;
    this.ip = ip;
    this.micros = micros;
    this.rates = rates;
  }

  /** One that is set up as the query of its address says. */
  public static WsApiSession of(
      Channel channel,
      VenueClock clock,
      Timeouts timeouts,
      Registry registry,
      WsApi api,
      String ip,
      String query) {
    boolean micros =
        query.contains("timeUnit=MICROSECOND") || query.contains("timeUnit=microsecond");
    boolean rates = !query.contains("returnRateLimits=false");
    return new WsApiSession(channel, clock, timeouts, registry, api, ip, micros, rates);
  }

  String ip() {
    return ip;
  }

  boolean tellsMicros() {
    return micros;
  }

  boolean tellsRates() {
    return rates;
  }

  @Override
  public void begin() {
    registry.opened(this);
    super.begin();
  }

  @Override
  protected void onText(String text) {
    api.onText(this, text);
  }

  @Override
  protected void onClosed() {
    registry.closed(this);
  }
}
