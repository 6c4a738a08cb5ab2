package trader.venues.binance;

import java.math.BigDecimal;
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
import trader.venues.net.Decimals;
import trader.venues.net.Frames;

/**
 * Reads frames of market streams, raw or combined, without building a tree: each frame is one pass
 * over its bytes. Spot's book ticker has no event type and is known by its fields.
 */
final class MarketFrames implements FrameReader {
  /** What frames become. */
  interface Listener {
    /** A trade or a quote of an instrument that is wanted. */
    void market(MarketEvent event);

    /** The server will go away. */
    void serverShutdown();

    /** The bytes are not such a frame. */
    void garbled(String why);
  }

  private final JsonFactory json = Frames.json();
  private final String tradeEvent;

  /** Aggregated trades have a number of their own, in a field that trades have used for another. */
  private final boolean aggregated;

  private final Map<String, InstrumentId> instruments;
  private final LongSupplier nowMicros;
  private final Listener listener;

  private boolean quote;
  private boolean trade;
  private boolean shutdown;
  private @Nullable InstrumentId instrument;
  private long tradeId;
  private long tradeMillis;
  private boolean buyerIsMaker;
  private @Nullable BigDecimal price;
  private @Nullable BigDecimal qty;
  private @Nullable BigDecimal bid;
  private @Nullable BigDecimal bidQty;
  private @Nullable BigDecimal ask;
  private @Nullable BigDecimal askQty;

  MarketFrames(Map<String, InstrumentId> instruments, LongSupplier nowMicros, Listener listener) {
    this("trade", instruments, nowMicros, listener);
  }

  /** Frames of which those with an event type of that name are trades. */
  MarketFrames(
      String tradeEvent,
      Map<String, InstrumentId> instruments,
      LongSupplier nowMicros,
      Listener listener) {
    this.tradeEvent = tradeEvent;
    this.aggregated = tradeEvent.equals("aggTrade");
    this.instruments = Map.copyOf(instruments);
    this.nowMicros = nowMicros;
    this.listener = listener;
  }

  @Override
  public void read(byte[] bytes, int length) {
    clear();
    try (JsonParser in = json.createParser(ObjectReadContext.empty(), bytes, 0, length)) {
      readFields(in);
    } catch (JacksonException | NumberFormatException e) {
      listener.garbled("a market frame is garbled: " + e.getMessage());
      return;
    }
    if (shutdown) {
      listener.serverShutdown();
    } else if (instrument != null) {
      MarketEvent event = event(instrument);
      if (event != null) {
        listener.market(event);
      }
    }
  }

  private @Nullable MarketEvent event(InstrumentId of) {
    if (trade) {
      return price != null && qty != null
          ? new MarketEvent.Trade(
              nowMicros.getAsLong(), of, tradeMillis * 1_000, tradeId, price, qty, buyerIsMaker)
          : null;
    }
    return quote && bid != null && bidQty != null && ask != null && askQty != null
        ? new MarketEvent.Quote(nowMicros.getAsLong(), of, bid, bidQty, ask, askQty)
        : null;
  }

  private void clear() {
    quote = true;
    trade = false;
    shutdown = false;
    instrument = null;
    tradeId = 0;
    price = null;
    qty = null;
    bid = null;
    bidQty = null;
    ask = null;
    askQty = null;
  }

  private void readFields(JsonParser in) {
    if (in.nextToken() != JsonToken.START_OBJECT) {
      return;
    }
    int depth = 1;
    while (depth > 0) {
      String name = in.nextName();
      if (name == null) {
        // The only other thing in an object is its end.
        depth--;
        continue;
      }
      JsonToken value = in.nextToken();
      if (value == JsonToken.START_OBJECT && name.equals("data")) {
        depth++;
      } else if (value == JsonToken.START_OBJECT || value == JsonToken.START_ARRAY) {
        in.skipChildren();
      } else if (name.length() == 1) {
        readField(in, name.charAt(0), value);
      }
    }
  }

  private void readField(JsonParser in, char name, JsonToken value) {
    switch (name) {
      case 'e' -> eventType(in.getString());
      case 's' -> instrument = instruments.get(in.getString());
      case 't' -> {
        if (!aggregated && value == JsonToken.VALUE_NUMBER_INT) {
          tradeId = in.getLongValue();
        }
      }
      case 'T' -> tradeMillis = value == JsonToken.VALUE_NUMBER_INT ? in.getLongValue() : 0;
      case 'm' -> buyerIsMaker = value == JsonToken.VALUE_TRUE;
      case 'p' -> price = decimal(in, value);
      case 'q' -> qty = decimal(in, value);
      case 'b' -> bid = decimal(in, value);
      case 'B' -> bidQty = decimal(in, value);
      case 'a' -> {
        if (value != JsonToken.VALUE_NUMBER_INT) {
          ask = decimal(in, value);
        } else if (aggregated) {
          tradeId = in.getLongValue();
        }
      }
      case 'A' -> askQty = decimal(in, value);
      default -> {}
    }
  }

  private void eventType(String type) {
    quote = type.equals("bookTicker");
    trade = type.equals(tradeEvent);
    shutdown = type.equals("serverShutdown");
  }

  private static @Nullable BigDecimal decimal(JsonParser in, JsonToken value) {
    return value == JsonToken.VALUE_STRING
        ? Decimals.of(in.getStringCharacters(), in.getStringOffset(), in.getStringLength())
        : null;
  }
}
