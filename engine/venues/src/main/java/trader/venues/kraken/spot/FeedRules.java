package trader.venues.kraken.spot;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import trader.control.InstrumentId;
import trader.engine.core.InstrumentRules;
import trader.engine.core.VenueEvent;
import trader.venues.VenueRuntime;

/** The rules of the instruments that are wanted, told again whenever they change. */
final class FeedRules {
  private final List<InstrumentId> instruments;
  private final KrakenSpot.Listed listed;
  private final VenueRuntime runtime;
  private final Map<InstrumentId, InstrumentRules> told = new HashMap<>();

  FeedRules(List<InstrumentId> instruments, KrakenSpot.Listed listed, VenueRuntime runtime) {
    this.instruments = List.copyOf(instruments);
    this.listed = listed;
    this.runtime = runtime;
  }

  /** Whether none have been told yet. */
  boolean isEmpty() {
    return told.isEmpty();
  }

  /** Why not all of them can be told, empty where they can. */
  String missing() {
    List<InstrumentId> unknown =
        instruments.stream().filter(id -> listed.pairs().of(id) == null).toList();
    return unknown.isEmpty() ? "" : "the venue does not list " + unknown;
  }

  /** Tells what is not as it was told last, and answers each instrument by its name on the wire. */
  Map<String, InstrumentId> tell() {
    Map<String, InstrumentId> names = new HashMap<>();
    for (InstrumentId instrument : instruments) {
      Pair pair = listed.pairs().of(instrument);
      if (pair == null) {
        continue;
      }
      names.put(pair.name(), instrument);
      InstrumentRules now = listed.online() ? pair.rules() : halted(pair.rules());
      if (!now.equals(told.put(instrument, now))) {
        runtime.sink().accept(new VenueEvent.Listed(runtime.now(), now));
      }
    }
    return names;
  }

  private static InstrumentRules halted(InstrumentRules of) {
    return new InstrumentRules(
        of.instrument(),
        of.baseAsset(),
        of.quoteAsset(),
        of.tickSize(),
        of.lotSize(),
        of.minQty(),
        of.maxQty(),
        of.minNotional(),
        false,
        of.kind(),
        of.amends());
  }
}
