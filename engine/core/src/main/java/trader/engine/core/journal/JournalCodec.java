package trader.engine.core.journal;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import trader.control.InstrumentId;
import trader.engine.core.Action;
import trader.engine.core.Event;
import trader.engine.core.MarketEvent;
import trader.engine.core.orders.NewOrder;

/**
 * Writes and reads journal records. A record is {@code length:int crc32c:int kind:byte payload},
 * length and checksum over kind and payload. Trades and quotes, of which there are millions, and
 * orders and the log lines about them, for which a market does not wait, have a binary form;
 * everything else is JSON, which a person can read and a later version can still decode.
 * Instruments are numbered as they first appear. A zero length is the end.
 *
 * <p>One codec serves one journal file and one thread.
 */
public final class JournalCodec {
  private static final int HEADER = Integer.BYTES + Integer.BYTES;
  private static final byte TRADE = 1;
  private static final byte QUOTE = 2;
  private static final byte EVENT = 3;
  private static final byte ACTION = 4;
  private static final byte INSTRUMENT = 5;
  private static final byte LOG = 6;
  private static final byte ORDER = 7;

  private final JournalJson json = new JournalJson();
  private final CRC32C crc = new CRC32C();
  private final Map<InstrumentId, Short> numbers = new HashMap<>();
  private final List<InstrumentId> instruments = new ArrayList<>();

  /** Room that a record of a trade or quote, the instrument's own included, can take at most. */
  public static final int SMALL_RECORD_BYTES = 512;

  /**
   * Appends an event. Throws {@link BufferOverflowException} where it does not fit; the buffer then
   * ends where it ended before.
   */
  public void write(ByteBuffer out, Event event) {
    short number =
        switch (event) {
          case MarketEvent.Trade trade -> number(out, trade.instrument());
          case MarketEvent.Quote quote -> number(out, quote.instrument());
          default -> 0;
        };
    int start = out.position();
    try {
      append(out, event, number);
      end(out, start);
    } catch (BufferOverflowException e) {
      out.position(start);
      throw e;
    }
  }

  /** Appends an action; fails as {@link #write(ByteBuffer, Event)} does. */
  public void write(ByteBuffer out, Action action) {
    int start = out.position();
    try {
      append(out, action);
      end(out, start);
    } catch (BufferOverflowException e) {
      out.position(start);
      throw e;
    }
  }

  private void append(ByteBuffer out, Action action) {
    switch (action) {
      case Action.Log log -> {
        begin(out, LOG);
        JournalOrders.put(out, log);
      }
      case Action.Submit(NewOrder order) -> {
        begin(out, ORDER);
        JournalOrders.put(out, order);
      }
      default -> {
        begin(out, ACTION);
        out.put(json.action(action));
      }
    }
  }

  private void append(ByteBuffer out, Event event, short number) {
    switch (event) {
      case MarketEvent.Trade trade -> {
        begin(out, TRADE);
        out.putShort(number).putLong(trade.atMicros()).putLong(trade.venueMicros());
        out.putLong(trade.tradeId()).put((byte) (trade.buyerIsMaker() ? 1 : 0));
        JournalDecimals.put(out, trade.price());
        JournalDecimals.put(out, trade.qty());
      }
      case MarketEvent.Quote quote -> {
        begin(out, QUOTE);
        out.putShort(number).putLong(quote.atMicros());
        JournalDecimals.put(out, quote.bid());
        JournalDecimals.put(out, quote.bidQty());
        JournalDecimals.put(out, quote.ask());
        JournalDecimals.put(out, quote.askQty());
      }
      default -> {
        begin(out, EVENT);
        out.put(json.event(event));
      }
    }
  }

  /**
   * Reads the next record and moves behind it; null at the end, where the position stays. Throws
   * {@link JournalDamagedException} for a record that is cut short or whose checksum does not hold.
   */
  public @Nullable JournalRecord read(ByteBuffer in) {
    while (true) {
      int start = in.position();
      if (in.remaining() < HEADER) {
        return null;
      }
      int length = in.getInt(start);
      if (length == 0) {
        return null;
      }
      if (length < 1 || length > in.remaining() - HEADER) {
        throw new JournalDamagedException(
            "record at byte " + start + " says it is " + length + " bytes long, which is not so");
      }
      ByteBuffer body = in.slice(start + HEADER, length);
      if (checksum(body) != in.getInt(start + Integer.BYTES)) {
        throw new JournalDamagedException("record at byte " + start + " fails its checksum");
      }
      in.position(start + HEADER + length);
      byte kind = body.get();
      if (kind == INSTRUMENT) {
        instruments.add(InstrumentId.parse(text(body), "UNKNOWN"));
        numbers.put(instruments.getLast(), (short) (instruments.size() - 1));
        continue;
      }
      return decode(kind, body, start);
    }
  }

  private JournalRecord decode(byte kind, ByteBuffer body, int at) {
    return switch (kind) {
      case TRADE -> new JournalRecord.Happened(trade(body));
      case QUOTE -> new JournalRecord.Happened(quote(body));
      case EVENT -> new JournalRecord.Happened(json.event(bytes(body)));
      case ACTION -> new JournalRecord.Wanted(json.action(bytes(body)));
      case LOG -> new JournalRecord.Wanted(JournalOrders.log(body));
      case ORDER -> new JournalRecord.Wanted(new Action.Submit(JournalOrders.order(body)));
      default ->
          throw new JournalDamagedException(
              "record at byte "
                  + at
                  + " is of kind "
                  + kind
                  + ", which this version does not know");
    };
  }

  private MarketEvent.Trade trade(ByteBuffer body) {
    InstrumentId instrument = instruments.get(body.getShort());
    long atMicros = body.getLong();
    long venueMicros = body.getLong();
    long tradeId = body.getLong();
    boolean buyerIsMaker = body.get() == 1;
    return new MarketEvent.Trade(
        atMicros,
        instrument,
        venueMicros,
        tradeId,
        JournalDecimals.get(body),
        JournalDecimals.get(body),
        buyerIsMaker);
  }

  private MarketEvent.Quote quote(ByteBuffer body) {
    InstrumentId instrument = instruments.get(body.getShort());
    return new MarketEvent.Quote(
        body.getLong(),
        instrument,
        JournalDecimals.get(body),
        JournalDecimals.get(body),
        JournalDecimals.get(body),
        JournalDecimals.get(body));
  }

  private short number(ByteBuffer out, InstrumentId instrument) {
    Short known = numbers.get(instrument);
    if (known != null) {
      return known;
    }
    int start = out.position();
    begin(out, INSTRUMENT);
    out.put(instrument.toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    end(out, start);
    instruments.add(instrument);
    short number = (short) (instruments.size() - 1);
    numbers.put(instrument, number);
    return number;
  }

  private static void begin(ByteBuffer out, byte kind) {
    out.putInt(0).putInt(0).put(kind);
  }

  /** The length is written last, so that a record that a crash cut short reads as the end. */
  private void end(ByteBuffer out, int start) {
    int length = out.position() - start - HEADER;
    out.putInt(start + Integer.BYTES, checksum(out.slice(start + HEADER, length)));
    out.putInt(start, length);
  }

  private int checksum(ByteBuffer body) {
    crc.reset();
    crc.update(body.duplicate());
    return (int) crc.getValue();
  }

  private static byte[] bytes(ByteBuffer body) {
    byte[] bytes = new byte[body.remaining()];
    body.get(bytes);
    return bytes;
  }

  private static String text(ByteBuffer body) {
    return new String(bytes(body), java.nio.charset.StandardCharsets.US_ASCII);
  }
}
