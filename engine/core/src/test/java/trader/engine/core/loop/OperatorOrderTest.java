package trader.engine.core.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static trader.engine.core.kit.CoreKit.BTC;
import static trader.engine.core.kit.CoreKit.SECOND;
import static trader.engine.core.kit.CoreKit.dec;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import trader.control.Account;
import trader.control.Acknowledgement;
import trader.control.Acknowledgement.Outcome;
import trader.control.ControlLever;
import trader.engine.core.ControlEvent;
import trader.engine.core.kit.CoreKit;
import trader.engine.core.kit.CoreRig;
import trader.engine.core.kit.ScriptedStrategy;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.Purpose;
import trader.engine.core.orders.Side;

/** Orders that an operator asks for. */
class OperatorOrderTest {
  private final CoreRig rig =
      CoreRig.trading(CoreKit.setup().settings(), _ -> new ScriptedStrategy());
  private int keys;
  private boolean toApprove;

  private Acknowledgement order(Side side, Optional<String> qty, Optional<String> quote) {
    return order("k" + keys++, side, qty, quote, rig.now());
  }

  private Acknowledgement order(
      String key, Side side, Optional<String> qty, Optional<String> quote, long issuedMicros) {
    rig.forget();
    rig.feed(
        new ControlEvent.OrderRequested(
            rig.now(),
            key,
            BTC,
            side,
            qty.map(CoreKit::dec),
            quote.map(CoreKit::dec),
            toApprove,
            "cli:anna",
            "a test order",
            CoreKit.time(issuedMicros)));
    rig.advance(SECOND);
    return rig.acknowledgements().getLast();
  }

  /** What was bought, less the fee that the venue takes of it. */
  private void assertHeld(String bought) {
    assertThat(rig.held(Account.LIVE, BTC))
        .isEqualByComparingTo(dec(bought).multiply(dec("0.999")));
  }

  @Test
  void purchaseByItsWorthIsSentThroughTheGateAndGetsAStop() {
    Acknowledgement ack = order(Side.BUY, Optional.empty(), Optional.of("25"));
    assertThat(ack.outcome()).as(ack.why()).isEqualTo(Outcome.APPLIED);
    assertThat(ack.subject()).isEqualTo("order");
    assertThat(rig.submitted(Purpose.ENTRY))
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.qty()).isEqualByComparingTo("0.25");
          assertThat(entry.strategy()).isEqualTo("operator");
          assertThat(entry.cause()).contains("cli:anna", "a test order");
        });
    NewOrder stop = rig.submitted(Purpose.STOP).getLast();
    assertThat(stop.stopPrice()).isEqualByComparingTo("98.00");
    assertHeld("0.25");
  }

  @Test
  void saleEndsThePositionWholeAndAPartOfItIsRefused() {
    order(Side.BUY, Optional.of("0.5"), Optional.empty());
    Acknowledgement part = order(Side.SELL, Optional.of("0.2"), Optional.empty());
    assertThat(part.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(part.why()).contains("0.2", "sold whole");
    assertHeld("0.5");
    Acknowledgement all = order(Side.SELL, Optional.empty(), Optional.empty());
    assertThat(all.outcome()).as(all.why()).isEqualTo(Outcome.APPLIED);
    assertHeld("0");
    assertThat(order(Side.SELL, Optional.empty(), Optional.empty()).why())
        .contains("has no position of ours");
  }

  @Test
  void orderBeyondALimitIsRefusedByItsNumbersAndNothingIsSent() {
    Acknowledgement ack = order(Side.BUY, Optional.empty(), Optional.of("1000000"));
    assertThat(ack.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(ack.why()).contains("MAX_NOTIONAL_PER_ORDER");
    assertThat(rig.submitted(Purpose.ENTRY)).isEmpty();
    assertThat(order(Side.BUY, Optional.of("0.00001"), Optional.empty()).why())
        .contains("minimum notional");
  }

  @Test
  void haltBarsAPurchaseAndNotASale() {
    order(Side.BUY, Optional.of("0.5"), Optional.empty());
    rig.desk().raw(ControlLever.MODE, "halt");
    rig.read();
    rig.advance(SECOND);
    Acknowledgement barred = order(Side.BUY, Optional.of("0.5"), Optional.empty());
    assertThat(barred.outcome()).isEqualTo(Outcome.REFUSED);
    assertHeld("0.5");
    assertThat(order(Side.SELL, Optional.empty(), Optional.empty()).outcome())
        .isEqualTo(Outcome.APPLIED);
    assertHeld("0");
  }

  @Test
  void sameKeyOrdersOnceAndAnOldRequestIsRefused() {
    order("one", Side.BUY, Optional.of("0.5"), Optional.empty(), rig.now());
    Acknowledgement again = order("one", Side.BUY, Optional.of("0.5"), Optional.empty(), rig.now());
    assertThat(again.outcome()).isEqualTo(Outcome.UNCHANGED);
    assertThat(rig.submitted(Purpose.ENTRY)).isEmpty();
    assertHeld("0.5");
    assertThat(
            order("old", Side.SELL, Optional.empty(), Optional.empty(), rig.now() - 120 * SECOND)
                .why())
        .contains("120 s old");
  }

  @Test
  void inModeManualTheOperatorsOwnOrderPassesAsAnApprovedOneDoes() {
    rig.desk().grant(ControlLever.MODE, "manual", rig.now());
    rig.read();
    rig.advance(SECOND);
    Acknowledgement ack = order(Side.BUY, Optional.of("0.5"), Optional.empty());
    assertThat(ack.outcome()).as(ack.why()).isEqualTo(Outcome.APPLIED);
    assertHeld("0.5");
  }

  @Test
  void whatWaitsForApprovalIsProposedInModeManualOnlyAndOrderedOnceItIsApproved() {
    toApprove = true;
    Acknowledgement refused = order(Side.BUY, Optional.of("0.5"), Optional.empty());
    assertThat(refused.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(refused.why()).contains("/mode manual");
    rig.desk().grant(ControlLever.MODE, "manual", rig.now());
    rig.read();
    rig.advance(SECOND);
    Acknowledgement proposed = order(Side.BUY, Optional.of("0.5"), Optional.empty());
    assertThat(proposed.outcome()).as(proposed.why()).isEqualTo(Outcome.APPLIED);
    assertThat(proposed.subject()).isEqualTo("proposal");
    assertThat(proposed.why()).contains("/approve " + proposed.value());
    assertThat(rig.submitted(Purpose.ENTRY)).isEmpty();
    rig.feed(
        new ControlEvent.ApproveRequested(
            rig.now(),
            "approval",
            proposed.value(),
            "web:ben",
            "fine",
            CoreKit.time(rig.now()),
            true));
    rig.advance(SECOND);
    assertThat(rig.submitted(Purpose.ENTRY))
        .singleElement()
        .satisfies(entry -> assertThat(entry.qty()).isEqualByComparingTo("0.5"));
    assertHeld("0.5");
  }
}
