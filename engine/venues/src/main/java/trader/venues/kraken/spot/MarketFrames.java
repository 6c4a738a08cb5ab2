package trader.venues.kraken.spot;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import trader.control.InstrumentId;
import trader.engine.core.MarketEvent;
import trader.venues.FrameReader;
import trader.venues.book.SentDecimal;
import trader.venues.book.SentLevels;
import trader.venues.net.Frames;

/**
 * Reads frames of the public channels without building a tree: each frame is one pass over its
 * bytes. Numbers become decimals with the digits that were sent, which checksums need.
 */
final class MarketFrames implements FrameReader {
  /** What frames become. */
  interface Listener {
    /** A trade or a quote of an instrument that is wanted. */
    void market(MarketEvent event);

    /** A book or what has changed of it. */
    void book(
        InstrumentId instrument, boolean snapshot, SentLevels bids, SentLevels asks, long checksum);

    /** The state of the venue, such as {@code online}. */
    void status(String system);

    /** The venue refused a request. */
    void refused(String error);

    /** The bytes are not such a frame. */
    void garbled(String why);
  }

  private final JsonFactory json = Frames.json();
  private final Map<String, InstrumentId> instruments = new HashMap<>();
  private final LongSupplier nowMicros;
  private final Listener listener;
  private final SentLevels bids = new SentLevels();
  private final SentLevels asks = new SentLevels();
  private final SentDecimal levelPrice = new SentDecimal();
  private final SentDecimal levelQty = new SentDecimal();

  private String channel = "";
  private boolean snapshot;
  private @Nullable InstrumentId instrument;
  private boolean buy;
  private long tradeId;
  private long checksum;
  private String timestamp = "";
  private @Nullable BigDecimal price;
  private @Nullable BigDecimal qty;
  private @Nullable BigDecimal bid;
  private @Nullable BigDecimal bidQty;
  private @Nullable BigDecimal ask;
  private @Nullable BigDecimal askQty;

  MarketFrames(LongSupplier nowMicros, Listener listener) {
    this.nowMicros = nowMicros;
    this.listener = listener;
  }

  /** The names on the wire of what is wanted. */
  void names(Map<String, InstrumentId> wanted) {
    instruments.clear();
    instruments.putAll(wanted);
  }

  @Override
  public void read(byte[] bytes, int length) {
    channel = "";
    snapshot = false;
    try (JsonParser in = json.createParser(ObjectReadContext.empty(), bytes, 0, length)) {
      readMessage(in);
    } catch (JacksonException | IllegalArgumentException e) {
      listener.garbled("a market frame is garbled: " + e.getMessage());
    }
  }

  private void readMessage(JsonParser in) {
    if (in.nextToken() != JsonToken.START_OBJECT) {
      return;
    }
    String error = "";
    for (String name = in.nextName(); name != null; name = in.nextName()) {
      JsonToken value = in.nextToken();
      switch (name) {
        case "channel" -> channel = in.getString();
        case "type" -> snapshot = in.getString().equals("snapshot");
        case "error" -> error = value == JsonToken.VALUE_STRING ? in.getString() : "";
        case "data" -> readData(in, value);
        default -> in.skipChildren();
      }
    }
    if (!error.isEmpty()) {
      listener.refused(error);
    }
  }

  private void readData(JsonParser in, JsonToken value) {
    boolean known =
        switch (channel) {
          case "trade", "ticker", "book", "status" -> true;
          default -> false;
        };
    if (!known || value != JsonToken.START_ARRAY) {
      in.skipChildren();
      return;
    }
    while (in.nextToken() == JsonToken.START_OBJECT) {
      readItem(in);
    }
  }

  private void readItem(JsonParser in) {
    clear();
    boolean isTrade = channel.equals("trade");
    String system = "";
    for (String name = in.nextName(); name != null; name = in.nextName()) {
      JsonToken value = in.nextToken();
      switch (name) {
        case "symbol" -> instrument = instruments.get(in.getString());
        case "side" -> buy = in.getString().equals("buy");
        case "price" -> price = decimal(in, value);
        case "qty" -> qty = decimal(in, value);
        case "trade_id" -> tradeId = in.getLongValue();
        case "timestamp" -> timestamp = isTrade ? in.getString() : "";
        case "bid" -> bid = decimal(in, value);
        case "bid_qty" -> bidQty = decimal(in, value);
        case "ask" -> ask = decimal(in, value);
        case "ask_qty" -> askQty = decimal(in, value);
        case "bids" -> readLevels(in, value, bids);
        case "asks" -> readLevels(in, value, asks);
        case "checksum" -> checksum = in.getLongValue();
        case "system" -> system = in.getString();
        default -> in.skipChildren();
      }
    }
    tell(system);
  }

  private void clear() {
    instrument = null;
    price = null;
    qty = null;
    bid = null;
    bidQty = null;
    ask = null;
    askQty = null;
    timestamp = "";
    bids.clear();
    asks.clear();
  }

  private void tell(String system) {
    if (!system.isEmpty()) {
      listener.status(system);
    }
    InstrumentId of = instrument;
    if (of == null) {
      return;
    }
    if (channel.equals("trade") && price != null && qty != null) {
      listener.market(
          new MarketEvent.Trade(
              nowMicros.getAsLong(), of, VenueTime.micros(timestamp), tradeId, price, qty, !buy));
    } else if (channel.equals("ticker")
        && bid != null
        && bidQty != null
        && ask != null
        && askQty != null) {
      listener.market(new MarketEvent.Quote(nowMicros.getAsLong(), of, bid, bidQty, ask, askQty));
    } else if (channel.equals("book")) {
      listener.book(of, snapshot, bids, asks, checksum);
    }
  }

  private void readLevels(JsonParser in, JsonToken start, SentLevels levels) {
    if (start != JsonToken.START_ARRAY) {
      throw new IllegalArgumentException("the levels of a book are no array");
    }
    while (in.nextToken() == JsonToken.START_OBJECT) {
      boolean hasPrice = false;
      boolean hasQty = false;
      for (String name = in.nextName(); name != null; name = in.nextName()) {
        JsonToken value = in.nextToken();
        switch (name) {
          case "price" -> hasPrice = number(in, value, levelPrice);
          case "qty" -> hasQty = number(in, value, levelQty);
          default -> in.skipChildren();
        }
      }
      if (!hasPrice || !hasQty) {
        throw new IllegalArgumentException("a level of a book has no price or quantity");
      }
      levels.add(levelPrice, levelQty);
    }
  }

  private static boolean number(JsonParser in, JsonToken value, SentDecimal into) {
    if (value != JsonToken.VALUE_NUMBER_FLOAT && value != JsonToken.VALUE_NUMBER_INT) {
      return false;
    }
    into.set(in.getStringCharacters(), in.getStringOffset(), in.getStringLength());
    return true;
  }

  private static @Nullable BigDecimal decimal(JsonParser in, JsonToken value) {
    return value == JsonToken.VALUE_NUMBER_FLOAT || value == JsonToken.VALUE_NUMBER_INT
        ? new BigDecimal(in.getStringCharacters(), in.getStringOffset(), in.getStringLength())
        : null;
  }
}
