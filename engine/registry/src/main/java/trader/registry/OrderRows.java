package trader.registry;

import java.math.BigDecimal;
import java.math.MathContext;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import trader.control.InstrumentId;
import trader.engine.core.AccountSnapshot.PastFill;
import trader.engine.core.Checkpoint.OrderRecord;
import trader.engine.core.ControlEvent;
import trader.engine.core.Event;
import trader.engine.core.VenueEvent;
import trader.engine.core.orders.ClientOrderId;

/** Makes rows and lines of what the books say of orders, with what the event at hand tells. */
final class OrderRows {
  private final Stored stored;
  private final Arrivals arrivals = new Arrivals();
  private final Map<ClientOrderId, Tracked> tracked = new HashMap<>();
  private final Map<String, PastFill> history = new HashMap<>();
  private @Nullable Event cause;
  private JournalPosition causeStart = JournalPosition.NONE;
  private long atMicros;

  OrderRows(Stored stored) {
    this.stored = stored;
  }

  /** What follows is about this event. */
  void happened(Event event, JournalPosition start) {
    cause = event;
    causeStart = start;
    atMicros = event.atMicros();
    arrivals.take(event);
    if (event instanceof VenueEvent.AccountRead(long _, var account)) {
      history.clear();
      account.fills().forEach(fill -> history.put(name(fill.instrument(), fill.tradeId()), fill));
    }
  }

  /** The books have an order so; what of it the database does not have goes to the batch. */
  void take(OrderRecord record, JournalPosition end, Batch batch) throws SQLException {
    take(record, known(record), end, batch);
  }

  /** The last batch is written. */
  void written() {
    tracked.values().removeIf(Tracked::finished);
  }

  private Tracked known(OrderRecord record) throws SQLException {
    Tracked here = tracked.get(record.order().id());
    if (here != null) {
      return here;
    }
    Tracked loaded = stored.order(record.order().id()).orElseGet(() -> begin(record));
    tracked.put(record.order().id(), loaded);
    return loaded;
  }

  private Tracked begin(OrderRecord record) {
    Tracked fresh = new Tracked();
    fresh.decisionPrice = arrivals.decided(record.order());
    String trace = record.order().trace();
    if (!trace.isEmpty()) {
      fresh.traceId = trace;
    } else if (!(cause instanceof ControlEvent.Restored)) {
      // Where no decision is named, the event is: by its place in the journal.
      fresh.traceId = causeStart.toString();
    }
    return fresh;
  }

  private void take(OrderRecord record, Tracked known, JournalPosition end, Batch batch) {
    boolean moved = known.state != record.state();
    boolean named = !Objects.equals(known.venueOrderId, record.venueOrderId());
    boolean filled = known.filledQty.compareTo(record.filledQty()) != 0;
    boolean whole =
        known.bookedQty.compareTo(record.filledQty()) >= 0
            && known.tradeIds.containsAll(record.tradeIds());
    String terms = Tracked.terms(record.order());
    boolean amended = !terms.equals(known.terms);
    if (!moved && !named && !filled && !amended && whole) {
      return;
    }
    known.terms = terms;
    String was = known.state == null ? null : known.state.text();
    if (named && known.ackedMicros == null) {
      known.ackedMicros = atMicros;
    }
    known.venueOrderId = record.venueOrderId();
    List<Change.FillRow> fills = fills(record, known);
    known.state = record.state();
    known.filledQty = record.filledQty();
    known.endedMicros =
        !record.state().finished()
            ? null
            : known.endedMicros == null ? Long.valueOf(atMicros) : known.endedMicros;
    String why = why(cause, record.order().id());
    if (why != null) {
      known.why = why;
    }
    batch.add(
        new Change.OrderRow(
            record,
            known.decisionPrice,
            known.traceId,
            known.ackedMicros,
            known.firstFillMicros,
            known.lastFillMicros,
            known.endedMicros,
            known.why,
            atMicros));
    fills.forEach(batch::add);
    if (moved || filled || amended) {
      batch.line(end, TrailLine.of(record, was, known, atMicros, end));
    }
  }

  /** Fills that the database does not have; what no record tells of is one sum. */
  private List<Change.FillRow> fills(OrderRecord record, Tracked known) {
    List<Change.FillRow> rows = new ArrayList<>();
    for (String trade : record.tradeIds()) {
      if (known.tradeIds.add(trade)) {
        fill(record, known, trade).ifPresent(rows::add);
      }
    }
    BigDecimal missing = record.filledQty().subtract(known.bookedQty);
    if (missing.signum() > 0) {
      BigDecimal quote = record.filledQuote().subtract(known.bookedQuote);
      Change.FillRow sum =
          new Change.FillRow(
              record,
              "before " + causeStart,
              quote.divide(missing, MathContext.DECIMAL64),
              missing,
              BigDecimal.ZERO,
              "unknown",
              false,
              known.decisionPrice,
              Change.Source.CHECKPOINT,
              atMicros,
              null);
      book(known, sum);
      rows.add(sum);
    }
    return rows;
  }

  private Optional<Change.FillRow> fill(OrderRecord record, Tracked known, String trade) {
    if (cause instanceof VenueEvent.Filled now
        && now.order().equals(record.order().id())
        && now.tradeId().equals(trade)) {
      Change.FillRow row =
          new Change.FillRow(
              record,
              trade,
              now.price(),
              now.qty(),
              now.fee(),
              now.feeAsset(),
              now.maker(),
              known.decisionPrice,
              Change.Source.STREAM,
              atMicros,
              now.venueMicros());
      book(known, row);
      return Optional.of(row);
    }
    PastFill past = history.get(name(record.order().instrument(), trade));
    if (past == null) {
      return Optional.empty();
    }
    Change.FillRow row =
        new Change.FillRow(
            record,
            trade,
            past.price(),
            past.qty(),
            past.fee(),
            past.feeAsset(),
            past.maker(),
            known.decisionPrice,
            Change.Source.HISTORY,
            atMicros,
            past.venueMicros());
    book(known, row);
    return Optional.of(row);
  }

  private static void book(Tracked known, Change.FillRow row) {
    known.bookedQty = known.bookedQty.add(row.qty());
    known.bookedQuote = known.bookedQuote.add(row.price().multiply(row.qty()));
    known.filled(row.atMicros());
  }

  private static String name(InstrumentId instrument, String trade) {
    return instrument + " " + trade;
  }

  /** Why the order is where it is, where the event at hand says so of it. */
  private static @Nullable String why(@Nullable Event event, ClientOrderId id) {
    return switch (event) {
      case VenueEvent.Rejected(long _, var order, var code, var why) when order.equals(id) ->
          code + " " + why;
      case VenueEvent.Cancelled(long _, var order, var _, var why) when order.equals(id) -> why;
      case VenueEvent.Expired(long _, var order, var _, var why) when order.equals(id) -> why;
      case VenueEvent.OutcomeUnknown(long _, var order, var why) when order.equals(id) -> why;
      case null, default -> null;
    };
  }
}
