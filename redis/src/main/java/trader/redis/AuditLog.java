package trader.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The hash-chained audit in the stream {@link Keys#AUDIT}. Whoever appends reads the end, computes
 * the next link and writes it only while the end is still the same, so that several processes keep
 * one chain. Safe for use by several threads where its wire is.
 */
public final class AuditLog {
  private static final int ATTEMPTS = 100;
  private static final int PAGE = 500;

  private final Wire wire;

  /** An audit that is read and written over {@code wire}. */
  public AuditLog(Wire wire) {
    this.wire = wire;
  }

  /**
   * Appends and answers the entry. Throws {@link StoreUnavailableException} where Redis does not
   * answer, and {@link IllegalStateException} where others kept coming first.
   */
  public AuditEntry append(AuditDraft draft) {
    String json = Json.write(draft);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      List<StreamEntry> end = newest(1);
      String previous = end.isEmpty() ? AuditChain.GENESIS : field(end.getFirst(), "hash");
      long sequence = end.isEmpty() ? 1 : sequence(end.getFirst()) + 1;
      String hash = AuditChain.hash(previous, sequence, json);
      List<String> keys =
          wire.clustered() ? List.of(Keys.AUDIT) : List.of(Keys.AUDIT, Keys.AUDIT_HEAD);
      Object written =
          wire.send(
              Script.call(
                  Script.AUDIT_APPEND, keys, previous, Long.toString(sequence), hash, json));
      if (Long.valueOf(1).equals(written)) {
        if (wire.clustered()) {
          wire.send(Call.of("SET").key(Keys.AUDIT_HEAD).with(AuditChain.head(sequence, hash)));
        }
        return new AuditEntry(sequence, previous, hash, draft);
      }
    }
    throw new IllegalStateException(
        "the audit's end moved " + ATTEMPTS + " times while an entry was appended; try again");
  }

  /** The newest entries, newest first; an entry that cannot be read ends the list. */
  public List<AuditEntry> tail(int count) {
    List<AuditEntry> entries = new ArrayList<>();
    for (StreamEntry entry : newest(count)) {
      AuditDraft draft;
      try {
        draft = Json.read(entry.json(), AuditDraft.class);
      } catch (IllegalArgumentException e) {
        break;
      }
      entries.add(
          new AuditEntry(sequence(entry), field(entry, "prev"), field(entry, "hash"), draft));
    }
    return entries;
  }

  /**
   * Walks the chain from its beginning and says in a line where it breaks first, or nothing where
   * it holds up to the entry that {@link Keys#AUDIT_HEAD} named when the walk began.
   */
  public Optional<String> verify() {
    String head = text(wire.send(Call.of("GET").key(Keys.AUDIT_HEAD)));
    boolean headSeen = head == null;
    String previous = AuditChain.GENESIS;
    long sequence = 0;
    String from = "-";
    while (true) {
      List<StreamEntry> page =
          StreamEntry.range(
              wire.send(Call.of("XRANGE").key(Keys.AUDIT).with(from, "+", "COUNT").with(PAGE)));
      for (StreamEntry entry : page) {
        Optional<String> fault = fault(entry, previous, sequence + 1);
        if (fault.isPresent()) {
          return fault;
        }
        sequence++;
        previous = field(entry, "hash");
        headSeen |= AuditChain.head(sequence, previous).equals(head);
      }
      if (page.size() < PAGE) {
        break;
      }
      from = "(" + page.getLast().id();
    }
    if (head == null && sequence > 0) {
      return Optional.of(
          Keys.AUDIT_HEAD + " is missing although the audit has " + sequence + " entries");
    }
    return headSeen
        ? Optional.empty()
        : Optional.of(
            "the audit ends at entry "
                + sequence
                + ", but "
                + Keys.AUDIT_HEAD
                + " names '"
                + head
                + "': entries were cut off or replaced");
  }

  private static Optional<String> fault(StreamEntry entry, String previous, long expected) {
    String place = "audit entry " + entry.id() + " (number " + field(entry, "seq") + ") ";
    if (!field(entry, "seq").equals(Long.toString(expected))) {
      return Optional.of(place + "should be number " + expected + ": entries are missing");
    }
    if (!field(entry, "prev").equals(previous)) {
      return Optional.of(place + "does not follow the entry before it");
    }
    if (!field(entry, "hash").equals(AuditChain.hash(previous, expected, entry.json()))) {
      return Optional.of(place + "does not match its hash: it was altered");
    }
    return Optional.empty();
  }

  private List<StreamEntry> newest(int count) {
    return StreamEntry.range(
        wire.send(Call.of("XREVRANGE").key(Keys.AUDIT).with("+", "-", "COUNT").with(count)));
  }

  private static String field(StreamEntry entry, String name) {
    return entry.fields().getOrDefault(name, "");
  }

  private static long sequence(StreamEntry entry) {
    String text = field(entry, "seq");
    return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
  }

  private static @Nullable String text(@Nullable Object reply) {
    return (String) reply;
  }
}
