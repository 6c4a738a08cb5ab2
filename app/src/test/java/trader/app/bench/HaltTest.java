package trader.app.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class HaltTest {
  private final Halt halt = new Halt(1_000, 3_000, 9_000);

  @Test
  void theFirstClosingAfterTheSetIsTheOneThatCounts() {
    assertThat(halt.closedAfter(new long[] {900, 1_250, 2_000})).isEqualTo(250);
  }

  @Test
  void haltWhoseGateNeverClosedIsNoMeasurement() {
    assertThatThrownBy(() -> halt.closedAfter(new long[] {900, 9_500}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("never closed");
  }

  @Test
  void onlyOrdersBetweenAcknowledgementAndGrantArrivedWhileHalted() {
    TradingRig.Received before = received(2_999);
    TradingRig.Received within = received(3_001);
    TradingRig.Received after = received(9_001);

    assertThat(halt.arrived(List.of(before, within, after))).containsExactly(within);
  }

  private static TradingRig.Received received(long nanos) {
    return new TradingRig.Received(nanos, "BUY", "LIMIT", "id-" + nanos);
  }
}
