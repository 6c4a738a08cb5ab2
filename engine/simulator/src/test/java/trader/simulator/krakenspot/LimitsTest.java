package trader.simulator.krakenspot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;

@Tag("integration")
class LimitsTest {
  @RegisterExtension private final QuietKraken venue = new QuietKraken(true);

  @Test
  void readsOfTheHistoryCostTwiceAndOrdersNothing() {
    for (int i = 0; i < 10; i++) {
      venue.client().call("TradesHistory");
    }

    assertThat(venue.client().error("TradesHistory")).isEqualTo("EAPI:Rate limit exceeded");
    assertThat(venue.buyLimit("57000", "a-1")).startsWith("O");
  }

  @Test
  void cancelsOfYoungOrdersFillTheCounterOfThePair() {
    for (int i = 0; i < 20; i++) {
      venue.buyLimit("57000", "a-" + i);
    }
    int cancelled = 0;
    String error = "none";
    while (error.equals("none") && cancelled < 20) {
      error = venue.client().error("CancelOrder", "cl_ord_id", "a-" + cancelled);
      cancelled++;
    }

    assertThat(error).isEqualTo("EOrder:Rate limit exceeded");
    assertThat(cancelled).isBetween(14, 18);
    assertThat(venue.server().openOrders("main")).hasSize(21 - cancelled);
  }

  @Test
  void ordersBeyondWhatAPairMayHaveOpenAreRefused() {
    for (int i = 0; i < 80; i++) {
      venue.buyLimit("57000", "a-" + i);
    }

    assertThat(
            venue
                .client()
                .error(
                    "AddOrder",
                    "pair",
                    "XBTUSD",
                    "type",
                    "buy",
                    "ordertype",
                    "limit",
                    "volume",
                    "0.01",
                    "price",
                    "57000"))
        .isEqualTo("EOrder:Orders limit exceeded");
  }

  @Test
  void throttledClientIsToldUntilWhen() {
    venue.fault(
        Fault.of(FaultKind.TOO_MANY_REQUESTS).on("*Balance").times(1).with("retryAfter", 3));

    assertThat(venue.client().error("Balance")).matches("EService: Throttled: [0-9]{10}");
    venue.client().call("Balance");
  }
}
