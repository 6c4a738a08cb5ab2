package trader.engine.core.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static trader.engine.core.kit.CoreKit.BTC;
import static trader.engine.core.kit.CoreKit.NOON;
import static trader.engine.core.kit.CoreKit.SECOND;
import static trader.engine.core.kit.CoreKit.dec;

import org.junit.jupiter.api.Test;
import trader.control.Account;
import trader.engine.core.Checkpoint;
import trader.engine.core.kit.CoreKit;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.OrderType;
import trader.engine.core.orders.Purpose;
import trader.engine.core.orders.Side;
import trader.engine.core.portfolio.Execution;

/** What a child may do of what its parent has left. */
class LastHopTest {
  private final Books books =
      new Books(CoreKit.setup().ordersPerPosition(5).settings(), Checkpoint.none(), NOON);
  private final LastHop hop = new LastHop(books);
  private int count;

  private NewOrder order(Purpose purpose, String qty, String trace) {
    boolean entry = purpose == Purpose.ENTRY;
    return new NewOrder(
        ClientOrderId.derive('b', 1, count++),
        Account.LIVE,
        BTC,
        entry ? Side.BUY : Side.SELL,
        OrderType.MARKET,
        purpose,
        dec(qty),
        null,
        null,
        null,
        "trend",
        "test",
        NOON,
        false,
        false,
        trace);
  }

  private void held(String qty) {
    NewOrder entry = order(Purpose.ENTRY, qty, "t");
    books
        .portfolio()
        .book(
            entry,
            new Execution(
                "1", dec("100"), dec(qty), dec(qty).movePointRight(2), dec("0"), "USDT", null),
            CoreKit.rules(BTC),
            books.markets());
  }

  @Test
  void childrenOfADecisionTogetherNeverExceedWhatItDecided() {
    hop.decided("d1", dec("3"));
    assertThat(hop.passes(order(Purpose.ENTRY, "2", "d1"), NOON)).isTrue();
    assertThat(hop.passes(order(Purpose.ENTRY, "1.5", "d1"), NOON)).isFalse();
    assertThat(hop.takeBreach()).get().asString().contains("1.5", "the 1 that its decision");
    hop.decided("d1", dec("3"));
    assertThat(hop.passes(order(Purpose.ENTRY, "1.5", "d1"), NOON)).as("said twice").isFalse();
    assertThat(hop.passes(order(Purpose.ENTRY, "1", "d1"), NOON)).isTrue();
  }

  @Test
  void entryWithoutADecisionDoesNotLeave() {
    assertThat(hop.passes(order(Purpose.ENTRY, "1", ""), NOON)).isFalse();
    assertThat(hop.takeBreach()).isPresent();
    assertThat(hop.takeBreach()).as("told once").isEmpty();
  }

  @Test
  void salesTogetherNeverExceedThePosition() {
    held("2");
    NewOrder first = order(Purpose.STOP, "1.5", "t");
    assertThat(hop.passes(first, NOON)).isTrue();
    books.orders().intend(first);
    assertThat(hop.passes(order(Purpose.EXIT, "1", "t"), NOON)).isFalse();
    assertThat(hop.takeBreach()).get().asString().contains("more than the 0.5");
    assertThat(hop.passes(order(Purpose.EXIT, "0.5", "t"), NOON)).isTrue();
  }

  @Test
  void repeatedExecutionTripsWhileStopsHaveRoomAndAnOperatorsCloseAlwaysPasses() {
    held("100");
    for (int i = 0; i < 5; i++) {
      assertThat(hop.passes(order(Purpose.EXIT, "1", "t"), NOON)).isTrue();
    }
    assertThat(hop.passes(order(Purpose.EXIT, "1", "t"), NOON + SECOND)).isFalse();
    assertThat(hop.takeBreach()).get().asString().contains("5 orders within 60 s");
    for (int i = 0; i < 15; i++) {
      assertThat(hop.passes(order(Purpose.STOP, "1", "t"), NOON + SECOND)).isTrue();
    }
    assertThat(hop.passes(order(Purpose.STOP, "1", "t"), NOON + SECOND)).isFalse();
    assertThat(hop.passes(order(Purpose.CLOSE, "1", "t"), NOON + SECOND)).isTrue();
    assertThat(hop.passes(order(Purpose.EXIT, "1", "t"), NOON + 62 * SECOND)).isTrue();
  }
}
