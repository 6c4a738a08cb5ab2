package trader.venues.net;

import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a connection's text frames as JSON; one that is none ends the connection. */
public final class JsonFrames {
  private final JsonMapper json;
  private byte[] room = new byte[8192];

  /** Reads numbers as {@code json} does. */
  public JsonFrames(JsonMapper json) {
    this.json = json;
  }

  /** Gives what the frame says to {@code reader}, or makes the connection anew. */
  public void read(ByteBuf frame, SocketLink link, Consumer<JsonNode> reader) {
    int length = frame.readableBytes();
    if (length > room.length) {
      room = new byte[2 * length];
    }
    frame.readBytes(room, 0, length);
    JsonNode read;
    try {
      read = json.readTree(room, 0, length);
    } catch (JacksonException e) {
      link.reconnect("a frame is garbled: " + e.getOriginalMessage());
      return;
    }
    reader.accept(read);
  }
}
