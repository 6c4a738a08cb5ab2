package trader.redis;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import trader.control.Acknowledgement;
import trader.control.Color;
import trader.control.Directive;
import trader.control.EngineRequest;
import trader.control.EngineState;

/**
 * What the operator's side does with Redis. Every method throws {@link StoreUnavailableException}
 * where Redis does not answer in the store's own time.
 */
public interface DeskStore extends Memory, AlertStore, AutoCloseable {

  /** Every control lever in one atomic read. */
  ControlReading readControl();

  /** What the engine of that color last said of itself; empty where none ever did. */
  Optional<EngineState> engineState(Color color);

  /** Takes the next control epoch: greater than any before, and at least {@code now} in millis. */
  long nextEpoch(Instant now);

  /**
   * Writes the lever's value and its directive in one atomic step, and only while the lever still
   * has the value {@code expected} (null: missing); answers whether it did. With {@code
   * unconditional} it always does: that is for changes that lower risk.
   */
  boolean apply(Directive directive, @Nullable String expected, boolean unconditional);

  /** Appends to the engine's requests. */
  void request(EngineRequest request);

  /** The place in the stream of acknowledgements from which {@link #acknowledgements} reads on. */
  String acknowledgementCursor();

  /** Acknowledgements after {@code cursor}, waiting up to {@code wait} for the first. */
  Acknowledgements acknowledgements(String cursor, Duration wait);

  /** Acknowledgements and the cursor behind the last of them. */
  record Acknowledgements(List<Acknowledgement> list, String cursor) {}

  /**
   * Records that a command begins, before it acts. The same id with the same {@code bodyHash} finds
   * the first one's result; with another body it is a conflict.
   */
  Claim claim(String commandId, String bodyHash, Instant now);

  /**
   * What {@link #claim} would find, without claiming: empty where the id is new.
   *
   * @param bodyHash as in {@link #claim}
   */
  Optional<Claim> claimed(String commandId, String bodyHash);

  /** Keeps the command's result for whoever sends the same id again. */
  void complete(String commandId, String resultJson);

  /** What {@link #claim} found. */
  sealed interface Claim {
    /** The id is new: act. */
    record Fresh() implements Claim {}

    /** The id ran before with the same body; {@code resultJson} is what it answered. */
    record Done(String resultJson) implements Claim {}

    /** The id is running, or its process died before it could say what came of it. */
    record Running(Instant since) implements Claim {}

    /** The id was used for something else. */
    record Conflict() implements Claim {}
  }

  /** Keeps a pending confirmation until it is taken or {@code ttl} has passed. */
  void putConfirmation(String id, String json, Duration ttl);

  /** A pending confirmation, which stays where it is. Empty where it is gone. */
  Optional<String> confirmation(String id);

  /** Takes a pending confirmation; only one caller gets it. Empty where it is gone. */
  Optional<String> takeConfirmation(String id);

  /** Appends to the hash-chained audit and answers the entry with its number and hashes. */
  AuditEntry audit(AuditDraft draft);

  /** The newest audit entries, newest first. */
  List<AuditEntry> auditTail(int count);

  /** Walks the whole audit chain and answers the first break, or empty where it holds. */
  Optional<String> verifyAudit();

  /** What the desk was worth at {@code since} or later, oldest first, one sample a minute. */
  List<EquitySample> history(Instant since);

  /** Every key of the desk with its value as JSON text, for the incident snapshot. */
  Map<String, String> dump();

  /** Time that one PING takes. */
  Duration ping();

  @Override
  void close();
}
