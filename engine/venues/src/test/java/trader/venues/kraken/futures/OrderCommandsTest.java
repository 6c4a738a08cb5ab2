package trader.venues.kraken.futures;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import trader.engine.core.orders.Side;

class OrderCommandsTest {
  @Test
  void stopIsReduceOnlyInAllThatIsSent() {
    String form =
        OrderCommands.form(
                FuturesHarness.stop("t-1", Side.SELL, "0.0200", new BigDecimal("57000.0")),
                Instant.parse("2024-06-10T06:13:20.123Z"))
            .toString();
    assertThat(form)
        .isEqualTo(
            "orderType=stp&symbol=PF_XBTUSD&side=sell&size=0.02&stopPrice=57000"
                + "&triggerSignal=last&reduceOnly=true&cliOrdId=t-1"
                + "&processBefore=2024-06-10T06%3A13%3A20.123Z");
  }
}
