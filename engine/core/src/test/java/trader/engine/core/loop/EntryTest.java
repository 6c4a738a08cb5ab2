package trader.engine.core.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static trader.engine.core.kit.CoreKit.SECOND;
import static trader.engine.core.kit.CoreKit.dec;

import org.junit.jupiter.api.Test;
import trader.control.Account;
import trader.control.GateLevel;
import trader.engine.core.Checkpoint;
import trader.engine.core.kit.CoreKit;
import trader.engine.core.kit.CoreRig;
import trader.engine.core.kit.ScriptedStrategy;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.OrderState;
import trader.engine.core.orders.OrderType;
import trader.engine.core.orders.Purpose;

class EntryTest {
  private final ScriptedStrategy strategy = new ScriptedStrategy();
  private final CoreRig rig = CoreRig.trading(CoreKit.setup().settings(), _ -> strategy);

  @Test
  void opensOnceReadReconciledAndFed() {
    assertThat(rig.gate()).isEqualTo(GateLevel.OPEN);
    assertThat(rig.gate(Account.PAPER)).isEqualTo(GateLevel.CLOSED);
    assertThat(rig.state().tradingEnabled()).isTrue();
    assertThat(rig.state().equityUsd()).isEqualByComparingTo("10000");
  }

  @Test
  void entryFillsAndIsProtected() {
    strategy.enter("2");
    rig.bar("100");
    rig.bar("100");
    NewOrder entry = rig.submitted(Purpose.ENTRY).getFirst();
    assertThat(entry.type()).isEqualTo(OrderType.LIMIT);
    assertThat(entry.qty()).isEqualByComparingTo("10");
    assertThat(entry.price()).isEqualByComparingTo("100");
    rig.advance(SECOND / 2);
    assertThat(rig.held()).isEqualByComparingTo("9.99");
    NewOrder stop = rig.submitted(Purpose.STOP).getFirst();
    assertThat(stop.qty()).isEqualByComparingTo("9.99");
    assertThat(stop.stopPrice()).isEqualByComparingTo("98.00");
    assertThat(rig.order(stop).map(Checkpoint.OrderRecord::state)).contains(OrderState.WORKING);
    assertThat(rig.state().positions().getFirst().stopPrice()).isEqualByComparingTo(dec("98.00"));
  }
}
