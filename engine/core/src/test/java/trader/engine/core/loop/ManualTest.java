package trader.engine.core.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static trader.engine.core.kit.CoreKit.MILLI;
import static trader.engine.core.kit.CoreKit.SECOND;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import trader.control.Acknowledgement;
import trader.control.Acknowledgement.Outcome;
import trader.control.Alert;
import trader.control.ControlLever;
import trader.control.GateLevel;
import trader.control.Proposal;
import trader.control.Reason;
import trader.engine.core.Action;
import trader.engine.core.ControlEvent;
import trader.engine.core.VenueEvent;
import trader.engine.core.journal.JournalRecord;
import trader.engine.core.kit.CoreKit;
import trader.engine.core.kit.CoreRig;
import trader.engine.core.kit.Roll;
import trader.engine.core.kit.ScriptedStrategy;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.OrderState;
import trader.engine.core.orders.Purpose;

/** Strategies propose, a person approves each entry. */
class ManualTest {
  private final ScriptedStrategy strategy = new ScriptedStrategy();
  private final CoreRig rig = CoreRig.trading(CoreKit.setup().settings(), _ -> strategy);
  private int commands;

  @BeforeEach
  void manual() {
    rig.desk().grant(ControlLever.MODE, "manual", rig.now());
    rig.read();
    rig.advance(10 * MILLI);
  }

  private Proposal proposed() {
    strategy.enter("2");
    rig.bar("100");
    Proposal proposal = rig.state().proposals().getFirst();
    rig.forget();
    return proposal;
  }

  private String approve(String proposal) {
    return approve(proposal, rig.now(), true);
  }

  private String approve(String proposal, long issuedMicros, boolean granted) {
    String command = "a" + ++commands;
    rig.feed(
        new ControlEvent.ApproveRequested(
            rig.now(),
            command,
            proposal,
            "cli:anna",
            "looks right",
            CoreKit.time(issuedMicros),
            granted));
    return command;
  }

  private void reject(String proposal) {
    rig.feed(
        new ControlEvent.RejectRequested(
            rig.now(), "r" + ++commands, proposal, "cli:anna", "not this"));
  }

  private Acknowledgement answer() {
    return rig.acknowledgements().getLast();
  }

