package trader.engine.core.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static trader.engine.core.kit.CoreKit.MILLI;
import static trader.engine.core.kit.CoreKit.SECOND;
import static trader.engine.core.kit.CoreKit.dec;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trader.control.Account;
import trader.control.Acknowledgement;
import trader.control.Acknowledgement.Outcome;
import trader.control.ControlLever;
import trader.control.GateLevel;
import trader.control.Mode;
import trader.control.Reason;
import trader.engine.core.Action;
import trader.engine.core.ControlEvent;
import trader.engine.core.kit.CoreKit;
import trader.engine.core.kit.CoreRig;
import trader.engine.core.kit.ScriptedStrategy;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.OrderState;
import trader.engine.core.orders.Purpose;

/** From an operator's word to an engine that has stopped. */
class HaltTest {
  private final ScriptedStrategy strategy = new ScriptedStrategy();
  private final CoreRig rig = CoreRig.trading(CoreKit.setup().settings(), _ -> strategy);

  private NewOrder workingEntry() {
    rig.venue().fillsEntries(false);
    strategy.enter("2");
    rig.bar("100");
    NewOrder entry = rig.submitted(Purpose.ENTRY).getLast();
    rig.advance(10 * MILLI);
    assertThat(rig.order(entry).orElseThrow().state()).isEqualTo(OrderState.WORKING);
    return entry;
  }

  private String halt() {
    String command = rig.desk().unsigned(ControlLever.MODE, "halt", rig.now());
    rig.forget();
    rig.read();
    return command;
  }

  @Test
  void haltClosesTheGateCancelsTheEntryAndIsAcknowledgedTwice() {
    NewOrder entry = workingEntry();
    String command = halt();
    assertThat(rig.gate()).isEqualTo(GateLevel.CLOSED);
    assertThat(rig.actions(Action.Cancel.class))
        .singleElement()
        .satisfies(cancel -> assertThat(cancel.order()).isEqualTo(entry.id()));
    assertThat(rig.acknowledgements())
        .singleElement()
        .satisfies(first -> {
          assertThat(first.commandId()).isEqualTo(command);
          assertThat(first.outcome()).isEqualTo(Outcome.APPLIED);
          assertThat(first.gate()).isEqualTo(GateLevel.CLOSED);
          assertThat(first.modeEffective()).isEqualTo(Mode.HALT);
          assertThat(first.gateMicros()).isEqualTo(20);
          assertThat(first.complete()).isFalse();
          assertThat(first.working()).containsExactly(entry.id().value());
          assertThat(first.cancelled()).isEmpty();
          assertThat(first.unknown()).isEmpty();
        });
    rig.advance(SECOND);
    assertThat(rig.acknowledgements()).hasSize(2);
    Acknowledgement second = rig.acknowledgements().getLast();
    assertThat(second.complete()).isTrue();
    assertThat(second.cancelled()).containsExactly(entry.id().value());
    assertThat(second.working()).isEmpty();
    rig.advance(5 * SECOND);
    assertThat(rig.acknowledgements()).hasSize(2);
  }

  @Test
  void haltIsNotAcknowledgedBeforeTheGateHasDrained() {
    workingEntry();
    rig.ticking(false);
    halt();
    assertThat(rig.acknowledgements()).isEmpty();
    assertThat(rig.actions(Action.SetGate.class)).hasSize(1);
    long change = rig.actions(Action.SetGate.class).getFirst().change();
    rig.feed(new ControlEvent.GateDrained(rig.now(), change - 1, 5));
    assertThat(rig.acknowledgements()).isEmpty();
    rig.feed(new ControlEvent.GateDrained(rig.now(), change, 77));
    assertThat(rig.acknowledgements())
        .singleElement()
        .satisfies(ack -> assertThat(ack.gateMicros()).isEqualTo(77));
  }

  @Test
  void haltWhileAnEntryIsUnansweredWaitsForItAndThenCancelsIt() {
    rig.venue().fillsEntries(false);
    strategy.enter("2");
    rig.bar("100");
    NewOrder entry = rig.submitted(Purpose.ENTRY).getLast();
    halt();
    assertThat(rig.acknowledgements()).as("the entry is not answered yet").isEmpty();
    assertThat(rig.actions(Action.Cancel.class)).isEmpty();
    rig.advance(3 * MILLI);
    assertThat(rig.acknowledgements()).hasSize(1);
    assertThat(rig.acknowledgements().getFirst().working()).containsExactly(entry.id().value());
    rig.advance(SECOND);
    assertThat(rig.acknowledgements().getLast().cancelled()).containsExactly(entry.id().value());
    assertThat(rig.venue().working()).isEmpty();
  }

