package trader.control;

import java.time.Instant;
import java.util.List;

/**
 * What an engine answers when a lever moved or a request reached it. It is sent only when what it
 * says is so: for a lowering change the gate is closed and sends in flight have drained.
 *
 * @param commandId the command that this answers, empty for a raw write or a signal
 * @param subject the lever or request, e.g. {@code mode} or {@code close}
 * @param value the value that was asked for, as read
 * @param outcome what the engine did
 * @param gate the gate after it
 * @param modeEffective the mode that the engine obeys after it
 * @param at when the engine had done it
 * @param gateMicros microseconds from the engine's reading of the change until the gate was closed
 *     and sends in flight had left, 0 where the gate did not have to close
 * @param cancelled client order ids of entry orders that the venue confirmed cancelled
 * @param working client order ids of orders that are still working although they should not be
 * @param unknown client order ids of orders whose fate the venue has not told yet
 * @param complete whether every cancel that followed has been answered; an incomplete
 *     acknowledgement is followed by another for the same change
 * @param why the reason, in words for an operator
 */
public record Acknowledgement(
    String commandId,
    String subject,
    String value,
    Outcome outcome,
    Color color,
    GateLevel gate,
    Mode modeEffective,
    Instant at,
    long gateMicros,
    List<String> cancelled,
    List<String> working,
    List<String> unknown,
    boolean complete,
    String why) {

  /** What became of a change or request. */
  public enum Outcome {
    /** The engine did it. */
    APPLIED,
    /** The engine was so already. */
    UNCHANGED,
    /** The engine did not do it; {@code why} says why. */
    REFUSED
  }

  /** Copies the lists. */
  public Acknowledgement {
    cancelled = List.copyOf(cancelled);
    working = List.copyOf(working);
    unknown = List.copyOf(unknown);
  }
}
