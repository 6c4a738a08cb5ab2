package trader.venues.kraken.futures;

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
import trader.engine.core.InstrumentRules;
import trader.engine.core.MarketEvent;
import trader.venues.FrameReader;
import trader.venues.book.SentDecimal;
import trader.venues.net.Frames;

/**
 * Reads frames of the public feeds without building a tree: each frame is one pass over its bytes.
 * Trades become trades; the book is kept, and its best prices become quotes.
 */
final class FeedFrames implements FrameReader {
  /** What frames become. */
  interface Listener {
    /** A trade or a quote. */
    void market(MarketEvent event);

    /** A book has changed, or was told as a whole. */
    default void book(InstrumentId instrument, boolean whole) {}

    /** The book of a product has a hole and must be subscribed to anew. */
    void hole(InstrumentId instrument, String why);

    /** The venue acknowledged a subscription of a product. */
    void subscribed(String feed, InstrumentId instrument);

    /** The bytes are not such a frame, or the venue refused what we asked for. */
    void garbled(String why);
  }

  private final JsonFactory json = Frames.json();
  private final Map<String, SequencedBook> books = new HashMap<>();
  private final LongSupplier nowMicros;
  private final Listener listener;

  private String event = "";
  private String feed = "";
  private String product = "";
  private String message = "";
  private boolean buys;
  private long sequence;
  private long timeMillis;
  private boolean hasPrice;
  private boolean hasQty;
  private final SentDecimal price = new SentDecimal();
  private final SentDecimal qty = new SentDecimal();

  FeedFrames(LongSupplier nowMicros, Listener listener) {
    this.nowMicros = nowMicros;
    this.listener = listener;
  }

  /** Keeps the book of an instrument in steps that are fine enough for any product. */
  SequencedBook wants(InstrumentId instrument) {
    SequencedBook book = new SequencedBook(instrument);
    books.put(Products.of(instrument), book);
    return book;
  }

  /** Keeps the book of an instrument, in the steps of its rules. */
  void wants(InstrumentRules rules) {
    books.put(Products.of(rules.instrument()), new SequencedBook(rules));
  }

  /** Forgets all books: the connection is a new one. */
  void reset() {
    books.values().forEach(SequencedBook::forget);
  }

  @Override
  public void read(byte[] bytes, int length) {
    clear();
    SequencedBook snapshot = null;
    try (JsonParser in = json.createParser(ObjectReadContext.empty(), bytes, 0, length)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        listener.garbled("a market frame is no object");
        return;
      }
      while (in.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = in.currentName();
        JsonToken value = in.nextToken();
        if (value == JsonToken.START_ARRAY) {
          snapshot = array(in, name, snapshot);
        } else if (value == JsonToken.START_OBJECT) {
          in.skipChildren();
        } else {
          scalar(in, name);
        }
      }
    } catch (JacksonException | NumberFormatException | ArithmeticException e) {
      listener.garbled("a market frame is garbled: " + e.getMessage());
      return;
    }
    tell(snapshot);
  }

  private void clear() {
    event = "";
    feed = "";
    product = "";
    message = "";
    buys = false;
    sequence = -1;
    timeMillis = 0;
    hasPrice = false;
    hasQty = false;
  }

  private void scalar(JsonParser in, String name) {
    switch (name) {
      case "event" -> event = in.getString();
      case "feed" -> feed = in.getString();
      case "product_id" -> product = in.getString();
      case "message" -> message = in.getString();
      case "side" -> buys = in.getString().equals("buy");
      case "seq" -> sequence = in.getLongValue();
      case "time", "timestamp" -> timeMillis = in.getLongValue();
      case "price" -> hasPrice = number(in, price);
      case "qty" -> hasQty = number(in, qty);
      default -> {}
    }
  }

  private static boolean number(JsonParser in, SentDecimal into) {
    into.set(in.getStringCharacters(), in.getStringOffset(), in.getStringLength());
    return true;
  }

  /** Sides of a snapshot go into the book of the product, which is named before them. */
  private @Nullable SequencedBook array(
      JsonParser in, String name, @Nullable SequencedBook filling) {
    if (name.equals("product_ids")) {
      if (in.nextToken() == JsonToken.VALUE_STRING) {
        product = in.getString();
      }
      while (in.currentToken() != JsonToken.END_ARRAY) {
        in.nextToken();
      }
      return filling;
    }
    SequencedBook book = books.get(product);
    if (book == null || !feed.equals("book_snapshot")) {
      in.skipChildren();
      return filling;
    }
    if (filling == null) {
      book.begin();
    }
    boolean bids = name.equals("bids");
    while (in.nextToken() == JsonToken.START_OBJECT) {
      hasPrice = false;
      hasQty = false;
      while (in.nextToken() == JsonToken.PROPERTY_NAME) {
        String field = in.currentName();
        in.nextToken();
        scalar(in, field);
      }
      if (hasPrice && hasQty) {
        book.set(bids, price, qty);
      }
    }
    return book;
  }

  private void tell(@Nullable SequencedBook snapshot) {
    if (!event.isEmpty()) {
      event();
      return;
    }
    SequencedBook book = books.get(product);
    if (book == null) {
      return;
    }
    if (snapshot != null) {
      snapshot.whole(sequence);
      listener.book(snapshot.instrument(), true);
      quote(snapshot);
    } else if (feed.equals("trade") && hasPrice && hasQty) {
      listener.market(
          new MarketEvent.Trade(
              nowMicros.getAsLong(),
              book.instrument(),
              timeMillis * 1_000,
              sequence,
              price.value(),
              qty.value(),
              !buys));
    } else if (feed.equals("book") && hasPrice && hasQty) {
      level(book);
    }
  }

  private void level(SequencedBook book) {
    switch (book.follow(sequence)) {
      case NEXT -> {
        book.set(buys, price, qty);
        listener.book(book.instrument(), false);
        quote(book);
      }
      case OLD -> {}
      case HOLE -> {
        long known = book.sequence();
        book.forget();
        listener.hole(book.instrument(), "the book goes on at " + sequence + " after " + known);
      }
    }
  }

  private void quote(SequencedBook book) {
    MarketEvent.Quote quote = book.quote(nowMicros.getAsLong());
    if (quote != null) {
      listener.market(quote);
    }
  }

  private void event() {
    switch (event) {
      case "subscribed" ->
          Products.instrument(product).ifPresent(i -> listener.subscribed(feed, i));
      case "error", "alert" -> listener.garbled("the venue says: " + message);
      default -> {}
    }
  }

  /** The book of a product, for comparisons; null where it is not wanted. */
  @Nullable SequencedBook book(String ofProduct) {
    return books.get(ofProduct);
  }
}
