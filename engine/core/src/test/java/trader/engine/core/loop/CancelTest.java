package trader.engine.core.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static trader.engine.core.kit.CoreKit.MILLI;
import static trader.engine.core.kit.CoreKit.SECOND;
import static trader.engine.core.kit.CoreKit.dec;

import org.junit.jupiter.api.Test;
import trader.control.Acknowledgement;
import trader.control.ControlLever;
import trader.engine.core.Action;
import trader.engine.core.Checkpoint;
import trader.engine.core.VenueEvent;
import trader.engine.core.kit.CoreKit;
import trader.engine.core.kit.CoreRig;
import trader.engine.core.kit.ScriptedStrategy;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.OrderState;
import trader.engine.core.orders.Purpose;

/** The answer to a cancel that comes before the reports of what was filled before it. */
class CancelTest {
  private final ScriptedStrategy strategy = new ScriptedStrategy();
  private final CoreRig rig = CoreRig.trading(CoreKit.setup().settings(), _ -> strategy);

  private NewOrder protectedPosition() {
    strategy.enter("2");
    rig.bar("100");
    rig.advance(SECOND / 2);
    return rig.submitted(Purpose.STOP).getLast();
  }

  private OrderState state(NewOrder order) {
    return rig.order(order).map(Checkpoint.OrderRecord::state).orElseThrow();
  }

  @Test
  void exitSellsNoMoreThanTheCancelledStopHadLeft() {
    NewOrder stop = protectedPosition();
    rig.venue().deposit("BTC", dec("50"));
    rig.venue().answersOvertake(true);
    rig.venue().fillUnreported(stop.id(), dec("4"), rig.now());
    rig.forget();
    strategy.exit();
    rig.bar("100");
    rig.advance(MILLI);
    assertThat(state(stop)).as("its fills are missing").isEqualTo(OrderState.UNKNOWN);
    assertThat(rig.submitted(Purpose.EXIT)).isEmpty();
    assertThat(rig.logs("ORDER_FILLS_MISSING"))
        .singleElement()
        .satisfies(log -> assertThat(log.fields()).contains("executed=4", "booked=0"));
    rig.advance(SECOND);
    assertThat(rig.submitted(Purpose.EXIT))
        .singleElement()
        .satisfies(exit -> assertThat(exit.qty()).isEqualByComparingTo("5.99"));
    assertThat(rig.held()).isEqualByComparingTo("0");
    assertThat(rig.venue().total("BTC")).as("nothing foreign was sold").isEqualByComparingTo("50");
  }

  @Test
  void entryCancelledInPartIsUnknownUntilItsFillIsBookedAndThenProtected() {
    rig.venue().fillsEntries(false);
    rig.venue().answersOvertake(true);
    strategy.enter("2");
    rig.bar("100");
    NewOrder entry = rig.submitted(Purpose.ENTRY).getLast();
    rig.advance(10 * MILLI);
    rig.forget();
    rig.venue().fill(entry.id(), dec("3"), rig.now());
    rig.desk().unsigned(ControlLever.MODE, "halt", rig.now());
    rig.read();
    rig.advance(MILLI);
    assertThat(state(entry)).isEqualTo(OrderState.UNKNOWN);
    assertThat(rig.actions(Action.Query.class)).as("the venue is asked").hasSize(1);
    Acknowledgement first = rig.acknowledgements().getLast();
    assertThat(first.complete()).isFalse();
    rig.advance(SECOND);
    assertThat(state(entry)).isEqualTo(OrderState.CANCELLED);
    assertThat(rig.held()).isEqualByComparingTo("2.997");
    assertThat(rig.submitted(Purpose.STOP))
        .singleElement()
        .satisfies(stop -> assertThat(stop.qty()).isEqualByComparingTo("2.997"));
    assertThat(rig.acknowledgements().getLast().complete()).isTrue();
    assertThat(rig.acknowledgements().getLast().cancelled()).containsExactly(entry.id().value());
  }

  @Test
  void fillWhoseReportIsLostIsFetchedBeforeTheOrderIsOver() {
    rig.venue().fillsEntries(false);
    strategy.enter("2");
    rig.bar("100");
    NewOrder entry = rig.submitted(Purpose.ENTRY).getLast();
    rig.advance(10 * MILLI);
    rig.venue().fillUnreported(entry.id(), dec("3"), rig.now());
    rig.bar("100");
    rig.advance(2 * SECOND);
    assertThat(state(entry)).isEqualTo(OrderState.CANCELLED);
    assertThat(rig.held()).isEqualByComparingTo("2.997");
    assertThat(rig.submitted(Purpose.STOP)).hasSize(1);
  }

  @Test
  void reportFromBeforeTheEndDoesNotBringTheOrderBack() {
    rig.venue().fillsEntries(false);
    strategy.enter("2");
    rig.bar("100");
    NewOrder entry = rig.submitted(Purpose.ENTRY).getLast();
    rig.advance(10 * MILLI);
    rig.ticking(false);
    rig.feed(new VenueEvent.Cancelled(rig.now(), entry.id(), dec("3"), "on request"));
    rig.feed(new VenueEvent.Accepted(rig.now(), entry.id(), "1000"));
    assertThat(state(entry)).isEqualTo(OrderState.UNKNOWN);
    fill(entry, "t1", "1");
    assertThat(state(entry)).as("2 of 3 are missing").isEqualTo(OrderState.UNKNOWN);
    fill(entry, "t2", "2");
    assertThat(state(entry)).isEqualTo(OrderState.CANCELLED);
  }

  private void fill(NewOrder order, String tradeId, String qty) {
    rig.feed(
        new VenueEvent.Filled(
            rig.now(),
            order.id(),
            "1000",
            tradeId,
            dec("100"),
            dec(qty),
            dec("0"),
            "USDT",
            true,
            rig.now()));
  }
}
