package trader.simulator.krakenspot;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import trader.simulator.net.Timeouts;
import trader.simulator.net.WsSession;

/** A connection to WebSocket version 2, public and private channels alike. */
final class Session extends WsSession {
  private static final long UNSENT_LIMIT = 32L << 20;

  private final KrakenVenue venue;
  private final SocketApi api;
  private boolean subscribed;

  Session(Channel channel, KrakenVenue venue, Timeouts timeouts, SocketApi api) {
    super(channel, venue.clock(), timeouts);
    this.venue = venue;
    this.api = api;
  }

  @Override
  public void begin() {
    venue.sessions().opened(this);
    send(SocketApi.status(venue.status()));
    super.begin();
  }

  /** Whether it has ever subscribed to anything: such connections get heartbeats. */
  boolean isSubscribed() {
    return subscribed;
  }

  void subscribed() {
    subscribed = true;
  }

  @Override
  public void write(ByteBuf text) {
    if (!channel().isActive()) {
      text.release();
      return;
    }
    super.write(text);
    venue.sessions().touched(this);
  }

  void flushNow() {
    channel().flush();
    var buffer = channel().unsafe().outboundBuffer();
    if (buffer != null && buffer.totalPendingWriteBytes() > UNSENT_LIMIT) {
      drop();
    }
  }

  @Override
  protected void onText(String text) {
    api.onText(this, text);
  }

  @Override
  protected void onClosed() {
    venue.sessions().closed(this);
    venue.executions().closed(this);
    venue.listings().values().forEach(listing -> venue.feed(listing).remove(this));
  }
}
