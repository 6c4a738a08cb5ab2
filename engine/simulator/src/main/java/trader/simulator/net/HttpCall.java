package trader.simulator.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Map;

/**
 * One HTTP request, to be answered once, now or later.
 *
 * @param method such as {@code GET}
 * @param path without the query
 * @param query as sent, without the question mark
 * @param body as sent; its characters are its bytes
 */
public record HttpCall(
    Channel channel,
    String method,
    String path,
    String query,
    String body,
    HttpHeaders headers,
    boolean keepAlive) {

  /** Method and path, such as {@code GET /api/v3/time}. */
  public String endpoint() {
    return method + " " + path;
  }

  /** The address that it came from. */
  public String ip() {
    return Wire.ip(channel);
  }

  /** Answers it; nothing happens where the connection has ended. */
  public void answer(int status, CharSequence json) {
    answer(status, json, Map.of());
  }

  /** Answers it with more headers; nothing happens where the connection has ended. */
  public void answer(int status, CharSequence json, Map<? extends CharSequence, ?> more) {
    if (!channel.isActive()) {
      return;
    }
    ByteBuf content = Wire.encode(channel, json);
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), content);
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, "application/json;charset=UTF-8")
        .setInt(HttpHeaderNames.CONTENT_LENGTH, content.readableBytes());
    more.forEach((name, value) -> response.headers().set(name, value));
    if (keepAlive) {
      Wire.send(channel, response);
    } else {
      response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
      Wire.sendAndClose(channel, response);
    }
  }

  /** Ends its connection without a word. */
  public void hangUp() {
    Wire.close(channel);
  }
}