  @Test
  void haltWhileAStrategysExitIsUnansweredWaitsForIt() {
    strategy.enter("2");
    rig.bar("100");
    rig.advance(SECOND / 2);
    strategy.exit();
    rig.bar("100");
    for (int i = 0; i < 100 && rig.submitted(Purpose.EXIT).isEmpty(); i++) {
      rig.advance(MILLI / 10);
    }
    assertThat(rig.submitted(Purpose.EXIT)).hasSize(1);
    halt();
    assertThat(rig.acknowledgements()).as("the exit is not answered yet").isEmpty();
    rig.advance(5 * MILLI);
    assertThat(rig.acknowledgements()).hasSize(1);
    assertThat(rig.held()).isEqualByComparingTo("0");
    assertThat(rig.logs("EXIT_GIVEN_UP")).as("it was filled").isEmpty();
  }

  @Test
  void haltWithAnEntryThatIsNeverAnsweredTellsItIsUnknown() {
    rig.venue().deafFor(1);
    strategy.enter("2");
    rig.bar("100");
    NewOrder entry = rig.submitted(Purpose.ENTRY).getLast();
    halt();
    rig.advance(600 * MILLI);
    assertThat(rig.acknowledgements())
        .singleElement()
        .satisfies(ack -> {
          assertThat(ack.complete()).isFalse();
          assertThat(ack.unknown()).containsExactly(entry.id().value());
        });
    rig.advance(5 * SECOND);
    assertThat(rig.order(entry).orElseThrow().state()).isEqualTo(OrderState.LOST);
    assertThat(rig.acknowledgements()).hasSize(2);
    assertThat(rig.acknowledgements().getLast().complete()).isTrue();
    assertThat(rig.acknowledgements().getLast().unknown()).isEmpty();
  }

  @Test
  void rawHaltIsAcknowledgedWithoutACommand() {
    rig.desk().raw(ControlLever.MODE, "halt");
    rig.forget();
    rig.read(3);
    assertThat(rig.actions(Action.SetGate.class))
        .singleElement()
        .satisfies(set -> assertThat(set.ticket()).isEqualTo(3));
    assertThat(rig.acknowledgements())
        .singleElement()
        .satisfies(ack -> {
          assertThat(ack.commandId()).isEmpty();
          assertThat(ack.why()).isEqualTo("written to Redis directly");
        });
    assertThat(rig.actions(Action.Audit.class)).hasSize(1);
  }

  @Test
  void garbledModeHaltsAndAlertsOnce() {
    rig.desk().raw(ControlLever.MODE, "hlat");
    rig.forget();
    for (int poll = 0; poll < 5; poll++) {
      rig.read();
      rig.advance(SECOND);
    }
    assertThat(rig.gate()).isEqualTo(GateLevel.CLOSED);
    assertThat(rig.alerts(Reason.CONTROL_VALUE_INVALID))
        .singleElement()
        .satisfies(alert -> assertThat(alert.text()).contains("'hlat'", "halt, paper", "/mode"));
    assertThat(rig.state().alerts()).hasSize(1);
  }

  @Test
  void rawRaiseChangesNothingAlertsOnceAndCalmsWhenItIsTakenBack() {
    halt();
    rig.desk().raw(ControlLever.MODE, "auto");
    rig.forget();
    for (int poll = 0; poll < 5; poll++) {
      rig.read();
      rig.advance(SECOND);
    }
    assertThat(rig.gate()).isEqualTo(GateLevel.CLOSED);
    assertThat(rig.alerts(Reason.UNGRANTED_RAISE)).hasSize(1);
    rig.desk().raw(ControlLever.MODE, "halt");
    rig.read();
    assertThat(rig.state().alerts()).isEmpty();
    rig.desk().raw(ControlLever.MODE, "auto");
    rig.read();
    assertThat(rig.alerts(Reason.UNGRANTED_RAISE)).as("a second attempt").hasSize(2);
  }

