package trader.venues.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import trader.venues.binance.DepthSync.Rules;
import trader.venues.binance.DepthSync.Step;
import trader.venues.book.DepthUpdate;
import trader.venues.book.OrderBook;

class DepthSyncTest {
  private final OrderBook book = new OrderBook(2, 3, 1_000);

  private static DepthUpdate update(long first, long last, long previous, long price) {
    DepthUpdate update = new DepthUpdate().clear();
    update.ids(first, last, previous);
    update.bid(price, 1);
    return update;
  }

  @Test
  void spotJoinsHeldDifferencesToTheSnapshotThatTheyContinue() {
    DepthSync sync = new DepthSync(Rules.SPOT, book);
    assertThat(sync.update(update(150, 155, -1, 1))).isEqualTo(Step.HELD);
    assertThat(sync.update(update(156, 165, -1, 2))).isEqualTo(Step.HELD);
    assertThat(sync.isInStep()).isFalse();

    assertThat(sync.snapshot(update(0, 160, -1, 10))).isEqualTo(Step.APPLIED);

    assertThat(sync.isInStep()).isTrue();
    assertThat(book.bids()).isEqualTo(2);
    assertThat(book.bidQuantityAt(1)).isZero();
    assertThat(sync.update(update(166, 170, -1, 3))).isEqualTo(Step.APPLIED);
    assertThat(sync.update(update(150, 170, -1, 4))).isEqualTo(Step.OLD);
  }

  @Test
  void spotTakesADifferenceThatBeginsRightAfterTheSnapshot() {
    DepthSync sync = new DepthSync(Rules.SPOT, book);
    assertThat(sync.snapshot(update(0, 160, -1, 10))).isEqualTo(Step.APPLIED);
    assertThat(sync.update(update(161, 162, -1, 1))).isEqualTo(Step.APPLIED);
  }

  @Test
  void spotGapEmptiesTheBookAndHoldsWhatComes() {
    DepthSync sync = new DepthSync(Rules.SPOT, book);
    sync.snapshot(update(0, 160, -1, 10));
    sync.update(update(160, 162, -1, 1));

    assertThat(sync.update(update(164, 165, -1, 2))).isEqualTo(Step.GAP);

    assertThat(sync.isInStep()).isFalse();
    assertThat(book.bids()).isZero();
    assertThat(sync.gaps()).isEqualTo(1);
    assertThat(sync.snapshot(update(0, 164, -1, 7))).isEqualTo(Step.APPLIED);
    assertThat(sync.isInStep()).isTrue();
    assertThat(book.bids()).isEqualTo(2);
  }

  @Test
  void futuresFollowsThePreviousIdAndNotTheNext() {
    DepthSync sync = new DepthSync(Rules.FUTURES, book);
    sync.update(update(140, 149, 130, 1));
    sync.update(update(157, 160, 149, 2));
    assertThat(sync.snapshot(update(0, 158, -1, 10))).isEqualTo(Step.APPLIED);
    assertThat(sync.isInStep()).isTrue();

    assertThat(sync.update(update(190, 200, 160, 3))).isEqualTo(Step.APPLIED);
    assertThat(sync.update(update(201, 205, 199, 4))).isEqualTo(Step.GAP);
  }

  @Test
  void futuresDifferenceThatEndsAtTheSnapshotIsTheFirst() {
    DepthSync sync = new DepthSync(Rules.FUTURES, book);
    sync.snapshot(update(0, 160, -1, 10));
    assertThat(sync.update(update(150, 159, 140, 1))).isEqualTo(Step.OLD);
    assertThat(sync.update(update(157, 160, 149, 2))).isEqualTo(Step.APPLIED);
    assertThat(sync.update(update(170, 171, 160, 3))).isEqualTo(Step.APPLIED);
  }

  @ParameterizedTest
  @EnumSource(Rules.class)
  void snapshotOlderThanTheFirstDifferenceIsReadAgain(Rules rules) {
    DepthSync sync = new DepthSync(rules, book);
    sync.update(update(200, 205, 190, 1));

    assertThat(sync.snapshot(update(0, 160, -1, 10))).isEqualTo(Step.SNAPSHOT_TOO_OLD);
    assertThat(sync.isInStep()).isFalse();
    assertThat(sync.snapshot(update(0, 203, -1, 10))).isEqualTo(Step.APPLIED);
    assertThat(book.bids()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(Rules.class)
  void newConnectionBeginsAnew(Rules rules) {
    DepthSync sync = new DepthSync(rules, book);
    sync.snapshot(update(0, 160, -1, 10));
    sync.reset();
    assertThat(book.bids()).isZero();
    assertThat(sync.update(update(161, 162, 160, 1))).isEqualTo(Step.HELD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        {"e":"depthUpdate","E":1,"T":2,"s":"BTCUSDT","U":157,"u":160,"pu":149,
        "b":[["58499.90","1.2"]],"a":[["58500.00","0"],["58501","3",[]]],"st":[{"x":1}]}
        """,
        """
        {"stream":"btcusdt@depth@100ms","data":{"e":"depthUpdate","U":157,"u":160,"pu":149,
        "b":[["58499.90","1.2"]],"a":[["58500.00","0"],["58501","3"]]}}
        """
      })
  void frameIsReadWholeRawOrCombined(String frame) {
    byte[] bytes = frame.getBytes(StandardCharsets.UTF_8);
    DepthUpdate read = new DepthFrames(2, 3).read(bytes, bytes.length);

    assertThat(read.firstId()).isEqualTo(157);
    assertThat(read.lastId()).isEqualTo(160);
    assertThat(read.previousId()).isEqualTo(149);
    assertThat(read.bids()).isEqualTo(1);
    assertThat(read.bidPrice(0)).isEqualTo(5_849_990);
    assertThat(read.bidQuantity(0)).isEqualTo(1_200);
    assertThat(read.asks()).isEqualTo(2);
    assertThat(read.askQuantity(0)).isZero();
    assertThat(read.askPrice(1)).isEqualTo(5_850_100);
  }

  @Test
  void snapshotIsReadFromItsRestAnswer() {
    byte[] bytes =
        "{\"lastUpdateId\":77,\"E\":1,\"T\":1,\"bids\":[[\"1.00\",\"2\"]],\"asks\":[]}"
            .getBytes(StandardCharsets.UTF_8);
    DepthUpdate read = new DepthFrames(2, 0).read(bytes, bytes.length);
    assertThat(read.lastId()).isEqualTo(77);
    assertThat(read.bids()).isEqualTo(1);
    assertThat(read.asks()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{\"u\":1,\"b\":7}",
        "{\"u\":1,\"b\":[[1,2]]}",
        "{\"u\":1,\"b\":[[\"1.001\",\"2\"]]}",
        "{\"b\":[]}",
        "{\"u\":1"
      })
  void garbledFrameIsRefused(String frame) {
    byte[] bytes = frame.getBytes(StandardCharsets.UTF_8);
    DepthFrames frames = new DepthFrames(2, 3);
    assertThatThrownBy(() -> frames.read(bytes, bytes.length))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("depth frame");
  }
}
