package trader.app.bench;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import trader.engine.core.Action;
import trader.engine.core.Checkpoint;
import trader.engine.core.ControlEvent;
import trader.engine.core.Event;
import trader.engine.core.VenueEvent;
import trader.engine.core.journal.JournalCodec;
import trader.engine.core.journal.JournalRecord;
import trader.engine.core.loop.Core;
import trader.strategies.trend.TrendParameters;
import trader.strategies.trend.TrendStrategy;
import trader.venues.paper.PaperSettings;
import trader.venues.paper.PaperVenue;

/**
 * Reads a journal's bytes back through a core that decides anew, with strategy and rails, its
 * orders filled by the paper venue; as the engine's loop does, on one thread and with no clock.
 */
final class Replayer {
  private final JournalCodec codec = new JournalCodec();
  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private @Nullable Core core;
  private @Nullable PaperVenue venue;
  private long atMicros;
  private long orders;
  private long fills;
  private long actions;
  private int digest = 1;

  /**
   * What came of it.
   *
   * @param digest of every action in order: equal where the same was decided, to the last digit
   */
  record Outcome(long orders, long fills, long actions, int digest) {}

  private Replayer() {}

  static Outcome replay(ReplayJournal journal) {
    Replayer replayer = new Replayer();
    ByteBuffer bytes = journal.bytes().duplicate();
    for (JournalRecord record = replayer.codec.read(bytes);
        record != null;
        record = replayer.codec.read(bytes)) {
      switch (record) {
        case JournalRecord.Happened(var event) -> replayer.happened(event);
        case JournalRecord.Wanted _ -> {
          // What an engine wanted then is decided anew.
        }
      }
    }
    return new Outcome(replayer.orders, replayer.fills, replayer.actions, replayer.digest);
  }

  private void happened(Event event) {
    atMicros = event.atMicros();
    if (event instanceof ControlEvent.Configured first) {
      core = Core.deciding(first, TrendStrategy.factory(TrendParameters.defaults()));
      venue =
          new PaperVenue(
              tasks::addLast,
              this::process,
              () -> atMicros,
              PaperSettings.of(ReplayJournal.QUOTE_ASSET, ReplayJournal.CASH),
              Checkpoint.none());
    }
    process(event);
    if (event instanceof ControlEvent.Restored) {
      venue().start();
    }
    for (Runnable task = tasks.pollFirst(); task != null; task = tasks.pollFirst()) {
      task.run();
    }
  }

  private void process(Event event) {
    venue().observe(event);
    if (event instanceof VenueEvent.Filled) {
      fills++;
    }
    List<Action> wanted = core().on(event);
    for (int i = 0; i < wanted.size(); i++) {
      perform(wanted.get(i));
    }
  }

  private void perform(Action action) {
    actions++;
    digest = 31 * digest + action.toString().hashCode();
    switch (action) {
      case Action.Submit submit -> {
        orders++;
        venue().submit(submit, () -> {});
      }
      case Action.Cancel cancel -> venue().cancel(cancel);
      case Action.Replace replace -> venue().replace(replace);
      case Action.Query query -> venue().query(query);
      case Action.Reconcile reconcile -> venue().reconcile(reconcile);
      case Action.SetGate set ->
          tasks.addLast(() -> process(new ControlEvent.GateDrained(atMicros, set.change(), 0)));
      case Action.Propose _,
          Action.Acknowledge _,
          Action.Raise _,
          Action.Log _,
          Action.Measure _,
          Action.Reconciled _,
          Action.Audit _ -> {
        // Told to nobody here.
      }
    }
  }

  private Core core() {
    if (core == null) {
      throw new IllegalStateException("the journal does not begin with a configuration");
    }
    return core;
  }

  private PaperVenue venue() {
    if (venue == null) {
      throw new IllegalStateException("the journal does not begin with a configuration");
    }
    return venue;
  }
}
