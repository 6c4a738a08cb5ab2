package trader.simulator.binance;

import io.netty.channel.Channel;
import trader.simulator.net.Timeouts;
import trader.simulator.net.WsSession;

/** A connection to the WebSocket API. */
final class WsApiSession extends WsSession {
  private final Venue venue;
  private final WsApi api;
  private final String ip;
  private final boolean micros;
  private final boolean rates;

  WsApiSession(
      Channel channel,
      Venue venue,
      Timeouts timeouts,
      WsApi api,
      String ip,
      boolean micros,
      boolean rates) {
    super(channel, venue.clock(), timeouts);
    this.venue = venue;
    this.api = api;
    this.ip = ip;
    this.micros = micros;
    this.rates = rates;
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
    venue.users().opened(this);
    super.begin();
  }

  @Override
  protected void onText(String text) {
    api.onText(this, text);
  }

  @Override
  protected void onClosed() {
    venue.users().closed(this);
  }
}
