package trader.engine.core.journal;

import trader.engine.core.Action;
import trader.engine.core.Event;

/** One record of the journal. The actions of an event stand right behind it. */
public sealed interface JournalRecord {

  /** Something that happened. */
  record Happened(Event event) implements JournalRecord {}

  /** Something the core wanted about the event before it. */
  record Wanted(Action action) implements JournalRecord {}
}
