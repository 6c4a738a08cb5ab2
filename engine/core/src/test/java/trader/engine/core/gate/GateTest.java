package trader.engine.core.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static trader.control.GateLevel.CLOSED;
import static trader.control.GateLevel.OPEN;
import static trader.control.GateLevel.REDUCE_ONLY;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GateTest {
  private final Gate gate = new Gate();
  private final List<String> drained = new ArrayList<>();

  @Test
  void newGateIsClosed() {
    assertThat(gate.level()).isEqualTo(CLOSED);
    assertThat(gate.enterEntry()).isFalse();
    assertThat(gate.enterExit()).isFalse();
  }

  @Test
  void reduceOnlyLetsExitsThroughAndNoEntries() {
    gate.set(REDUCE_ONLY, 0, () -> drained.add("a"));
    assertThat(gate.enterExit()).isTrue();
    assertThat(gate.enterEntry()).isFalse();
    assertThat(drained).containsExactly("a");
  }

  @Test
  void closingWaitsForSendsInFlight() {
    gate.set(OPEN, 0, () -> drained.add("open"));
    assertThat(gate.enterEntry()).isTrue();
    assertThat(gate.enterExit()).isTrue();
    gate.set(REDUCE_ONLY, 0, () -> drained.add("reduce"));
    gate.set(CLOSED, 0, () -> drained.add("closed"));
    assertThat(gate.enterEntry()).isFalse();
    assertThat(gate.inFlightAbove(CLOSED)).isEqualTo(2);
    assertThat(gate.inFlightAbove(REDUCE_ONLY)).isEqualTo(1);
    assertThat(drained).containsExactly("open");
    gate.leaveEntry();
    assertThat(drained).containsExactly("open", "reduce");
    gate.leaveExit();
    assertThat(drained).containsExactly("open", "reduce", "closed");
  }

  @Test
  void earlyLoweringHoldsUntilItsTicketIsAccountedFor() {
    gate.set(OPEN, 0, () -> {});
    gate.lowerEarly(7, CLOSED, () -> drained.add("early"));
    assertThat(gate.level()).isEqualTo(CLOSED);
    gate.set(OPEN, 6, () -> drained.add("old"));
    assertThat(gate.level()).as("an old ticket opens nothing").isEqualTo(CLOSED);
    assertThat(gate.enterEntry()).isFalse();
    gate.set(OPEN, 7, () -> drained.add("new"));
    assertThat(gate.level()).isEqualTo(OPEN);
    assertThat(drained).containsExactly("early", "old", "new");
  }

  @Test
  void earlyLoweringTellsWhenTheLastSendThatItForbidsHasLeft() {
    gate.set(OPEN, 0, () -> {});
    assertThat(gate.enterEntry()).isTrue();
    assertThat(gate.enterExit()).isTrue();
    gate.lowerEarly(1, REDUCE_ONLY, () -> drained.add("reduce"));
    gate.lowerEarly(2, CLOSED, () -> drained.add("closed"));
    assertThat(drained).isEmpty();
    gate.leaveEntry();
    assertThat(drained).containsExactly("reduce");
    gate.leaveExit();
    assertThat(drained).containsExactly("reduce", "closed");
  }

  @Test
  void severalEarlyLoweringsCountAsTheLowest() {
    gate.set(OPEN, 0, () -> {});
    gate.lowerEarly(1, REDUCE_ONLY, () -> {});
    gate.lowerEarly(2, CLOSED, () -> {});
    gate.lowerEarly(3, REDUCE_ONLY, () -> {});
    assertThat(gate.level()).isEqualTo(CLOSED);
    gate.set(OPEN, 2, () -> {});
    assertThat(gate.level()).isEqualTo(REDUCE_ONLY);
    gate.set(OPEN, 3, () -> {});
    assertThat(gate.level()).isEqualTo(OPEN);
  }

  @Test
  void callbackThatFailsDoesNotTakeTheOthersWithIt() {
    gate.set(OPEN, 0, () -> {});
    assertThat(gate.enterEntry()).isTrue();
    gate.set(
        CLOSED,
        0,
        () -> {
          throw new IllegalStateException("a caller's fault");
        });
    gate.set(CLOSED, 0, () -> drained.add("second"));
    org.assertj.core.api.Assertions.assertThatThrownBy(gate::leaveEntry)
        .hasMessage("a caller's fault");
    assertThat(drained).containsExactly("second");
  }
}
