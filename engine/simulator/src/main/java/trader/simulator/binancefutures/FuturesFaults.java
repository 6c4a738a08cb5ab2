package trader.simulator.binancefutures;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;
import trader.simulator.matching.Decimals;
import trader.simulator.net.ActingFaults;
import trader.simulator.net.ManualTrader;
import trader.simulator.net.Wire;
import trader.simulator.net.WsSession;

/** Acts out the faults that act by themselves, and undoes those that last for a time. */
final class FuturesFaults implements ActingFaults.Venue {
  private static final Logger LOG = LoggerFactory.getLogger(FuturesFaults.class);

  private final FuturesVenue venue;
  private final ManualTrader hands;
  private final Map<Fault, Map<Contract, ContractRules>> changedRules = new LinkedHashMap<>();

  FuturesFaults(FuturesVenue venue) {
    this.venue = venue;
    this.hands = new ManualTrader(venue.exchange(), venue.faults().dice());
  }

  @Override
  public void check(Fault fault) {
    if (fault.kind() == FaultKind.MARK_PRICE && !fault.with().containsKey("price")) {
      throw new IllegalArgumentException("mark-price needs a \"price\", such as 50000");
    }
  }

  @Override
  public void begin(Fault fault) {
    switch (fault.kind()) {
      case DROP_STREAM -> dropStreams(fault);
      case SERVER_SHUTDOWN -> shutdown(fault.number("ms", 1_000));
      case MAINTENANCE -> {
        each(fault, c -> c.status("SETTLING"));
        shutdown(fault.number("ms", 100));
      }
      case HALT -> each(fault, c -> c.status(fault.text("status", "SETTLING")));
      case FILTER_CHANGE -> changeFilter(fault);
      case FUNDING -> {
        each(fault, c -> venue.fund(c, rate(fault, c), venue.clock().transactionMicros()));
        venue.publish();
      }
      case MARK_PRICE -> {
        each(fault, c -> c.fixMark(Decimals.parse(fault.text("price", "0"))));
        venue.publish();
      }
      case LIQUIDATION -> {
        String account = fault.text("account", venue.firstAccount());
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

  @Override
  public void end(Fault fault) {
    switch (fault.kind()) {
      case HALT, MAINTENANCE -> each(fault, c -> c.status("TRADING"));
      case MARK_PRICE -> each(fault, c -> c.fixMark(0));
      case FILTER_CHANGE -> {
        Map<Contract, ContractRules> before = changedRules.remove(fault);
        if (before != null) {
          before.forEach(Contract::rules);
        }
      }
      default -> LOG.debug("nothing to undo");
    }
  }

  @Override
  public void byHand(Fault fault) {
    String account = fault.text("account", venue.firstAccount());
    each(
        fault,
        contract -> {
          hands.act(account, contract.market(), fault, venue.clock().transactionMicros());
          contract.feed().onBookChange();
        });
    venue.publish();
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
    if (fault.matches("ws-api")) {
      venue.apiSessions().all().forEach(s -> end(s, politely));
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
    Wire.later(
        venue.loop(),
        afterMillis * 1_000,
        () -> {
          venue.streams().all().forEach(s -> s.close(1001, "server shutdown"));
          venue.users().sessions().forEach(s -> s.close(1001, "server shutdown"));
          venue.apiSessions().all().forEach(s -> s.close(1001, "server shutdown"));
        });
  }
}
