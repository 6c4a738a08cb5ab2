package trader.engine.core.kit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import trader.control.InstrumentId;
import trader.engine.core.Checkpoint;
import trader.engine.core.ControlEvent;
import trader.engine.core.Event;
import trader.engine.core.MarketEvent;
import trader.engine.core.VenueEvent;
import trader.engine.core.journal.JournalRecord;

/**
 * Begins a new journal at a checkpoint, as an engine does whose journal has grown: the core begins
 * anew, and is told again what stands.
 */
public final class Roll {
  private Roll() {}

  /** Rolls, and answers the new journal's place in the rig's. */
  public static int of(CoreRig rig) {
    int place = rig.journal().size();
    long now = rig.now();
    Checkpoint checkpoint = rig.core().checkpoint();
    List<Event> standing = standing(rig);
    List<Event> bars = new ArrayList<>();
    for (InstrumentId instrument : rig.settings().instruments()) {
      rig.core()
          .recentBars(instrument)
          .forEach(bar -> bars.add(new MarketEvent.PastBar(now, instrument, bar)));
    }
    rig.feed(new ControlEvent.Configured(now, rig.settings()));
    rig.feed(new ControlEvent.Restored(now, checkpoint));
    standing.forEach(rig::feed);
    bars.forEach(rig::feed);
    return place;
  }

  /** The latest word on everything that holds until something else is said. */
  private static List<Event> standing(CoreRig rig) {
    long now = rig.now();
    Map<String, Event> standing = new LinkedHashMap<>();
    for (JournalRecord record : rig.journal()) {
      if (record instanceof JournalRecord.Happened(Event event)) {
        switch (event) {
          case VenueEvent.Listed(long _, var rules) ->
              standing.put("rules " + rules.instrument(), new VenueEvent.Listed(now, rules));
          case VenueEvent.LinkStatus(long _, var account, var up, var why) ->
              standing.put("link " + account, new VenueEvent.LinkStatus(now, account, up, why));
          case MarketEvent.FeedStatus(long _, var id, var up, var why) ->
              standing.put("feed " + id, new MarketEvent.FeedStatus(now, id, up, why));
          case ControlEvent.ControlRead(long _, var seen, long _, var levers) ->
              standing.put("control", new ControlEvent.ControlRead(now, seen, 0, levers));
          case ControlEvent.ControlLost(long _, var since, var why) ->
              standing.put("control", new ControlEvent.ControlLost(now, since, why));
          default -> {
            // Nothing else stands until it is replaced.
          }
        }
      }
    }
    return List.copyOf(standing.values());
  }
}