  @Test
  void raiseIsAcknowledgedWithoutEntriesThatMayWorkOn() {
    workingEntry();
    rig.desk().grant(ControlLever.CAPITAL, "50", rig.now());
    rig.read();
    rig.advance(SECOND / 4);
    rig.venue().fillsEntries(false);
    strategy.enter("2");
    rig.bar("100");
    rig.advance(10 * MILLI);
    rig.desk().grant(ControlLever.CAPITAL, "70", rig.now());
    rig.forget();
    rig.read();
    assertThat(rig.acknowledgements())
        .singleElement()
        .satisfies(ack -> {
          assertThat(ack.complete()).isTrue();
          assertThat(ack.working()).isEmpty();
        });
    assertThat(rig.actions(Action.Cancel.class)).isEmpty();
  }

  @Test
  void protectiveStopStaysThroughAHalt() {
    strategy.enter("2");
    rig.bar("100");
    rig.advance(SECOND / 2);
    var stops = rig.venue().working();
    halt();
    rig.advance(5 * SECOND);
    assertThat(rig.actions(Action.Cancel.class)).isEmpty();
    assertThat(rig.venue().working()).hasSize(1).isEqualTo(stops);
    rig.trade("97");
    rig.advance(SECOND / 2);
    assertThat(rig.held()).as("the stop filled in halt").isEqualByComparingTo("0");
  }

  @Test
  void operatorsCloseWorksInHalt() {
    strategy.enter("2");
    rig.bar("100");
    rig.advance(SECOND / 2);
    halt();
    close("x1");
    rig.advance(SECOND);
    assertThat(rig.held()).isEqualByComparingTo("0");
    assertThat(rig.submitted(Purpose.CLOSE))
        .singleElement()
        .satisfies(order -> assertThat(order.qty()).isEqualByComparingTo("9.99"));
    assertThat(rig.acknowledgements().getLast())
        .satisfies(ack -> {
          assertThat(ack.commandId()).isEqualTo("x1");
          assertThat(ack.outcome()).isEqualTo(Outcome.APPLIED);
          assertThat(ack.why()).startsWith("flat");
        });
    rig.forget();
    close("x1");
    assertThat(rig.actions()).as("the same command again").isEmpty();
  }

  private void close(String command) {
    rig.feed(
        new ControlEvent.CloseRequested(
            rig.now(), command, Optional.empty(), "cli:anna", "enough", CoreKit.time(rig.now())));
  }

  @Test
  void closeTakesOverFromAnExitThatTheGateStopped() {
    strategy.enter("2");
    rig.bar("100");
    rig.advance(SECOND / 2);
    strategy.exit();
    rig.bar("100");
    halt();
    rig.advance(MILLI);
    close("x1");
    rig.advance(SECOND);
    assertThat(rig.held()).isEqualByComparingTo("0");
    assertThat(rig.submitted(Purpose.EXIT)).isEmpty();
    assertThat(rig.acknowledgements().getLast().outcome()).isEqualTo(Outcome.APPLIED);
  }

  @Test
  void exitThatTheGateStoppedIsGivenUpAndThePositionProtectedAnew() {
    strategy.enter("2");
    rig.bar("100");
    rig.advance(SECOND / 2);
    strategy.exit();
    rig.bar("100");
    halt();
    rig.advance(2 * SECOND);
    assertThat(rig.logs("EXIT_GIVEN_UP"))
        .singleElement()
        .satisfies(log -> assertThat(log.fields()).contains("before the strategy's exit was sent"));
    assertThat(rig.submitted(Purpose.EXIT)).isEmpty();
    assertThat(rig.submitted(Purpose.STOP)).hasSize(1);
    assertThat(rig.venue().working()).hasSize(1);
    assertThat(rig.held()).isEqualByComparingTo("9.99");
  }

