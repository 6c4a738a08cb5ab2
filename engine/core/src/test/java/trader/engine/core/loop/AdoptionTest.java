package trader.engine.core.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static trader.engine.core.kit.CoreKit.BTC;
import static trader.engine.core.kit.CoreKit.SECOND;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import trader.control.Account;
import trader.engine.core.Action;
import trader.engine.core.Checkpoint.OrderRecord;
import trader.engine.core.ControlEvent.CoreSettings;
import trader.engine.core.ReconciliationReport;
import trader.engine.core.kit.CoreKit;
import trader.engine.core.kit.CoreRig;
import trader.engine.core.kit.ModelVenue;
import trader.engine.core.kit.ScriptedStrategy;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.OrderState;
import trader.engine.core.orders.Purpose;

/** Orders of which no answer had come when the process died, and that the venue has. */
class AdoptionTest {
  private final ScriptedStrategy strategy = new ScriptedStrategy();
  private int session = 1_767_614_400;
  private CoreRig rig = CoreRig.trading(settings(), _ -> strategy);

  private CoreSettings settings() {
    return CoreKit.setup().warmUp(0).session(session).settings();
  }

  /** Sends an entry of which the venue's answer is lost, and dies before anyone asks. */
  private NewOrder dieWithAnEntryOnItsWay(boolean fills) {
    rig.venue().fillsEntries(fills);
    rig.venue().silentFor(1);
    strategy.enter("2");
    rig.bar(BTC, "100");
    return rig.submitted(Purpose.ENTRY).getLast();
  }

  private void restart() {
    Map<Account, ModelVenue> venues = new EnumMap<>(Account.class);
    for (Account account : Account.values()) {
      venues.put(account, rig.venue(account));
    }
    venues.values().forEach(venue -> venue.linkDown(rig.now()));
    for (ModelVenue venue : venues.values()) {
      while (venue.nextMicros() < Long.MAX_VALUE) {
        venue.take();
      }
    }
    session++;
    rig = new CoreRig(settings(), rig.core().checkpoint(), _ -> strategy, venues, rig.now());
    rig.connect("100");
    rig.grantAll();
    rig.advance(3 * SECOND);
  }

  private List<ReconciliationReport> reports() {
    return rig.actions(Action.Reconciled.class).stream().map(Action.Reconciled::report).toList();
  }

  @Test
  void workingOrderWhoseAnswerWasLostIsAdoptedAndCounted() {
    NewOrder entry = dieWithAnEntryOnItsWay(false);
    restart();
    assertThat(rig.order(entry).map(OrderRecord::venueOrderId)).isPresent();
    assertThat(rig.order(entry).map(OrderRecord::state)).contains(OrderState.CANCELLED);
    assertThat(rig.logs("PENDING_ADOPTED"))
        .singleElement()
        .satisfies(line -> assertThat(line.fields()).contains("order=" + entry.id()));
    assertThat(reports().stream().mapToInt(ReconciliationReport::pendingAdopted).sum())
        .isEqualTo(1);
    assertThat(reports().getFirst().startsAdopting()).isEqualTo(1);
  }

  @Test
  void filledOrderWhoseAnswerWasLostIsAdoptedWithItsFillsAndProtected() {
    dieWithAnEntryOnItsWay(true);
    restart();
    assertThat(reports().stream().mapToInt(ReconciliationReport::pendingAdopted).sum())
        .isEqualTo(1);
    assertThat(reports().stream().mapToInt(ReconciliationReport::fillsApplied).sum()).isPositive();
    assertThat(rig.held()).isEqualByComparingTo("9.99");
    assertThat(rig.submitted(Purpose.STOP)).hasSize(1);
  }

  @Test
  void startsThatAdoptAreCountedInARowAndACleanOneEndsTheRow() {
    for (int start = 1; start <= 3; start++) {
      dieWithAnEntryOnItsWay(false);
      restart();
      assertThat(reports().getFirst().startsAdopting()).isEqualTo(start);
    }
    restart();
    assertThat(reports().getFirst().startsAdopting()).isZero();
    assertThat(rig.logs("PENDING_ADOPTED")).isEmpty();
  }

  @Test
  void orderThatIsAnsweredInTimeIsNotAdoptedByAReadingThatSeesItFirst() {
    rig.venue().fillsEntries(false);
    strategy.enter("2");
    rig.bar(BTC, "100");
    rig.advance(3 * SECOND);
    assertThat(reports()).allSatisfy(report -> assertThat(report.pendingAdopted()).isZero());
  }
}
