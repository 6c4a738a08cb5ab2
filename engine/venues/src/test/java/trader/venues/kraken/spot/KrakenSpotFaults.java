package trader.venues.kraken.spot;

import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import trader.engine.core.VenueEvent;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.Side;

/** A connected account at a simulated Kraken that can be told what to do wrong. */
abstract class KrakenSpotFaults {
  static final String PLACE = "add_order";
  static final String CLOSED = "POST /0/private/ClosedOrders";
  static final String BALANCES = "POST /0/private/BalanceEx";

  final KrakenHarness harness = new KrakenHarness();
  final NewOrder order = KrakenHarness.market("tb-f-1", Side.BUY, "0.01");
  final NewOrder resting = KrakenHarness.limit("tb-f-2", Side.BUY, "0.01", "50000");

  @BeforeEach
  void connect() {
    harness.connected();
  }

  @AfterEach
  void stop() {
    harness.close();
  }

  /** Something happens after the private channels began, so that only REST tells all. */
  void changed() {
    harness.submit(resting);
    harness.sink.await(VenueEvent.Accepted.class);
    harness.sink.await(VenueEvent.BalanceChanged.class);
  }

  VenueEvent.Rejected rejected(NewOrder of) {
    return harness.sink.await(
        VenueEvent.Rejected.class, rejected -> rejected.order().equals(of.id()));
  }

  static Predicate<VenueEvent.Accepted> accepted(NewOrder of) {
    return accepted -> accepted.order().equals(of.id());
  }
}