  @Test
  void closeOfNothingSaysSoAndAnOldOneIsRefused() {
    rig.forget();
    close("x1");
    assertThat(rig.acknowledgements().getLast().outcome()).isEqualTo(Outcome.UNCHANGED);
    rig.feed(
        new ControlEvent.CloseRequested(
            rig.now(),
            "x2",
            Optional.of(CoreKit.BTC),
            "cli:anna",
            "",
            CoreKit.time(rig.now() - 61 * SECOND)));
    assertThat(rig.acknowledgements().getLast().outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(rig.acknowledgements().getLast().why()).contains("61 s old");
  }

  @Test
  void closeCancelsAnEntryThatWorksWithoutAPosition() {
    NewOrder entry = workingEntry();
    rig.forget();
    close("x1");
    rig.advance(SECOND);
    assertThat(rig.order(entry).orElseThrow().state()).isEqualTo(OrderState.CANCELLED);
    assertThat(rig.acknowledgements().getLast().outcome()).isEqualTo(Outcome.APPLIED);
  }

  @Test
  void closeThatTheVenueRefusesIsAnsweredAtOnceAndProtectedAnew() {
    strategy.enter("2");
    rig.bar("100");
    rig.advance(SECOND / 2);
    rig.forget();
    close("x1");
    rig.venue().rejecting("Market is closed.");
    rig.advance(100 * MILLI);
    assertThat(rig.acknowledgements().getLast().outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(rig.acknowledgements().getLast().why()).contains("not flat", "/orders");
    assertThat(rig.alerts(Reason.ORDER_REJECTED)).hasSize(1);
    rig.venue().rejecting(null);
    rig.advance(3 * SECOND);
    assertThat(rig.venue().working()).as("protected anew").hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"manual,REDUCE_ONLY", "paper,REDUCE_ONLY", "halt,CLOSED"})
  void noEntryLeavesInAnyOtherMode(String mode, GateLevel gate) {
    rig.desk().raw(ControlLever.MODE, mode);
    rig.read();
    strategy.enter("2");
    rig.forget();
    rig.bar("100");
    assertThat(rig.gate()).isEqualTo(gate);
    assertThat(rig.submitted(Purpose.ENTRY))
        .allMatch(order -> order.account() == Account.PAPER)
        .hasSize(mode.equals("paper") ? 1 : 0);
    assertThat(rig.state().risk().riskBlocksTotal()).isEqualTo(mode.equals("halt") ? 1 : 0);
    assertThat(rig.state().proposals()).hasSize(mode.equals("manual") ? 1 : 0);
  }

  @Test
  void killWithoutRedisIsAcknowledgedAndOnlyAGrantArmsAgain() {
    NewOrder entry = workingEntry();
    rig.forget();
    rig.feed(
        new ControlEvent.Killed(
            rig.now(), rig.now(), 9, "k1", Reason.OPERATOR, "http:anna", "smoke in the room"));
    assertThat(rig.gate()).isEqualTo(GateLevel.CLOSED);
    assertThat(rig.actions(Action.SetGate.class).getLast().ticket()).isEqualTo(9);
    rig.advance(SECOND);
    assertThat(rig.acknowledgements())
        .extracting(Acknowledgement::commandId)
        .containsExactly("k1", "k1");
    assertThat(rig.acknowledgements().getLast().cancelled()).containsExactly(entry.id().value());
    assertThat(rig.alerts(Reason.OPERATOR)).hasSize(1);
    rig.read();
    rig.desk().raw(ControlLever.KILL, "armed");
    rig.read();
    rig.advance(SECOND);
    assertThat(rig.gate()).isEqualTo(GateLevel.CLOSED);
    rig.desk().grant(ControlLever.KILL, "armed", rig.now());
    rig.read();
    assertThat(rig.gate()).isEqualTo(GateLevel.OPEN);
    assertThat(rig.state().alerts()).isEmpty();
  }

  @Test
  void stoppingProcessCancelsEntriesAndKeepsStops() {
    workingEntry();
    rig.feed(new ControlEvent.Stopping(rig.now(), "asked to"));
    rig.advance(SECOND);
    assertThat(rig.gate()).isEqualTo(GateLevel.CLOSED);
    assertThat(rig.venue().working()).isEmpty();
  }

  @Test
  void haltOutlivesARestartEvenWithAStaleRedis() {
    halt();
    CoreRig again =
        new CoreRig(
            CoreKit.setup().session(1_767_614_401).settings(),
            rig.core().checkpoint(),
            _ -> strategy,
            dec("10000"));
    again.connect("100");
    for (ControlLever lever : List.of(ControlLever.MODE, ControlLever.COLOR)) {
      again.desk().raw(lever, lever == ControlLever.MODE ? "auto" : "blue");
    }
    again.read();
    again.advance(2 * SECOND);
    assertThat(again.gate()).isEqualTo(GateLevel.CLOSED);
    assertThat(again.state().modeEffective()).isEqualTo(Mode.HALT);
  }
}
