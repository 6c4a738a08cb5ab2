package trader.simulator.krakenfutures;

import io.netty.channel.EventLoop;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;
import trader.simulator.matching.Decimals;
import trader.simulator.matching.Instrument;
import trader.simulator.net.Wire;

/** Acts out the faults that act by themselves, and undoes those that last for a time. */
final class FaultActions {
  private static final Logger LOG = LoggerFactory.getLogger(FaultActions.class);

  private static final Set<String> STATES = Set.of("suspended", "postOnly", "trading");

  private final Venue venue;
  private final EventLoop loop;
  private final Map<Fault, Map<Contract, ContractRules>> changedRules = new LinkedHashMap<>();

  FaultActions(Venue venue, EventLoop loop) {
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
    String state = fault.text("status", "suspended");
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
      case DROP_STREAM -> drop(fault);
      case SERVER_SHUTDOWN -> maintain(fault);
      case HALT -> each(fault, c -> c.state(state(fault)));
      case FILTER_CHANGE -> changeRules(fault);
      default -> throw new IllegalStateException(fault.kind() + " does not act by itself");
    }
  }

  private void undo(Fault fault) {
    LOG.info("fault ends: {} on {}", fault.kind().code(), fault.target());
    switch (fault.kind()) {
      case CLOCK_OFFSET -> venue.clock().offsetMicros(0);
      case HALT -> each(fault, c -> c.state("trading"));
      case FILTER_CHANGE -> {
        Map<Contract, ContractRules> before = changedRules.remove(fault);
        if (before != null) {
          before.forEach(Contract::rules);
        }
      }
      case SERVER_SHUTDOWN -> venue.maintained(false);
      default -> LOG.debug("nothing to undo");
    }
  }

  private void each(Fault fault, Consumer<Contract> action) {
    venue.contracts().values().stream().filter(c -> fault.matches(c.symbol())).forEach(action);
  }

  /** What instruments tells of its steps; matching goes on in the steps that it began with. */
  private void changeRules(Fault fault) {
    Map<Contract, ContractRules> before = new LinkedHashMap<>();
    each(
        fault,
        contract -> {
          ContractRules rules = contract.rules();
          before.put(contract, rules);
          Instrument was = rules.instrument();
          Instrument now =
              new Instrument(
                  was.symbol(),
                  was.base(),
                  was.quote(),
                  Decimals.parse(fault.text("tickSize", Decimals.text(was.tick()))),
                  Decimals.parse(fault.text("stepSize", Decimals.text(was.step()))));
          contract.rules(
              new ContractRules(
                  now, rules.pair(), rules.maxPosition(), rules.tiers(), rules.collar()));
        });
    changedRules.put(fault, before);
  }

  /** Cuts connections: by the name of a public feed, {@code user} for those with private ones. */
  private void drop(Fault fault) {
    boolean politely = fault.flag("close", false);
    for (FeedSession session : venue.feeds().sessions()) {
      boolean hit =
          session.topics().stream().anyMatch(fault::matches)
              || (session.isPrivate() && fault.matches("user"));
      if (hit && politely) {
        session.close(1001, "going away");
      } else if (hit) {
        session.drop();
      }
    }
  }

  /** Maintenance: signed calls are answered {@code unavailable}, and soon every feed is closed. */
  private void maintain(Fault fault) {
    venue.maintained(true);
    long soon = fault.number("ms", 1_000) * 1_000;
    Wire.later(
        loop,
        soon,
        () -> venue.feeds().sessions().forEach(s -> s.close(1001, "server shutdown")));
    if (fault.lasts().isEmpty()) {
      Wire.later(loop, 2 * soon, () -> venue.maintained(false));
    }
  }

  void deposit(String account, String asset, long amount) {
    if (!asset.equals("USD")) {
      throw new IllegalArgumentException("the collateral here is USD, not " + asset);
    }
    venue.exchange().ledger().deposit(account, asset, amount);
    venue.exchange().flush(venue.clock().transactionMicros());
    venue.feeds().flush();
  }
}
