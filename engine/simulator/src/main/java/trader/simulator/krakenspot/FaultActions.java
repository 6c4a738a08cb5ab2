package trader.simulator.krakenspot;

import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;
import trader.simulator.matching.NewOrder;
import trader.simulator.matching.Order;
import trader.simulator.net.ActingFaults;
import trader.simulator.net.ManualTrader;
import trader.simulator.net.Wire;

/** Acts out the faults that act by themselves, and undoes those that last for a time. */
final class FaultActions implements ActingFaults.Venue {
  private static final Logger LOG = LoggerFactory.getLogger(FaultActions.class);
  private static final String ONLINE = "online";
  private static final String MAINTENANCE = "maintenance";
  private static final Set<String> STATES =
      Set.of(ONLINE, MAINTENANCE, "cancel_only", "post_only", "limit_only", "reduce_only");

  private final KrakenVenue venue;
  private final ManualTrader hands;

  FaultActions(KrakenVenue venue) {
    this.venue = venue;
    this.hands = new ManualTrader(venue.exchange(), venue.faults().dice());
  }

  @Override
  public void check(Fault fault) {
    if (fault.kind() == FaultKind.HALT && !STATES.contains(state(fault))) {
      throw new IllegalArgumentException(
          "halt on this venue knows no status '" + state(fault) + "'; it knows " + STATES);
    }
  }

  private static String state(Fault fault) {
    return fault.text("status", "cancel_only");
  }

  @Override
  public void begin(Fault fault) {
    switch (fault.kind()) {
      case DROP_STREAM -> dropStreams(fault);
      case SERVER_SHUTDOWN -> {
        maintain(fault, 1_000);
        if (fault.lasts().isEmpty()) {
          Wire.later(venue.loop(), fault.number("ms", 1_000) * 2_000, () -> venue.status(ONLINE));
        }
      }
      case MAINTENANCE -> maintain(fault, 100);
      case HALT -> halt(fault, state(fault));
      default -> LOG.warn("{} does nothing on a spot venue", fault.kind().code());
    }
  }

  @Override
  public void end(Fault fault) {
    switch (fault.kind()) {
      case HALT -> halt(fault, ONLINE);
      case SERVER_SHUTDOWN, MAINTENANCE -> venue.status(ONLINE);
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
  private void maintain(Fault fault, long usualMillis) {
    venue.status(MAINTENANCE);
    Wire.later(
        venue.loop(),
        fault.number("ms", usualMillis) * 1_000,
        () -> venue.sessions().all().forEach(s -> s.close(1001, MAINTENANCE)));
  }

  @Override
  public void byHand(Fault fault) {
    String account = fault.text("account", venue.firstAccount());
    eachListing(
        fault, listing -> hands.act(account, listing.market(), fault, desk(account, listing)));
    venue.flush();
  }

  private ManualTrader.Desk desk(String account, Listing listing) {
    return new ManualTrader.Desk() {
      @Override
      public void place(NewOrder order) {
        Form form =
            new Form()
                .put("pair", listing.names().key())
                .put("type", OrderJson.side(order.side()))
                .put("ordertype", order.price() == 0 ? "market" : "limit")
                .put("volume", Texts.decimals(order.quantity(), 0))
                .put("price", order.price() == 0 ? null : Texts.decimals(order.price(), 0));
        try {
          venue.desk().add(account, form);
        } catch (KrakenError e) {
          LOG.debug("by hand, refused: {}", e.text());
        }
      }

      @Override
      public void cancel(Order order) {
        try {
          venue.desk().cancel(venue.tickets().of(order));
        } catch (KrakenError e) {
          LOG.debug("by hand, refused: {}", e.text());
        }
      }
    };
  }
}
