package trader.simulator.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A WebSocket connection: pings, pongs, closing, and the limit of its life. */
public abstract class WsSession extends SimpleChannelInboundHandler<WebSocketFrame> {
  private static final Logger LOG = LoggerFactory.getLogger(WsSession.class);

  private final Channel channel;
  private final VenueClock clock;
  private final Timeouts timeouts;
  private long unansweredSince = -1;

  protected WsSession(Channel channel, VenueClock clock, Timeouts timeouts) {
    this.channel = channel;
    this.clock = clock;
    this.timeouts = timeouts;
  }

  /** The connection. */
  public Channel channel() {
    return channel;
  }

  /** Begins the server's pings and the clock of its life. */
  public void begin() {
    Wire.later(channel.eventLoop(), micros(timeouts.pingEvery()), this::ping);
    Wire.later(
        channel.eventLoop(),
        micros(timeouts.lifetime()),
        () -> close(1001, "connection lived its time"));
  }

  private static long micros(java.time.Duration duration) {
    return duration.toNanos() / 1_000;
  }

  private void ping() {
    if (!channel.isActive()) {
      return;
    }
    long now = clock.wallMicros();
    if (unansweredSince >= 0 && now - unansweredSince >= micros(timeouts.pongWithin())) {
      close(1008, "Pong timeout");
      return;
    }
    if (unansweredSince < 0) {
      unansweredSince = now;
    }
    byte[] payload = Long.toString(now / 1_000).getBytes(StandardCharsets.US_ASCII);
    Wire.send(channel, new PingWebSocketFrame(Unpooled.wrappedBuffer(payload)));
    Wire.later(channel.eventLoop(), micros(timeouts.pingEvery()), this::ping);
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
    switch (frame) {
      case TextWebSocketFrame text -> {
        if (mayHear()) {
          onText(text.text());
        }
      }
      case PingWebSocketFrame ping -> {
        if (mayHear()) {
          Wire.send(channel, new PongWebSocketFrame(ping.content().retain()));
        }
      }
      case PongWebSocketFrame pong -> unansweredSince = -1;
      case CloseWebSocketFrame close ->
          Wire.sendAndClose(channel, new CloseWebSocketFrame(1000, ""));
      default -> close(1003, "text only");
    }
  }

  /** Counts an incoming message; false when it was one too many and the connection ends. */
  protected boolean mayHear() {
    return true;
  }

  /** A message came. */
  protected abstract void onText(String text);

  /** The connection has ended. */
  protected abstract void onClosed();

  /** Writes a text without flushing. */
  public void write(ByteBuf text) {
    Wire.write(channel, new TextWebSocketFrame(text));
  }

  /** Sends a text. */
  public void send(CharSequence text) {
    Wire.send(channel, new TextWebSocketFrame(Wire.encode(channel, text)));
  }

  /** Closes with a WebSocket status and its reason. */
  public void close(int status, String reason) {
    if (channel.isActive()) {
      Wire.sendAndClose(channel, new CloseWebSocketFrame(status, reason));
    }
  }

  /** Ends the connection without a word, as a network does. */
  public void drop() {
    Wire.close(channel);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    onClosed();
    ctx.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    LOG.debug("connection {} ends: {}", channel.remoteAddress(), cause.toString());
    Wire.close(channel);
  }
}
