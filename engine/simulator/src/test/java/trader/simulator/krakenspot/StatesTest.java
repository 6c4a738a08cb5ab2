package trader.simulator.krakenspot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import trader.simulator.client.KrakenClient;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;

/** The dead man's switch, and the states of the venue in which it takes less or nothing. */
@Tag("integration")
class StatesTest {
  @RegisterExtension private final QuietKraken venue = new QuietKraken(false);

  private KrakenClient client() {
    return venue.client();
  }

  @Test
  void deadMansSwitchCancelsEveryOrderTheProtectiveStopToo() {
    venue.buyLimit("57000", "a-1");
    venue.order("type=sell ordertype=stop-loss volume=0.01 price=45000");

    JsonNode set = client().call("CancelAllOrdersAfter", "timeout", "1");

    assertThat(set.path("triggerTime").asString())
        .isGreaterThan(set.path("currentTime").asString());
    Awaitility.await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> venue.server().openOrders("main").isEmpty());
  }

  @Test
  void deadMansSwitchThatIsTakenAwayDoesNothing() {
    venue.buyLimit("57000", "a-1");
    client().call("CancelAllOrdersAfter", "timeout", "1");

    assertThat(client().call("CancelAllOrdersAfter", "timeout", "0").path("triggerTime").asString())
        .isEqualTo("0");
    venue.fault(Fault.of(FaultKind.CLOCK_OFFSET).with("ms", 5_000));
    client().call("Balance");

    assertThat(venue.server().openOrders("main")).hasSize(1);
  }

  @Test
  void deadMansSwitchThatRunsOutDuringMaintenanceActsAfterIt() {
    venue.buyLimit("57000", "a-1");
    client().call("CancelAllOrdersAfter", "timeout", "1");
    venue.fault(Fault.of(FaultKind.HALT).with("status", "maintenance"));
    venue.fault(Fault.of(FaultKind.CLOCK_OFFSET).with("ms", 5_000));
    assertThat(client().error("OpenOrders")).isEqualTo("EService:Unavailable");
    assertThat(client().get("SystemStatus").path("status").asString()).isEqualTo("maintenance");
    assertThat(venue.server().openOrders("main")).hasSize(1);

    venue.fault(Fault.of(FaultKind.HALT).with("status", "online"));

    Awaitility.await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> venue.server().openOrders("main").isEmpty());
  }

  @Test
  void modesLetThroughWhatTheyAllow() {
    venue.fault(Fault.of(FaultKind.HALT).on("BTCUSD").with("status", "post_only"));
    assertThat(client().error("AddOrder", QuietKraken.but("volume=0.01")))
        .isEqualTo("EService:Market in post_only mode");
    client().call("AddOrder", QuietKraken.but("oflags=post"));
    venue.fault(Fault.of(FaultKind.HALT).on("BTCUSD").with("status", "cancel_only"));
    assertThat(client().error("AddOrder", QuietKraken.but("oflags=post")))
        .isEqualTo("EService:Market in cancel_only mode");

    assertThat(client().call("CancelOrder", "cl_ord_id", "a-1").path("count").asInt()).isEqualTo(1);
    venue.fault(Fault.of(FaultKind.HALT).on("BTCUSD").with("status", "limit_only"));
    assertThat(client().error("AddOrder", QuietKraken.form("type=buy ordertype=market volume=1")))
        .isEqualTo("EService:Market in limit_only mode");
  }
}
