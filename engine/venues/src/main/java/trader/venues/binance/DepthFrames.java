package trader.venues.binance;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import trader.venues.book.DepthUpdate;
import trader.venues.book.ScaledDecimal;
import trader.venues.net.Frames;

/**
 * Reads Binance's depth, spot and futures alike, in one pass over the bytes and without garbage for
 * its levels: {@code depthUpdate} events, raw or combined, and REST snapshots.
 */
public final class DepthFrames {
  private final JsonFactory json = Frames.json();
  private final int priceScale;
  private final int quantityScale;
  private final DepthScan scan;
  private final DepthUpdate update = new DepthUpdate();
  private long first;
  private long last;
  private long previous;

  /** For an instrument whose prices and quantities have so many decimals. */
  public DepthFrames(int priceScale, int quantityScale) {
    this.priceScale = priceScale;
    this.quantityScale = quantityScale;
    this.scan = new DepthScan(priceScale, quantityScale);
  }

  /**
   * What a frame says; the same object each time, good until the next call.
   *
   * @throws IllegalArgumentException for bytes that are no such frame
   */
  public DepthUpdate read(byte[] bytes, int length) {
    if (scan.read(bytes, length, update.clear())) {
      return update;
    }
    update.clear();
    first = -1;
    last = -1;
    previous = -1;
    try (JsonParser in = json.createParser(ObjectReadContext.empty(), bytes, 0, length)) {
      readFields(in);
    } catch (JacksonException | NumberFormatException e) {
      throw new IllegalArgumentException("a depth frame is garbled: " + e.getMessage(), e);
    }
    if (last < 0) {
      throw new IllegalArgumentException("a depth frame has no update id");
    }
    update.ids(first < 0 ? last : first, last, previous);
    return update;
  }

  /**
   * What a REST answer says; the same object each time, good until the next call.
   *
   * @throws IllegalArgumentException for one that is no snapshot
   */
  public DepthUpdate snapshot(JsonNode body) {
    if (!body.path("lastUpdateId").isNumber()) {
      throw new IllegalArgumentException("a depth snapshot has no update id");
    }
    update.clear();
    long id = body.path("lastUpdateId").asLong();
    update.ids(id, id, -1);
    for (JsonNode level : Replies.array(body.path("bids"), "bids")) {
      update.bid(number(level.path(0), priceScale), number(level.path(1), quantityScale));
    }
    for (JsonNode level : Replies.array(body.path("asks"), "asks")) {
      update.ask(number(level.path(0), priceScale), number(level.path(1), quantityScale));
    }
    return update;
  }

  private static long number(JsonNode text, int scale) {
    return ScaledDecimal.parse(text.asString(""), scale);
  }

  private void readFields(JsonParser in) {
    if (in.nextToken() != JsonToken.START_OBJECT) {
      throw new NumberFormatException("it does not begin with '{'");
    }
    int depth = 1;
    while (depth > 0) {
      String name = in.nextName();
      if (name == null) {
        depth--;
        continue;
      }
      JsonToken value = in.nextToken();
      switch (name) {
        case "data" -> depth += value == JsonToken.START_OBJECT ? 1 : 0;
        case "U" -> first = in.getLongValue();
        case "u", "lastUpdateId" -> last = in.getLongValue();
        case "pu" -> previous = in.getLongValue();
        case "b", "bids" -> levels(in, value, true);
        case "a", "asks" -> levels(in, value, false);
        default -> in.skipChildren();
      }
    }
  }

  private void levels(JsonParser in, JsonToken value, boolean bids) {
    if (value != JsonToken.START_ARRAY) {
      throw new NumberFormatException("a side of it is no array");
    }
    while (in.nextToken() == JsonToken.START_ARRAY) {
      long price = number(in, priceScale);
      long quantity = number(in, quantityScale);
      // Old frames have an empty array behind the two.
      while (in.nextToken() != JsonToken.END_ARRAY) {
        in.skipChildren();
      }
      if (bids) {
        update.bid(price, quantity);
      } else {
        update.ask(price, quantity);
      }
    }
  }

  private static long number(JsonParser in, int scale) {
    if (in.nextToken() != JsonToken.VALUE_STRING) {
      throw new NumberFormatException("a level of it is no pair of texts");
    }
    return ScaledDecimal.parse(
        in.getStringCharacters(), in.getStringOffset(), in.getStringLength(), scale);
  }
}
