package trader.engine.core.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static trader.engine.core.kit.CoreKit.SECOND;

import org.junit.jupiter.api.Test;
import trader.control.ControlLever;
import trader.control.GateLevel;
import trader.control.Lever;
import trader.control.Reason;
import trader.engine.core.ControlEvent;
import trader.engine.core.kit.CoreKit;
import trader.engine.core.kit.CoreRig;
import trader.engine.core.kit.ScriptedStrategy;

/** What an audit of the registry, and reconciliations that go on failing, do to the gate. */
class AuditTest {
  private final CoreRig rig =
      CoreRig.trading(CoreKit.setup().settings(), _ -> new ScriptedStrategy());

  @Test
  void violationLetsNoNewRiskInUntilAnAuditFindsNone() {
    assertThat(rig.gate()).isEqualTo(GateLevel.OPEN);

    rig.feed(new ControlEvent.Audited(rig.now(), 2, "order tb-1 is filled twice"));

    assertThat(rig.gate()).isEqualTo(GateLevel.REDUCE_ONLY);
    assertThat(rig.alerts(Reason.INVARIANT_VIOLATION))
        .singleElement()
        .satisfies(alert ->
            assertThat(alert.text()).contains("2 violations", "order tb-1 is filled twice"));
    assertThat(rig.state().levers())
        .filteredOn(lever -> lever.name() == Lever.REGISTRY)
        .singleElement()
        .satisfies(lever -> assertThat(lever.value()).isEqualTo("violated"));

    rig.feed(new ControlEvent.Audited(rig.now(), 0, ""));

    assertThat(rig.gate()).isEqualTo(GateLevel.OPEN);
  }

  @Test
  void escalationPausesUntilAPersonResumesIt() {
    rig.feed(
        new ControlEvent.Escalated(
            rig.now(), Reason.RECONCILIATION, "orphaned 3 times within 15 minutes"));

    assertThat(rig.gate()).isEqualTo(GateLevel.REDUCE_ONLY);
    assertThat(rig.alerts(Reason.RECONCILIATION))
        .singleElement()
        .satisfies(alert -> assertThat(alert.text()).contains("orphaned 3 times", "/resume"));
    rig.advance(10 * SECOND);
    rig.read();
    assertThat(rig.gate()).isEqualTo(GateLevel.REDUCE_ONLY);
    assertThat(rig.core().checkpoint().levers().get(ControlLever.PAUSE))
        .satisfies(pause -> {
          assertThat(pause.value()).isEqualTo("paused");
          assertThat(pause.why()).contains("orphaned 3 times");
        });
  }
}
