package trader.engine.run;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import trader.control.Account;
import trader.control.Alert;
import trader.control.EngineState;
import trader.control.GateLevel;
import trader.control.Health;
import trader.control.Reason;
import trader.engine.core.ControlEvent;
import trader.engine.core.Event;
import trader.engine.core.MarketEvent;
import trader.engine.core.VenueEvent;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.Purpose;
import trader.engine.core.strategy.Decision;

class EngineLoopTest {
  @TempDir private Path directory;

  /** What can go wrong in code of ours: an exception, an assertion, a class that is not there. */
  static Stream<Throwable> faults() {
    return Stream.of(
            new IllegalStateException("a bug"),
            new StackOverflowError(),
            new AssertionError("a bug"),
            new NoClassDefFoundError("trader/strategies/Missing"),
            new OutOfMemoryError("Java heap space"))
        // Where they come from does not matter, and the loop logs all of it.
        .peek(fault -> fault.setStackTrace(new StackTraceElement[0]));
  }

  @Test
  void entryOfAnOpenGateReachesTheVenueInTheEventThatCausedIt() {
    try (LoopRig rig = rig(() -> ScriptedStrategy.ENTER)) {
      rig.open();
      assertThat(rig.gates.level(Account.PAPER)).isEqualTo(GateLevel.OPEN);

      rig.closeBar();

      assertThat(rig.venue.submitted).extracting(NewOrder::purpose).containsExactly(Purpose.ENTRY);
      assertThat(rig.effects.gateAnswers).containsExactly(EngineLoop.Effects.GateAnswer.SENT);
    }
  }

  @Test
  void gateThatClosesAfterTheDecisionStopsTheOrderAndTheCoreLearnsThatItIsRejected() {
    AtomicReference<LoopRig> self = new AtomicReference<>();
    // Another thread lowers the gate just when the strategy has decided.
    try (LoopRig rig =
        rig(() -> {
          requireNonNull(self.get()).gates.lowerEarly(GateLevel.CLOSED, 1);
          return ScriptedStrategy.ENTER;
        })) {
      self.set(rig);
      rig.open();
      List<Event> seen = new ArrayList<>();
      rig.loop.observedBy(seen::add);

      rig.closeBar();

      assertThat(rig.venue.submitted).isEmpty();
      assertThat(rig.effects.gateAnswers).containsExactly(EngineLoop.Effects.GateAnswer.STOPPED);
      assertThat(seen)
          .filteredOn(VenueEvent.Rejected.class::isInstance)
          .singleElement()
          .satisfies(event -> assertThat(((VenueEvent.Rejected) event).code()).isEqualTo("gate"));
      assertThat(rig.loop.state().orders()).isEmpty();
      assertThat(rig.loop.failed()).isFalse();
    }
  }

  @Test
  void haltWhileASendIsInFlightIsAcknowledgedOnlyOnceItHasLeft() {
    try (LoopRig rig = rig(() -> ScriptedStrategy.ENTER)) {
      rig.open();
      rig.venue.keepsUnsent = true;
      rig.closeBar();
      assertThat(rig.venue.unsent).hasSize(1);
      rig.effects.acknowledgements.clear();

      rig.loop.accept(rig.read("halt", "running", "armed", 0));
      rig.tick();
      assertThat(rig.gates.level(Account.PAPER)).isEqualTo(GateLevel.CLOSED);
      assertThat(rig.effects.acknowledgements).noneMatch(ack -> ack.value().equals("halt"));

      rig.venue.unsent.getFirst().run();
      rig.venue.submitted.forEach(
          order -> rig.loop.accept(new VenueEvent.Accepted(rig.micros(), order.id(), "1")));
      rig.advance(Duration.ofMillis(50));
      rig.tick();
      assertThat(rig.effects.acknowledgements).anyMatch(ack -> ack.value().equals("halt"));
    }
  }

  @Test
  void acknowledgedHaltIsShownAtOnceAndNotOnlyWithTheNextBeat() {
    try (LoopRig rig = rig(() -> ScriptedStrategy.HOLD)) {
      rig.open();
      rig.effects.shown.clear();

      rig.loop.accept(rig.read("halt", "running", "armed", 0));
      rig.runPosted();

      assertThat(rig.effects.acknowledgements).anyMatch(ack -> ack.value().equals("halt"));
      assertThat(rig.effects.shown.getLast().gate()).isEqualTo(GateLevel.CLOSED);
      assertThat(rig.effects.shown.getLast().tradingEnabled()).isFalse();
    }
  }

