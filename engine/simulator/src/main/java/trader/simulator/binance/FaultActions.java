package trader.simulator.binance;

import io.netty.channel.EventLoop;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.simulator.faults.Fault;
import trader.simulator.net.Wire;
import trader.simulator.net.WsSession;

/** Acts out the faults that act by themselves, and undoes those that last for a time. */
final class FaultActions {
  private static final Logger LOG = LoggerFactory.getLogger(FaultActions.class);

  private final Venue venue;
  private final EventLoop loop;
  private final Map<Fault, Map<Listing, SymbolRules>> changedRules = new LinkedHashMap<>();

  FaultActions(Venue venue, EventLoop loop) {
    this.venue = venue;
    this.loop = loop;
  }

  long add(Fault fault) {
    long id = venue.faults().add(fault, venue.clock().wallMicros());
    onTick();
    return id;
  }

  void remove(long id) {
    venue.faults().remove(id).filter(f -> f.kind().actsByItself()).ifPresent(this::undo);
  }

  /** Acts on what has begun or ended since the last call. */
  void onTick() {
    if (venue.faults().isEmpty()) {
      return;
    }
    long now = venue.clock().wallMicros();
    venue.faults().beginning(now).forEach(this::act);
    venue.faults().ending(now).forEach(this::undo);
  }

  private void act(Fault fault) {
    LOG.info("fault begins: {} on {} {}", fault.kind().code(), fault.target(), fault.with());
    switch (fault.kind()) {
      case CLOCK_OFFSET -> venue.clock().offsetMicros(fault.number("ms", 0) * 1_000);
      case DROP_STREAM -> dropStreams(fault);
      case SERVER_SHUTDOWN -> shutdown(fault);
      case HALT -> eachListing(fault, l -> l.status(fault.text("status", "HALT")));
      case FILTER_CHANGE -> changeFilter(fault);
      case LATENCY,
          LATE_ANSWER,
          LOST_REQUEST,
          LOST_ANSWER,
          ERROR,
          TOO_MANY_REQUESTS,
          BAN,
          REFUSE_CONNECT,
          SILENT_STREAM,
          DUPLICATE_REPORT,
          REORDER_REPORT,
          MISSING_REPORT,
          LATE_REPORT,
          DEPTH_GAP ->
          throw new IllegalStateException(fault.kind() + " does not act by itself");
    }
  }

  private void undo(Fault fault) {
    LOG.info("fault ends: {} on {}", fault.kind().code(), fault.target());
    switch (fault.kind()) {
      case CLOCK_OFFSET -> venue.clock().offsetMicros(0);
      case HALT -> eachListing(fault, l -> l.status("TRADING"));
      case FILTER_CHANGE -> {
        Map<Listing, SymbolRules> before = changedRules.remove(fault);
        if (before != null) {
          before.forEach(Listing::rules);
        }
      }
      default -> LOG.debug("nothing to undo");
    }
  }

  private void eachListing(Fault fault, java.util.function.Consumer<Listing> action) {
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

  private void shutdown(Fault fault) {
    String event = "{\"e\":\"serverShutdown\",\"E\":" + venue.clock().millis() + "}";
    venue.streams().all().forEach(s -> s.announce("!serverShutdown", event));
    for (WsApiSession session : venue.users().sessions()) {
      session.send("{\"event\":" + event + "}");
    }
    Wire.later(
        loop,
        fault.number("ms", 1_000) * 1_000,
        () -> {
          venue.streams().all().forEach(s -> s.close(1001, "server shutdown"));
          venue.users().sessions().forEach(s -> s.close(1001, "server shutdown"));
        });
  }

  void deposit(String account, String asset, long amount) {
    long now = venue.clock().transactionMicros();
    venue.exchange().ledger().deposit(account, asset, amount);
    venue.reports().onDeposit(account, asset, amount, now);
    venue.exchange().flush(now);
    venue.users().flush();
  }
}