  private void assertRefused(String... words) {
    assertThat(answer().subject()).isEqualTo("approve");
    assertThat(answer().outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(answer().why()).contains(words);
    assertThat(rig.submitted(Purpose.ENTRY)).isEmpty();
  }

  @Test
  void entryIsProposedShownAndAnnouncedAndNothingLeaves() {
    strategy.enter("2");
    rig.forget();
    rig.bar("100");
    assertThat(rig.submitted(Purpose.ENTRY)).isEmpty();
    Proposal proposal = rig.state().proposals().getFirst();
    assertThat(proposal.id()).isEqualTo("P-bt8e400-0");
    assertThat(proposal.symbol()).isEqualTo("BTCUSDT");
    assertThat(proposal.side()).isEqualTo("buy");
    assertThat(proposal.qty()).isEqualByComparingTo("10");
    assertThat(proposal.price()).isEqualByComparingTo("100");
    assertThat(proposal.stopPrice()).isEqualByComparingTo("98");
    assertThat(proposal.why()).isEqualTo("scripted=enter");
    assertThat(proposal.expiresAt()).isEqualTo(proposal.proposedAt().plusSeconds(60));
    assertThat(rig.alerts(Reason.PROPOSAL))
        .singleElement()
        .satisfies(alert -> {
          assertThat(alert.severity()).isEqualTo(Alert.Severity.INFO);
          assertThat(alert.subject()).isEqualTo(proposal.id());
          assertThat(alert.text())
              .contains("buy 10.00000 BTCUSDT at 100.00", "stop at 98.00", "/approve P-b", "60 s");
        });
    assertThat(rig.gate()).isEqualTo(GateLevel.REDUCE_ONLY);
    assertThat(rig.state().risk().riskBlocksTotal()).isZero();
  }

  @Test
  void approvedEntryLeavesThroughAGateThatIsOpenForItAlone() {
    Proposal proposal = proposed();
    String command = approve(proposal.id());
    assertThat(rig.actions(Action.SetGate.class))
        .extracting(Action.SetGate::live)
        .containsExactly(GateLevel.OPEN, GateLevel.REDUCE_ONLY);
    List<Action> actions = rig.actions();
    NewOrder entry = rig.submitted(Purpose.ENTRY).getFirst();
    int sent = actions.indexOf(new Action.Submit(entry));
    assertThat(actions.get(sent - 1)).isInstanceOf(Action.SetGate.class);
    assertThat(actions.get(sent + 1)).isInstanceOf(Action.SetGate.class);
    assertThat(entry.cause()).isEqualTo("scripted=enter; approved by cli:anna: looks right");
    assertThat(rig.acknowledgements()).as("not before the venue has answered").isEmpty();
    rig.advance(SECOND / 2);
    assertThat(rig.acknowledgements()).hasSize(1);
    assertThat(answer().commandId()).isEqualTo(command);
    assertThat(answer().subject()).isEqualTo("approve");
    assertThat(answer().value()).isEqualTo(proposal.id());
    assertThat(answer().outcome()).isEqualTo(Outcome.APPLIED);
    assertThat(answer().complete()).isTrue();
    assertThat(answer().why()).contains(entry.id().value(), "buys 10.00000 BTCUSDT");
    assertThat(rig.held()).isEqualByComparingTo("9.99");
    assertThat(rig.submitted(Purpose.STOP)).as("it is protected").hasSize(1);
    assertThat(rig.state().proposals()).isEmpty();
    assertThat(rig.state().alerts()).isEmpty();
  }

  @Test
  void approvedEntryThatRestsIsLeftToWorkAndAHaltCancelsIt() {
    rig.venue().fillsEntries(false);
    Proposal proposal = proposed();
    approve(proposal.id());
    rig.advance(SECOND / 2);
    assertThat(rig.actions(Action.Cancel.class)).isEmpty();
    assertThat(rig.venue().working()).hasSize(1);
    assertThat(answer().why()).contains("the venue has it, 0 filled so far");
    rig.forget();
    rig.desk().unsigned(ControlLever.MODE, "halt", rig.now());
    rig.read();
    rig.advance(SECOND / 2);
    assertThat(rig.venue().working()).isEmpty();
    assertThat(answer().cancelled()).hasSize(1);
    assertThat(rig.gate()).isEqualTo(GateLevel.CLOSED);
  }

  @Test
  void approvedEntryThatRestsIsCancelledWhereAnotherLeverNarrows() {
    rig.venue().fillsEntries(false);
    approve(proposed().id());
    rig.advance(SECOND / 10);
    rig.desk().raw(ControlLever.PAUSE, "paused");
    rig.read();
    rig.advance(SECOND / 10);
    assertThat(rig.venue().working()).isEmpty();
  }

  @Test
  void approvalWithoutAValidSignatureOrdersNothingAndAlerts() {
    Proposal proposal = proposed();
    approve(proposal.id(), rig.now(), false);
    assertRefused("does not carry a valid signature");
    assertThat(rig.alerts(Reason.GRANT_REFUSED)).hasSize(1);
    assertThat(rig.state().proposals()).as("it still waits").hasSize(1);
    approve(proposal.id());
    assertThat(rig.submitted(Purpose.ENTRY)).hasSize(1);
  }

  @Test
  void approvalOfWhatNobodyProposedIsRefused() {
    approve("P-bt8e400-77");
    assertRefused("no proposal P-bt8e400-77 is known", "/status");
    approve("yes please");
    assertRefused("no proposal yes please");
  }

  @Test
  void wordOnTheOtherEnginesProposalIsLeftToIt() {
    rig.forget();
    approve("P-gt8e400-0");
    reject("P-gt8e400-0");
    assertThat(rig.actions()).isEmpty();
  }

  @Test
  void expiredProposalIsRefused() {
    Proposal proposal = proposed();
    for (int second = 0; second < 60; second++) {
      rig.trade("100");
      rig.advance(SECOND);
    }
    assertThat(rig.state().proposals()).isEmpty();
    assertThat(rig.logs("PROPOSAL_EXPIRED")).hasSize(1);
    approve(proposal.id());
    assertRefused("was decided already", "expired at 2026-01-05T12:");
  }

  @Test
  void oldApprovalIsRefusedAndTheProposalWaitsOn() {
    Proposal proposal = proposed();
    approve(proposal.id(), rig.now() - 61 * SECOND, true);
    assertRefused("had to arrive within 60 s");
    approve(proposal.id(), rig.now() + 6 * SECOND, true);
    assertRefused("had to arrive within 60 s");
    assertThat(rig.state().proposals()).hasSize(1);
  }

  @Test
  void secondWordOnAProposalIsRefusedAndTheSameCommandIsAppliedOnce() {
    Proposal proposal = proposed();
    approve(proposal.id());
    commands--;
    approve(proposal.id());
    rig.advance(SECOND / 2);
    assertThat(rig.acknowledgements()).hasSize(1);
    approve(proposal.id());
    assertThat(answer().outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(answer().why()).contains("was decided already", "approved by cli:anna");
    assertThat(rig.submitted(Purpose.ENTRY)).hasSize(1);
  }

  @Test
  void priceThatMovedBeyondTheCollarIsRefused() {
    Proposal proposal = proposed();
    rig.trade("102.01");
    approve(proposal.id());
    assertRefused("further than 2 %", "102.01");
    assertThat(rig.state().proposals()).as("it is decided").isEmpty();
  }

  @Test
  void approvalOrdersAtThePriceOfTheMomentAndNoMoreThanProposed() {
    Proposal proposal = proposed();
    rig.trade("99");
    approve(proposal.id());
    NewOrder entry = rig.submitted(Purpose.ENTRY).getFirst();
    assertThat(entry.price()).isEqualByComparingTo("99");
    assertThat(entry.qty()).isEqualByComparingTo("10");
    assertThat(proposal.qty()).isEqualByComparingTo("10");
  }

  @Test
  void approvalThatTheGateDoesNotPermitNamesTheLever() {
    Proposal proposal = proposed();
    rig.desk().raw(ControlLever.PAUSE, "paused");
    rig.read();
    approve(proposal.id());
    assertRefused("paused", "the strategy proposes anew");
  }

  @Test
  void haltDropsWhatWaits() {
    Proposal proposal = proposed();
    rig.desk().raw(ControlLever.MODE, "halt");
    rig.read();
    assertThat(rig.state().proposals()).isEmpty();
    assertThat(rig.logs("PROPOSAL_DROPPED")).hasSize(1);
    approve(proposal.id());
    assertRefused("dropped because the mode became halt");
  }

  @Test
  void changeToAutoDropsWhatWaitsAndTheStrategyTradesAgain() {
    proposed();
    rig.desk().grant(ControlLever.MODE, "auto", rig.now());
    rig.read();
    assertThat(rig.state().proposals()).isEmpty();
    strategy.enter("2");
    rig.bar("100");
    assertThat(rig.submitted(Purpose.ENTRY)).hasSize(1);
  }

  @Test
  void killDropsWhatWaits() {
    Proposal proposal = proposed();
    rig.feed(
        new ControlEvent.Killed(
            rig.now(), rig.now(), 0, "k1", Reason.OPERATOR, "http:anna", "smoke"));
    assertThat(rig.state().proposals()).isEmpty();
    approve(proposal.id());
    assertRefused("the kill switch was thrown");
  }

  @Test
  void rejectionNeedsNoSignature() {
    Proposal proposal = proposed();
    reject(proposal.id());
    assertThat(answer().subject()).isEqualTo("reject");
    assertThat(answer().outcome()).isEqualTo(Outcome.APPLIED);
    assertThat(rig.state().proposals()).isEmpty();
    reject(proposal.id());
    assertThat(answer().outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(answer().why()).contains("rejected by cli:anna: not this");
  }

  @Test
  void whileOneWaitsNoOtherIsProposed() {
    proposed();
    strategy.enter("2");
    rig.bar("100");
    assertThat(rig.state().proposals()).hasSize(1);
    assertThat(rig.logs("ORDER_REFUSED").getFirst().fields()).contains("waits for a person");
  }

  @Test
  void exitsNeedNoApproval() {
    approve(proposed().id());
    rig.advance(SECOND / 2);
    strategy.exit();
    rig.bar("100");
    rig.advance(SECOND);
    assertThat(rig.held()).isEqualByComparingTo("0");
  }

  @Test
  void approvedEntryThatTheVenueRefusesIsToldSo() {
    Proposal proposal = proposed();
    rig.venue().rejecting("Market is closed.");
    approve(proposal.id());
    rig.advance(SECOND / 2);
    assertThat(answer().outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(answer().why()).contains("rejected, nothing was bought");
  }

  @Test
  void approvedEntryThatIsNotAnsweredIsToldUnknownAndThenWhatItBecame() {
    Proposal proposal = proposed();
    rig.venue().deafFor(1);
    approve(proposal.id());
    NewOrder entry = rig.submitted(Purpose.ENTRY).getFirst();
    rig.advance(1_100 * MILLI);
    assertThat(answer().outcome()).isEqualTo(Outcome.APPLIED);
    assertThat(answer().complete()).isFalse();
    assertThat(answer().unknown()).containsExactly(entry.id().value());
    rig.advance(5 * SECOND);
    assertThat(rig.order(entry).orElseThrow().state()).isEqualTo(OrderState.LOST);
    assertThat(answer().outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(answer().complete()).isTrue();
  }

  @Test
  void gateThatClosedAtTheLastInstantIsToldSo() {
    Proposal proposal = proposed();
    rig.venue().deafFor(1);
    approve(proposal.id());
    NewOrder entry = rig.submitted(Purpose.ENTRY).getFirst();
    rig.feed(
        new VenueEvent.Rejected(
            rig.now(), entry.id(), "gate", "the gate closed before it was sent"));
    assertThat(answer().outcome()).isEqualTo(Outcome.REFUSED);
  }

  @Test
  void proposalOutlivesARollAndNotARestart() {
    Proposal proposal = proposed();
    assertThat(rig.core().quiescent()).as("rather no roll while it waits").isFalse();
    Roll.of(rig);
    assertThat(rig.state().proposals()).containsExactly(proposal);
    CoreRig again =
        new CoreRig(
            CoreKit.setup().session(1_767_614_401).settings(),
            rig.core().checkpoint(),
            _ -> strategy,
            CoreKit.dec("10000"));
    assertThat(again.state().proposals()).isEmpty();
    rig.trade("100");
    rig.advance(SECOND);
    approve(proposal.id());
    assertThat(rig.submitted(Purpose.ENTRY)).hasSize(1);
  }

  @Test
  void journalReadBackKnowsWhatWaitsAndWhatWasDecided() {
    Proposal first = proposed();
    approve(first.id());
    rig.advance(SECOND);
    strategy.exit();
    rig.bar("100");
    rig.advance(SECOND);
    proposed();
    List<JournalRecord> journal = rig.journal();
    Core back =
        Core.readingBack(
            (ControlEvent.Configured) ((JournalRecord.Happened) journal.getFirst()).event());
    for (JournalRecord record : journal.subList(1, journal.size())) {
      switch (record) {
        case JournalRecord.Happened(var event) -> back.on(event);
        case JournalRecord.Wanted(var action) -> back.replayed(action);
      }
    }
    assertThat(back.checkpoint()).isEqualTo(rig.core().checkpoint());
    assertThat(back.checkpoint().proposals()).hasSize(1);
    assertThat(back.checkpoint().proposalCount()).isEqualTo(2);
  }
}
