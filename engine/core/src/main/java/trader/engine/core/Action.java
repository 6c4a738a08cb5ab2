package trader.engine.core;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import trader.control.Account;
import trader.control.Acknowledgement;
import trader.control.Alert;
import trader.control.GateLevel;
import trader.control.InstrumentId;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.ProposedEntry;

/** Something the core wants done, in the order in which it wants it. */
public sealed interface Action {

  /** Send an order. It is in the journal before it is sent. */
  record Submit(NewOrder order) implements Action {}

  /** Ask a person whether an entry may be ordered. It is shown; nothing of it is sent. */
  record Propose(ProposedEntry proposal) implements Action {}

  /** Cancel an order. */
  record Cancel(
      Account account, InstrumentId instrument, ClientOrderId order, @Nullable String venueOrderId)
      implements Action {}

  /**
   * Change a working order in place, where the venue does that: {@link InstrumentRules#amends}. The
   * order keeps its id and its fills; answered by {@link VenueEvent.Replaced}, {@link
   * VenueEvent.ReplaceRejected} or {@link VenueEvent.OutcomeUnknown}.
   *
   * @param qty the whole quantity, what is filled included, in the base asset
   * @param price the limit price, null unless it is a limit order
   * @param stopPrice the trigger, null unless it waits for one
   */
  record Replace(
      Account account,
      InstrumentId instrument,
      ClientOrderId order,
      @Nullable String venueOrderId,
      BigDecimal qty,
      @Nullable BigDecimal price,
      @Nullable BigDecimal stopPrice)
      implements Action {}

  /** Ask the venue for an order by its client order id. */
  record Query(Account account, InstrumentId instrument, ClientOrderId order) implements Action {}

  /**
   * Read the whole account, after the user stream is open.
   *
   * @param fillsFrom for each instrument the id of the last trade that is known, empty for none
   * @param fillsSinceMicros where no trade is known: from when on
   */
  record Reconcile(Account account, Map<InstrumentId, String> fillsFrom, long fillsSinceMicros)
      implements Action {
    /** Copies the map in its order. */
    public Reconcile {
      fillsFrom = Collections.unmodifiableMap(new LinkedHashMap<>(fillsFrom));
    }
  }

  /**
   * Put the gates into force, and answer with {@link ControlEvent.GateDrained} of the same {@code
   * change} once sends that the new levels forbid have left.
   *
   * @param ticket the newest early lowering that these levels already account for, 0 for none
   */
  record SetGate(long change, GateLevel live, GateLevel paper, long ticket) implements Action {}

  /** Tell the desk. */
  record Acknowledge(Acknowledgement acknowledgement) implements Action {}

  /** Tell people. */
  record Raise(Alert alert) implements Action {}

  /**
   * Write a line to the log.
   *
   * @param pattern the name that operators search for, e.g. {@code DECISION_TRACE}
   * @param fields {@code key=value} pairs
   */
  record Log(Level level, String pattern, String fields) implements Action {
    /** How the line is marked. */
    public enum Level {
      /** What happened. */
      INFO,
      /** What someone should look at. */
      WARN,
      /** What someone must look at. */
      ERROR
    }
  }

  /** Count or time something, for the metrics. */
  record Measure(Measured what, Account account, InstrumentId instrument, long value)
      implements Action {
    /** What is measured. */
    public enum Measured {
      /** How long a position, or a part of it, had no stop at the venue, in microseconds. */
      UNPROTECTED_MICROS,
      /** The stop validator found that many positions without a whole stop: one. */
      STOP_MISSING,
      /** The stop validator placed that many stops that had been missing: one. */
      STOP_REPAIRED
    }
  }

  /** A comparison with the venue is done; log and count what it found. */
  record Reconciled(ReconciliationReport report) implements Action {}

  /** Keep what the operator's side must be able to read later. */
  record Audit(String action, String reason, String outcome, String detail) implements Action {}
}
