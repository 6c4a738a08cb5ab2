package trader.engine.journal;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.engine.core.Checkpoint;
import trader.engine.core.ControlEvent;
import trader.engine.core.journal.JournalDamagedException;
import trader.engine.core.journal.JournalRecord;
import trader.engine.core.loop.Core;

/** What earlier sessions left: the newest segment that can be read, read back. */
public final class Recovery {
  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
  private final long most;
  private @Nullable Core core;
  private long records;

  /**
   * What was found.
   *
   * @param checkpoint where to go on from
   * @param damage what was wrong with the journal; empty where nothing was
   */
  public record Found(Checkpoint checkpoint, Optional<String> damage) {}

  /** A record is whole and yet makes the core fail. */
  private static final class NotApplicable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotApplicable(JournalRecord record, RuntimeException cause) {
      super(record + " cannot be applied: " + cause, cause);
    }
  }

  private Recovery(long most) {
    this.most = most;
  }

  /** Reads the newest segment back; an older one where the newest has no whole beginning. */
  public static Found from(JournalFolder folder) {
    Optional<String> damage = Optional.empty();
    for (JournalFolder.Segment segment : folder.segments().reversed()) {
      Recovery recovery = new Recovery(Long.MAX_VALUE);
      Optional<String> fault = recovery.read(segment);
      damage = damage.or(() -> fault);
      Core core = recovery.core;
      if (core != null && recovery.records > 1) {
        LOG.info("JOURNAL_READ segment={} records={}", segment.path(), recovery.records);
        return new Found(core.checkpoint(), damage);
      }
    }
    return new Found(Checkpoint.none(), damage);
  }

  /** Answers what is wrong with the segment; what came before that has been taken. */
  private Optional<String> read(JournalFolder.Segment segment) {
    try {
      JournalReader.read(segment.path(), this::take);
      return Optional.empty();
    } catch (JournalDamagedException e) {
      return damaged(segment, e);
    } catch (NotApplicable e) {
      // The core is half through it: it is made anew from the records before.
      Recovery before = new Recovery(records - 1);
      before.read(segment);
      core = before.core;
      records = before.records;
      return damaged(segment, e);
    }
  }

  private static Optional<String> damaged(JournalFolder.Segment segment, RuntimeException fault) {
    LOG.error("JOURNAL_DAMAGED segment={}", segment.path(), fault);
    return Optional.of(segment.path().getFileName() + ": " + fault.getMessage());
  }

  private void take(JournalRecord record) {
    if (records == most) {
      return;
    }
    records++;
    try {
      apply(record);
    } catch (JournalDamagedException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new NotApplicable(record, e);
    }
  }

  private void apply(JournalRecord record) {
    switch (record) {
      case JournalRecord.Happened(ControlEvent.Configured first) when core == null ->
          core = Core.readingBack(first);
      case JournalRecord.Happened(var event) -> begun().on(event);
      case JournalRecord.Wanted(var action) -> begun().replayed(action);
    }
  }

  private Core begun() {
    if (core == null) {
      throw new JournalDamagedException("the segment does not begin with a configuration");
    }
    return core;
  }
}
