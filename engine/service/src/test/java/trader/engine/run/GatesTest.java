package trader.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import trader.control.Account;
import trader.control.GateLevel;
import trader.engine.core.Action;
import trader.engine.core.orders.Purpose;

class GatesTest {
  private final AtomicLong nanos = new AtomicLong(1_000_000);
  private final Gates gates = new Gates(nanos::get);
  private final List<Long> drained = new ArrayList<>();

  @Test
  void newGatesAreClosedToWhatAddsRiskAndOpenToWhatProtects() {
    for (Account account : Account.values()) {
      assertThat(gates.level(account)).isEqualTo(GateLevel.CLOSED);
      assertThat(gates.enter(account, Purpose.ENTRY)).isFalse();
      assertThat(gates.enter(account, Purpose.EXIT)).isFalse();
      assertThat(gates.enter(account, Purpose.CLOSE)).isTrue();
      assertThat(gates.enter(account, Purpose.STOP)).isTrue();
    }
  }

  @Test
  void loweringEarlyClosesBothAccountsAtOnce() {
    open();

    gates.lowerEarly(GateLevel.CLOSED, nanos.get());

    assertThat(gates.level(Account.LIVE)).isEqualTo(GateLevel.CLOSED);
    assertThat(gates.level(Account.PAPER)).isEqualTo(GateLevel.CLOSED);
  }

  @Test
  void coreThatHasNotSeenTheEarlyLoweringCannotOpenTheGate() {
    open();
    long ticket = gates.lowerEarly(GateLevel.CLOSED, nanos.get());

    set(2, GateLevel.OPEN, ticket - 1);
    assertThat(gates.level(Account.LIVE)).isEqualTo(GateLevel.CLOSED);

    set(3, GateLevel.OPEN, ticket);
    assertThat(gates.level(Account.LIVE)).isEqualTo(GateLevel.OPEN);
  }

  @Test
  void gateThatWasClosedForGoodIsNotOpenedByAnyTicket() {
    open();
    gates.closeForGood();

    set(2, GateLevel.OPEN, Long.MAX_VALUE - 1);

    assertThat(gates.level(Account.LIVE)).isEqualTo(GateLevel.CLOSED);
    assertThat(gates.level(Account.PAPER)).isEqualTo(GateLevel.CLOSED);
  }

  @Test
  void drainIsToldOnlyWhenTheLastSendOfEitherAccountHasLeft() {
    open();
    assertThat(gates.enter(Account.LIVE, Purpose.ENTRY)).isTrue();
    assertThat(gates.enter(Account.PAPER, Purpose.EXIT)).isTrue();
    drained.clear();

    set(2, GateLevel.CLOSED, 0);
    assertThat(drained).isEmpty();
    gates.leave(Account.LIVE, Purpose.ENTRY);
    assertThat(drained).isEmpty();
    gates.leave(Account.PAPER, Purpose.EXIT);
    assertThat(drained).hasSize(1);
  }

  @Test
  void closingTimeCountsFromWhenTheReasonWasSeen() {
    open();
    drained.clear();
    long seen = nanos.get();
    nanos.addAndGet(40_000);
    long ticket = gates.lowerEarly(GateLevel.CLOSED, seen);
    nanos.addAndGet(5_000_000);

    set(2, GateLevel.CLOSED, ticket);

    // The gate closed 40 microseconds after the reason was seen; that the core came later is no
    // part of it.
    assertThat(drained).containsExactly(40L);
  }

  @Test
  void closingTimeCountsUntilASendInFlightHasLeft() {
    open();
    assertThat(gates.enter(Account.LIVE, Purpose.ENTRY)).isTrue();
    drained.clear();
    long ticket = gates.lowerEarly(GateLevel.CLOSED, nanos.get());
    set(2, GateLevel.CLOSED, ticket);
    nanos.addAndGet(250_000);

    gates.leave(Account.LIVE, Purpose.ENTRY);

    assertThat(drained).containsExactly(250L);
  }

  private void open() {
    set(1, GateLevel.OPEN, 0);
  }

  private void set(long change, GateLevel level, long ticket) {
    gates.set(new Action.SetGate(change, level, level, ticket), drained::add);
  }
}
