package trader.engine.journal;

import java.util.List;
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
  private @Nullable Core core;
  private long records;

  /**
   * What was found.
   *
   * @param checkpoint where to go on from
   * @param damage what was wrong with the journal; empty where nothing was
   */
  public record Found(Checkpoint checkpoint, Optional<String> damage) {}

  private Recovery() {}

  /** Reads the newest segment back; an older one where the newest has no whole beginning. */
  public static Found from(JournalFolder folder) {
    List<JournalFolder.Segment> segments = folder.segments();
    Optional<String> damage = Optional.empty();
    for (JournalFolder.Segment segment : segments.reversed()) {
      Recovery recovery = new Recovery();
      try {
        JournalReader.read(segment.path(), recovery::take);
      } catch (JournalDamagedException e) {
        damage = Optional.of(segment.path().getFileName() + ": " + e.getMessage());
        LOG.error("JOURNAL_DAMAGED segment={} reason=\"{}\"", segment.path(), e.getMessage());
      }
      Core core = recovery.core;
      if (core != null && recovery.records > 1) {
        LOG.info("JOURNAL_READ segment={} records={}", segment.path(), recovery.records);
        return new Found(core.checkpoint(), damage);
      }
    }
    return new Found(Checkpoint.none(), damage);
  }

  private void take(JournalRecord record) {
    records++;
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
