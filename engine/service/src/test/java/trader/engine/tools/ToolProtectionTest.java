package trader.engine.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import trader.engine.core.ControlEvent.Protection;
import trader.engine.settings.EngineSettings;

/**
 * An engine that a tool starts protects as its operator has set it, but for what the tool is for.
 */
class ToolProtectionTest {
  private final EngineSettings settings =
      EngineSettings.read(
          Map.of(
              "CONTROL_KEY", "a control key that signs grants in tests",
              "OPS_API_TOKEN", "an ops token that opens endpoints",
              "STOP_LOST_MS", "700",
              "STOP_TRIGGERED_MS", "900",
              "STOP_REPAIR_BUDGET", "9",
              "STOP_VALIDATOR_REPAIR", "false"));

  @Test
  void recoveringStopsChangesOnlyThatTheyArePlaced() {
    Protection own = settings.protection();

    assertThat(RecoverStops.repairing(settings).protection())
        .isEqualTo(
            new Protection(
                true,
                own.repairBudget(),
                own.repairWindowMicros(),
                own.triggeredMicros(),
                own.takeProfitMultiple(),
                own.maxOrdersPerPosition(),
                own.orderWindowMicros(),
                700_000));
  }

  @Test
  void takingProfitChangesOnlyWhere() {
    Protection own = settings.protection();
    BigDecimal multiple = new BigDecimal("2.5");

    assertThat(BackfillTp.taking(settings, Optional.of(multiple)).protection())
        .isEqualTo(
            new Protection(
                own.repair(),
                own.repairBudget(),
                own.repairWindowMicros(),
                own.triggeredMicros(),
                multiple,
                own.maxOrdersPerPosition(),
                own.orderWindowMicros(),
                700_000));
    assertThat(BackfillTp.taking(settings, Optional.empty()).protection()).isEqualTo(own);
  }
}
