package trader.engine.core.orders;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The life of an order. {@link #after} is the whole table of transitions: what is not in it leaves
 * the order as it is and is reported by the caller.
 */
public enum OrderState {
  /** Durable, perhaps sent, not answered. */
  PENDING,
  /** The venue has it; nothing is filled, or a part. */
  WORKING,
  /** A change of its quantity or prices is on its way; it works as it was or as it will be. */
  REPLACING,
  /** A cancel is on its way. */
  CANCELLING,
  /** Nobody knows; only the venue's answer to a query ends this. */
  UNKNOWN,
  /** Filled in whole. */
  FILLED,
  /** Cancelled; perhaps filled in part. */
  CANCELLED,
  /** Ended by the venue's rules; perhaps filled in part. */
  EXPIRED,
  /** Refused by the venue. */
  REJECTED,
  /** It never reached the venue, which the venue has confirmed. */
  LOST;

  /** What can happen to an order. */
  public enum Trigger {
    /** The venue confirmed it. */
    ACCEPTED,
    /** A fill left something open. */
    PART_FILLED,
    /** A fill completed it; wins over everything. */
    ALL_FILLED,
    /** We asked to change it. */
    REPLACE_SENT,
    /** The venue changed it. */
    REPLACED,
    /** The venue would not change it, and the order may still work. */
    REPLACE_REFUSED,
    /** We asked to cancel. */
    CANCEL_SENT,
    /** The venue would not cancel, and the order may still work. */
    CANCEL_REFUSED,
    /** The venue cancelled it. */
    CANCELLED,
    /** The venue ended it. */
    EXPIRED,
    /** The venue refused it. */
    REJECTED,
    /** No answer, or one that does not say. */
    NO_ANSWER,
    /** The venue says it has never had it, and it can no longer arrive. */
    NOT_FOUND,
    /** The venue lists it as open, although for us it had ended without a fill of all. */
    FOUND_OPEN,
    /** The venue has executed more of it than is booked; the fills must come first. */
    FILLS_MISSING
  }

  private static final Map<OrderState, Map<Trigger, OrderState>> TABLE =
      new EnumMap<>(OrderState.class);

  static {
    row(
        PENDING,
        Map.of(
            Trigger.ACCEPTED, WORKING,
            Trigger.PART_FILLED, WORKING,
            Trigger.ALL_FILLED, FILLED,
            Trigger.CANCEL_SENT, CANCELLING,
            Trigger.CANCELLED, CANCELLED,
            Trigger.EXPIRED, EXPIRED,
            Trigger.REJECTED, REJECTED,
            Trigger.NO_ANSWER, UNKNOWN,
            Trigger.NOT_FOUND, LOST,
            Trigger.FILLS_MISSING, UNKNOWN));
    row(
        WORKING,
        Map.ofEntries(
            Map.entry(Trigger.ACCEPTED, WORKING),
            Map.entry(Trigger.PART_FILLED, WORKING),
            Map.entry(Trigger.ALL_FILLED, FILLED),
            Map.entry(Trigger.REPLACE_SENT, REPLACING),
            Map.entry(Trigger.REPLACED, WORKING),
            Map.entry(Trigger.CANCEL_SENT, CANCELLING),
            Map.entry(Trigger.CANCELLED, CANCELLED),
            Map.entry(Trigger.EXPIRED, EXPIRED),
            Map.entry(Trigger.REJECTED, REJECTED),
            Map.entry(Trigger.NO_ANSWER, UNKNOWN),
            Map.entry(Trigger.FILLS_MISSING, UNKNOWN)));
    // Refused because it was filled, or is gone, or cannot be changed: only the venue knows which.
    row(
        REPLACING,
        Map.ofEntries(
            Map.entry(Trigger.ACCEPTED, REPLACING),
            Map.entry(Trigger.PART_FILLED, REPLACING),
            Map.entry(Trigger.ALL_FILLED, FILLED),
            Map.entry(Trigger.REPLACED, WORKING),
            Map.entry(Trigger.REPLACE_REFUSED, UNKNOWN),
            Map.entry(Trigger.CANCEL_SENT, CANCELLING),
            Map.entry(Trigger.CANCELLED, CANCELLED),
            Map.entry(Trigger.EXPIRED, EXPIRED),
            Map.entry(Trigger.REJECTED, REJECTED),
            Map.entry(Trigger.NO_ANSWER, UNKNOWN),
            Map.entry(Trigger.FILLS_MISSING, UNKNOWN)));
    row(
        CANCELLING,
        Map.ofEntries(
            Map.entry(Trigger.ACCEPTED, CANCELLING),
            Map.entry(Trigger.PART_FILLED, CANCELLING),
            Map.entry(Trigger.ALL_FILLED, FILLED),
            Map.entry(Trigger.REPLACED, CANCELLING),
            Map.entry(Trigger.CANCEL_REFUSED, UNKNOWN),
            Map.entry(Trigger.CANCELLED, CANCELLED),
            Map.entry(Trigger.EXPIRED, EXPIRED),
            Map.entry(Trigger.REJECTED, REJECTED),
            Map.entry(Trigger.NO_ANSWER, UNKNOWN),
            Map.entry(Trigger.NOT_FOUND, LOST),
            Map.entry(Trigger.FILLS_MISSING, UNKNOWN)));
    row(
        UNKNOWN,
        Map.of(
            Trigger.ACCEPTED, WORKING,
            Trigger.PART_FILLED, WORKING,
            Trigger.ALL_FILLED, FILLED,
            Trigger.REPLACED, WORKING,
            Trigger.CANCELLED, CANCELLED,
            Trigger.EXPIRED, EXPIRED,
            Trigger.REJECTED, REJECTED,
            Trigger.NO_ANSWER, UNKNOWN,
            Trigger.NOT_FOUND, LOST,
            Trigger.FILLS_MISSING, UNKNOWN));
    row(FILLED, Map.of(Trigger.ALL_FILLED, FILLED));
    row(
        CANCELLED,
        Map.of(
            Trigger.PART_FILLED, CANCELLED,
            Trigger.ALL_FILLED, FILLED,
            Trigger.FOUND_OPEN, UNKNOWN,
            Trigger.FILLS_MISSING, UNKNOWN));
    row(
        EXPIRED,
        Map.of(
            Trigger.PART_FILLED, EXPIRED,
            Trigger.ALL_FILLED, FILLED,
            Trigger.FOUND_OPEN, UNKNOWN,
            Trigger.FILLS_MISSING, UNKNOWN));
    // A refused order that fills was not refused: the venue must say what has become of the rest.
    row(
        REJECTED,
        Map.of(
            Trigger.PART_FILLED, UNKNOWN,
            Trigger.ALL_FILLED, FILLED,
            Trigger.FOUND_OPEN, UNKNOWN,
            Trigger.FILLS_MISSING, UNKNOWN));
    row(
        LOST,
        Map.of(
            Trigger.ACCEPTED, WORKING,
            Trigger.PART_FILLED, WORKING,
            Trigger.ALL_FILLED, FILLED,
            Trigger.FOUND_OPEN, UNKNOWN,
            Trigger.FILLS_MISSING, UNKNOWN));
  }

  private static void row(OrderState state, Map<Trigger, OrderState> next) {
    TABLE.put(state, next.isEmpty() ? Map.of() : new EnumMap<>(next));
  }

  /** The state after {@code trigger}; empty where the table has no such transition. */
  public Optional<OrderState> after(Trigger trigger) {
    return Optional.ofNullable(TABLE.getOrDefault(this, Map.of()).get(trigger));
  }

  /** Whether nothing more is expected of the order, save a fill that comes late. */
  public boolean finished() {
    return switch (this) {
      case PENDING, WORKING, REPLACING, CANCELLING, UNKNOWN -> false;
      case FILLED, CANCELLED, EXPIRED, REJECTED, LOST -> true;
    };
  }

  /** The name shown to people, e.g. {@code working}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
