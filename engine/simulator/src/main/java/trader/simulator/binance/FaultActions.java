package trader.simulator.binance;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.simulator.faults.Fault;
import trader.simulator.net.ActingFaults;
import trader.simulator.net.ManualTrader;
import trader.simulator.net.Wire;
import trader.simulator.net.WsSession;

/** Acts out the faults that act by themselves, and undoes those that last for a time. */
final class FaultActions implements ActingFaults.Venue {
  private static final Logger LOG = LoggerFactory.getLogger(FaultActions.class);

  private final Venue venue;
  private final ManualTrader hands;
  private final Map<Fault, Map<Listing, SymbolRules>> changedRules = new LinkedHashMap<>();

  FaultActions(Venue venue) {
    this.venue = venue;
    this.hands = new ManualTrader(venue.exchange(), venue.faults().dice());
  }

  @Override
  public void begin(Fault fault) {
    switch (fault.kind()) {
      case DROP_STREAM -> dropStreams(fault);
      case SERVER_SHUTDOWN -> shutdown(fault.number("ms", 1_000));
      case MAINTENANCE -> {
        eachListing(fault, l -> l.status("BREAK"));
        shutdown(fault.number("ms", 100));
      }
      case HALT -> eachListing(fault, l -> l.status(fault.text("status", "HALT")));
      case FILTER_CHANGE -> changeFilter(fault);
      default -> LOG.warn("{} does nothing on a spot venue", fault.kind().code());
    }
  }

  @Override
  public void end(Fault fault) {
    switch (fault.kind()) {
      case HALT, MAINTENANCE -> eachListing(fault, l -> l.status("TRADING"));
      case FILTER_CHANGE -> {
        Map<Listing, SymbolRules> before = changedRules.remove(fault);
        if (before != null) {
          before.forEach(Listing::rules);
        }
      }
      default -> LOG.debug("nothing to undo");
    }
  }

  @Override
  public void byHand(Fault fault) {
    String account = fault.text("account", venue.firstAccount());
    eachListing(
        fault,
        listing -> {
          hands.act(account, listing.market(), fault, venue.clock().transactionMicros());
          listing.feed().onBookChange();
        });
    venue.publish();
  }

  private void eachListing(Fault fault, Consumer<Listing> action) {
    venue.listings().values().stream()
        .filter(l -> fault.matches(l.instrument().symbol()))
        .forEach(action);
  }

  private void changeFilter(Fault fault) {
    Map<String, String> fields = new LinkedHashMap<>(fault.with());
    String filter = fields.remove("filter");
    if (filter == null) {
      throw new IllegalArgumentException("filter-change needs a \"filter\", such as LOT_SIZE");
    }
    Map<Listing, SymbolRules> before = new LinkedHashMap<>();
    eachListing(
        fault,
        listing -> {
          before.put(listing, listing.rules());
          listing.rules(listing.rules().with(filter, fields));
        });
    changedRules.put(fault, before);
  }

  /** Cuts connections: of market streams by name, {@code user} and {@code ws-api} ones by that. */
  private void dropStreams(Fault fault) {
    boolean politely = fault.flag("close", false);
    venue.streams().sessions(fault::matches).forEach(s -> end(s, politely));
    for (WsApiSession session : venue.users().sessions()) {
      if (fault.matches("ws-api")
          || (venue.users().isSubscribed(session) && fault.matches("user"))) {
        if (politely) {
          venue.users().terminate(session);
        }
        end(session, politely);
      }
    }
  }

  private static void end(WsSession session, boolean politely) {
    if (politely) {
      session.close(1001, "going away");
    } else {
      session.drop();
    }
  }

  private void shutdown(long afterMillis) {
    String event = "{\"e\":\"serverShutdown\",\"E\":" + venue.clock().millis() + "}";
    venue.streams().all().forEach(s -> s.announce("!serverShutdown", event));
    for (WsApiSession session : venue.users().sessions()) {
      session.send("{\"event\":" + event + "}");
    }
    Wire.later(
        venue.loop(),
        afterMillis * 1_000,
        () -> {
          venue.streams().all().forEach(s -> s.close(1001, "server shutdown"));
          venue.users().sessions().forEach(s -> s.close(1001, "server shutdown"));
        });
  }
}
