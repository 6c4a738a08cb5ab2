package trader.simulator.krakenfutures;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;
import trader.simulator.matching.Decimals;
import trader.simulator.matching.Instrument;
import trader.simulator.matching.NewOrder;
import trader.simulator.matching.Order;
import trader.simulator.net.ActingFaults;
import trader.simulator.net.ManualTrader;
import trader.simulator.net.Wire;

/** Acts out the faults that act by themselves, and undoes those that last for a time. */
final class FaultActions implements ActingFaults.Venue {
  private static final Logger LOG = LoggerFactory.getLogger(FaultActions.class);
  private static final String SUSPENDED = "suspended";
  private static final String TRADING = "trading";
  private static final Set<String> STATES = Set.of(SUSPENDED, "postOnly", TRADING);

  private final Venue venue;
  private final ManualTrader hands;
  private final SendOrders sends;
  private final Map<Fault, Map<Contract, ContractRules>> changedRules = new LinkedHashMap<>();

  FaultActions(Venue venue) {
    this.venue = venue;
    this.hands = new ManualTrader(venue.exchange(), venue.faults().dice());
    this.sends = new SendOrders(venue);
  }

  @Override
  public void check(Fault fault) {
    if (fault.kind() == FaultKind.HALT && !STATES.contains(state(fault))) {
      throw new IllegalArgumentException(
          "halt on this venue knows no status '" + state(fault) + "'; it knows " + STATES);
    }
    if (fault.kind() == FaultKind.MARK_PRICE && !fault.with().containsKey("price")) {
      throw new IllegalArgumentException("mark-price needs a \"price\", such as 50000");
    }
  }

  private static String state(Fault fault) {
    return fault.text("status", SUSPENDED);
  }

  @Override
  public void begin(Fault fault) {
    switch (fault.kind()) {
      case DROP_STREAM -> drop(fault);
      case SERVER_SHUTDOWN -> shutDown(fault.number("ms", 1_000));
      case MAINTENANCE -> {
        each(fault, c -> c.state(SUSPENDED));
        shutDown(fault.number("ms", 100));
      }
      case HALT -> each(fault, c -> c.state(state(fault)));
      case FILTER_CHANGE -> changeRules(fault);
      case FUNDING -> {
        each(fault, c -> venue.fund(c, rate(fault, c)));
        venue.publish();
      }
      case MARK_PRICE -> {
        each(fault, c -> mark(c, Decimals.parse(fault.text("price", "0")), false));
        venue.publish();
      }
      case LIQUIDATION -> {
        String account = fault.text("account", venue.accounts().getFirst());
        venue.exchange().liquidateNow(account, venue.clock().transactionMicros());
        venue.publish();
      }
      default -> LOG.warn("{} does nothing on this venue", fault.kind().code());
    }
  }

  private static long rate(Fault fault, Contract contract) {
    String text = fault.text("rate", "");
    if (text.isEmpty()) {
      return contract.fundingRate();
    }
    return text.startsWith("-") ? -Decimals.parse(text.substring(1)) : Decimals.parse(text);
  }

  private void mark(Contract contract, long price, boolean follows) {
    contract.marksByLast(follows);
    venue.exchange().mark(contract.market(), price, venue.clock().transactionMicros());
  }

  @Override
  public void end(Fault fault) {
    switch (fault.kind()) {
      case HALT, MAINTENANCE -> each(fault, c -> c.state(TRADING));
      case MARK_PRICE -> each(fault, c -> mark(c, c.market().lastPrice(), true));
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

  private void shutDown(long afterMillis) {
    Wire.later(
        venue.loop(),
        afterMillis * 1_000,
        () -> venue.feeds().sessions().forEach(s -> s.close(1001, "server shutdown")));
  }

  @Override
  public void byHand(Fault fault) {
    String account = fault.text("account", venue.accounts().getFirst());
    each(
        fault,
        contract -> {
          hands.act(account, contract.market(), fault, desk(account));
          contract.onBookChange();
        });
    venue.publish();
  }

  private ManualTrader.Desk desk(String account) {
    return new ManualTrader.Desk() {
      @Override
      public void place(NewOrder order) {
        Map<String, List<String>> params = new LinkedHashMap<>();
        boolean limited = order.price() > 0;
        params.put("orderType", List.of(limited ? "lmt" : "mkt"));
        params.put("symbol", List.of(order.symbol()));
        params.put("side", List.of(OrderJson.side(order.side())));
        params.put("size", List.of(Decimals.text(order.quantity())));
        if (limited) {
          params.put("limitPrice", List.of(Decimals.text(order.price())));
        }
        LOG.debug("by hand: {}", sends.send(new Params(params), account).status());
      }

      @Override
      public void cancel(Order order) {
        venue.exchange().cancel(order, "", venue.clock().transactionMicros());
      }
    };
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
}
