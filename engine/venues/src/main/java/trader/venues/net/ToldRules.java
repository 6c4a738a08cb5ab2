package trader.venues.net;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import trader.control.InstrumentId;
import trader.engine.core.InstrumentRules;
import trader.engine.core.VenueEvent;
import trader.venues.VenueRuntime;

/** The rules of the instruments that are wanted, told again whenever they change. */
public final class ToldRules {
  private final List<InstrumentId> instruments;
  private final VenueRuntime runtime;
  private final Map<InstrumentId, InstrumentRules> told = new HashMap<>();

  /** None has been told yet. */
  public ToldRules(List<InstrumentId> instruments, VenueRuntime runtime) {
    this.instruments = List.copyOf(instruments);
    this.runtime = runtime;
  }

  /** Tells those that are wanted and are not as they were told last, and answers them. */
  public List<InstrumentRules> tell(Iterable<InstrumentRules> read) {
    List<InstrumentRules> changed = new ArrayList<>();
    for (InstrumentRules now : read) {
      if (instruments.contains(now.instrument()) && !now.equals(told.put(now.instrument(), now))) {
        changed.add(now);
        runtime.sink().accept(new VenueEvent.Listed(runtime.now(), now));
      }
    }
    return changed;
  }

  /** Which have not been told, in words; empty where all have. */
  public String missing() {
    List<InstrumentId> unknown = instruments.stream().filter(id -> !told.containsKey(id)).toList();
    return unknown.isEmpty() ? "" : "the venue does not list " + unknown;
  }
}