  @Test
  void whatAVenueAnswersWhileItIsToldComesAfterEverythingThatTheEventWanted() {
    try (LoopRig rig = rig(() -> ScriptedStrategy.ENTER)) {
      rig.open();
      List<Event> seen = new ArrayList<>();
      rig.loop.observedBy(seen::add);
      rig.venue.onSubmit =
          order -> {
            rig.loop.accept(new VenueEvent.Accepted(rig.micros(), order.id(), "1"));
            if (order.purpose() == Purpose.ENTRY) {
              rig.loop.accept(filled(rig, order));
            }
          };

      rig.closeBar();

      // The core has not taken them while it was busy: each is an event of its own, in order.
      assertThat(seen)
          .filteredOn(event -> !(event instanceof ControlEvent))
          .extracting(event -> event.getClass().getSimpleName())
          .startsWith("Trade", "Trade", "Accepted", "Filled");
      assertThat(rig.venue.submitted).extracting(NewOrder::purpose).startsWith(Purpose.ENTRY);
      assertThat(rig.loop.state().positions()).hasSize(1);
    }
  }

  @ParameterizedTest
  @MethodSource("faults")
  void faultInsideTheCoreClosesTheGateForGood(Throwable fault) {
    try (LoopRig rig = rig(() -> EngineLoopTest.<RuntimeException>thrown(fault))) {
      rig.open();

      rig.closeBar();

      assertThat(rig.loop.failed()).isTrue();
      assertThat(rig.gates.level(Account.PAPER)).isEqualTo(GateLevel.CLOSED);
      assertThat(rig.gates.level(Account.LIVE)).isEqualTo(GateLevel.CLOSED);

      rig.loop.accept(rig.read("auto", "running", "armed", 0));
      rig.quote();
      rig.tick();
      assertThat(rig.gates.level(Account.PAPER)).isEqualTo(GateLevel.CLOSED);
      assertThat(rig.venue.submitted).isEmpty();
    }
  }

  @Test
  void engineThatFailedSaysSoInItsStateAndRaisesAnAlert() {
    Throwable fault = faults().findFirst().orElseThrow();
    try (LoopRig rig = rig(() -> EngineLoopTest.<RuntimeException>thrown(fault))) {
      rig.open();
      assertThat(rig.loop.state().tradingEnabled()).isTrue();

      rig.closeBar();

      EngineState state = rig.loop.state();
      assertThat(state.gate()).isEqualTo(GateLevel.CLOSED);
      assertThat(state.tradingEnabled()).isFalse();
      assertThat(state.health()).isEqualTo(Health.HALTED);
      assertThat(state.capitalEffective()).isEqualByComparingTo(BigDecimal.ZERO);
      assertThat(state.levers())
          .filteredOn(lever -> lever.allows() == GateLevel.CLOSED)
          .singleElement()
          .satisfies(lever -> assertThat(lever.why()).contains("fault").contains("restart"));
      assertThat(state.alerts()).anyMatch(line -> line.startsWith("invariant_violation"));
      assertThat(rig.effects.alerts)
          .filteredOn(alert -> alert.reason() == Reason.INVARIANT_VIOLATION)
          .singleElement()
          .satisfies(alert -> {
            assertThat(alert.severity()).isEqualTo(Alert.Severity.CRITICAL);
            assertThat(alert.text()).contains("a bug").contains("restart");
          });
    }
  }

  @Test
  void marketEventsAreCountedOnceEach() {
    try (LoopRig rig = rig(() -> ScriptedStrategy.HOLD)) {
      rig.open();
      long before = rig.effects.marketEvents;

      rig.closeBar();

      assertThat(rig.effects.marketEvents - before).isEqualTo(2);
      assertThat(rig.loop.eventCount()).isPositive();
    }
  }

  @Test
  void eventsThatArePostedAreStampedWhenTheyArriveAtTheLoop() {
    try (LoopRig rig = rig(() -> ScriptedStrategy.HOLD)) {
      rig.open();
      List<Event> seen = new ArrayList<>();
      rig.loop.observedBy(seen::add);
      rig.loop.post(at -> new MarketEvent.FeedStatus(at, LoopRig.BTC, false, "gone"));
      rig.advance(Duration.ofSeconds(3));

      rig.runPosted();

      assertThat(seen.getFirst().atMicros()).isEqualTo(rig.micros());
    }
  }

  private LoopRig rig(java.util.function.Supplier<Decision> script) {
    return new LoopRig(directory, new ScriptedStrategy(script));
  }

  private static VenueEvent.Filled filled(LoopRig rig, NewOrder order) {
    return new VenueEvent.Filled(
        rig.micros(),
        order.id(),
        "1",
        "t-" + order.id(),
        LoopRig.PRICE,
        order.qty(),
        BigDecimal.ZERO,
        "USDT",
        false,
        rig.micros());
  }

  @SuppressWarnings("unchecked") // A checked exception is never among the faults.
  private static <T extends Throwable> Decision thrown(Throwable fault) throws T {
    throw (T) fault;
  }
}
