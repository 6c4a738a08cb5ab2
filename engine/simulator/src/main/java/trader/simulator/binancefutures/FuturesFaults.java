package trader.simulator.binancefutures;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.simulator.faults.Fault;
import trader.simulator.net.Reactor;
import trader.simulator.net.Wire;
import trader.simulator.net.WsSession;

/** Acts out the faults that act by themselves, and undoes those that last for a time. */
final class FuturesFaults {
  private static final Logger LOG = LoggerFactory.getLogger(FuturesFaults.class);

  private final FuturesVenue venue;
  private final Reactor reactor;
  private final Map<Fault, Map<Contract, ContractRules>> changedRules = new LinkedHashMap<>();

  FuturesFaults(FuturesVenue venue, Reactor reactor) {
    this.venue = venue;
    this.reactor = reactor;
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
      case HALT -> each(fault, c -> c.status(fault.text("status", "SETTLING")));
      case FILTER_CHANGE -> changeFilter(fault);
      default -> throw new IllegalStateException(fault.kind() + " does not act by itself");
    }
  }

  private void undo(Fault fault) {
    LOG.info("fault ends: {} on {}", fault.kind().code(), fault.target());
    switch (fault.kind()) {
      case CLOCK_OFFSET -> venue.clock().offsetMicros(0);
      case HALT -> each(fault, c -> c.status("TRADING"));
      case FILTER_CHANGE -> {
        Map<Contract, ContractRules> before = changedRules.remove(fault);
        if (before != null) {
          before.forEach(Contract::rules);
        }
      }
      default -> LOG.debug("nothing to undo");
    }
  }

  private void each(Fault fault, Consumer<Contract> action) {
    venue.contracts().values().stream().filter(c -> fault.matches(c.symbol())).forEach(action);
  }

  private void changeFilter(Fault fault) {
    Map<String, String> fields = new LinkedHashMap<>(fault.with());
    String filter = fields.remove("filter");
    if (filter == null) {
      throw new IllegalArgumentException("filter-change needs a \"filter\", such as LOT_SIZE");
    }
    if (!ContractRules.FILTERS.contains(filter)) {
      LOG.warn("contracts have no filter {}: nothing is changed", filter);
      return;
    }
    Map<Contract, ContractRules> before = new LinkedHashMap<>();
    each(
        fault,
        contract -> {
          before.put(contract, contract.rules());
          contract.rules(contract.rules().with(filter, fields));
        });
    changedRules.put(fault, before);
  }

  /** Cuts connections: of market streams by name, user data by {@code user}. */
  private void dropStreams(Fault fault) {
    boolean politely = fault.flag("close", false);
    venue.streams().sessions(fault::matches).forEach(s -> end(s, politely));
    if (fault.matches("listen-key")) {
      venue.users().expireKeys();
    }
    if (fault.matches("user")) {
      venue.users().sessions().forEach(s -> end(s, politely));
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
    Wire.later(
        reactor.loop(),
        fault.number("ms", 1_000) * 1_000,
        () -> {
          venue.streams().all().forEach(s -> s.close(1001, "server shutdown"));
          venue.users().sessions().forEach(s -> s.close(1001, "server shutdown"));
        });
  }
}
