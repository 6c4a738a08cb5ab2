package trader.simulator.krakenspot;

import io.netty.channel.EventLoop;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;
import trader.simulator.net.Wire;

/** Does what faults do by themselves, and undoes it when their time is over. */
final class FaultActions {
  private static final Logger LOG = LoggerFactory.getLogger(FaultActions.class);
  private static final String ONLINE = "online";
  private static final Set<String> STATES =
      Set.of(ONLINE, "maintenance", "cancel_only", "post_only", "limit_only", "reduce_only");

  private final KrakenVenue venue;
  private final EventLoop loop;

  FaultActions(KrakenVenue venue, EventLoop loop) {
    this.venue = venue;
    this.loop = loop;
  }

  long add(Fault fault) {
    state(fault);
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

  private static String state(Fault fault) {
    String state = fault.text("status", "cancel_only");
    if (fault.kind() == FaultKind.HALT && !STATES.contains(state)) {
      throw new IllegalArgumentException(
          "halt on this venue knows no status '" + state + "'; it knows " + STATES);
    }
    return state;
  }

  private void act(Fault fault) {
    LOG.info("fault begins: {} on {} {}", fault.kind().code(), fault.target(), fault.with());
    switch (fault.kind()) {
      case CLOCK_OFFSET -> venue.clock().offsetMicros(fault.number("ms", 0) * 1_000);
      case DROP_STREAM -> dropStreams(fault);
      case SERVER_SHUTDOWN -> maintain(fault);
      case HALT -> halt(fault, state(fault));
      default -> LOG.warn("{} does nothing on this venue", fault.kind().code());
    }
  }

  private void undo(Fault fault) {
    LOG.info("fault ends: {} on {}", fault.kind().code(), fault.target());
    switch (fault.kind()) {
      case CLOCK_OFFSET -> venue.clock().offsetMicros(0);
      case HALT -> halt(fault, ONLINE);
      case SERVER_SHUTDOWN -> venue.status(ONLINE);
      default -> LOG.debug("nothing to undo");
    }
  }

  /** On {@code *} the whole venue's state, else that of pairs. */
  private void halt(Fault fault, String state) {
    if (fault.target().equals("*")) {
      venue.status(state);
    } else {
      eachListing(fault, listing -> listing.status(state));
    }
  }

  private void eachListing(Fault fault, Consumer<Listing> action) {
    venue.listings().values().stream()
        .filter(l -> fault.matches(l.names().symbol()) || fault.matches(l.names().name()))
        .forEach(action);
  }

  /** Cuts connections: {@code user} those with executions, {@code market} all others. */
  private void dropStreams(Fault fault) {
    boolean politely = fault.flag("close", false);
    for (Session session : venue.sessions().all()) {
      boolean user = venue.executions().isSubscribed(session, "executions");
      if (fault.matches(user ? "user" : "market")) {
        end(session, politely);
      }
    }
  }

  private static void end(Session session, boolean politely) {
    if (politely) {
      session.close(1001, "going away");
    } else {
      session.drop();
    }
  }

  /** Maintenance: said, and soon after every connection is closed. */
  private void maintain(Fault fault) {
    venue.status("maintenance");
    Wire.later(
        loop,
        fault.number("ms", 1_000) * 1_000,
        () -> venue.sessions().all().forEach(s -> s.close(1001, "maintenance")));
    if (fault.lasts().isEmpty()) {
      Wire.later(loop, fault.number("ms", 1_000) * 2_000, () -> venue.status(ONLINE));
    }
  }

  void deposit(String account, String asset, long amount) {
    venue.exchange().ledger().deposit(account, asset, amount);
    venue.exchange().flush(venue.clock().transactionMicros());
    venue.executions().flush();
  }
}
