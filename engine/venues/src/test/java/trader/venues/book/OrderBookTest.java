package trader.venues.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Comparator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderBookTest {
  @Test
  void randomChangesLeaveTheLevelsThatASortedMapHas() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    OrderBook book = new OrderBook(2, 8, 50);
    TreeMap<Long, Long> bids = new TreeMap<>(Comparator.reverseOrder());
    TreeMap<Long, Long> asks = new TreeMap<>();
    for (int i = 0; i < 20_000; i++) {
      long price = 1_000 + (long) (random.nextGaussian() * 60);
      long quantity = random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(1_000);
      if (random.nextBoolean()) {
        book.bid(price, quantity);
        put(bids, price, quantity);
      } else {
        book.ask(price, quantity);
        put(asks, price, quantity);
      }
      assertThat(book.bids()).as("seed %d, change %d", seed, i).isEqualTo(bids.size());
      assertThat(book.asks()).as("seed %d, change %d", seed, i).isEqualTo(asks.size());
    }
    int level = 0;
    for (Map.Entry<Long, Long> bid : bids.entrySet()) {
      assertThat(book.bidPrice(level)).as("seed %d", seed).isEqualTo(bid.getKey());
      assertThat(book.bidQuantity(level++)).as("seed %d", seed).isEqualTo(bid.getValue());
      assertThat(book.bidQuantityAt(bid.getKey())).isEqualTo(bid.getValue());
    }
    level = 0;
    for (Map.Entry<Long, Long> ask : asks.entrySet()) {
      assertThat(book.askPrice(level)).as("seed %d", seed).isEqualTo(ask.getKey());
      assertThat(book.askQuantity(level++)).as("seed %d", seed).isEqualTo(ask.getValue());
    }
  }

  /** As a book of 50 levels does: the worst gives way to a better one. */
  private static void put(NavigableMap<Long, Long> side, long price, long quantity) {
    if (quantity == 0) {
      side.remove(price);
      return;
    }
    side.put(price, quantity);
    if (side.size() > 50) {
      side.pollLastEntry();
    }
  }

  @Test
  void levelsBeyondTheDepthAreForgotten() {
    OrderBook book = new OrderBook(0, 0, 2);
    book.ask(10, 1);
    book.ask(12, 1);
    book.ask(14, 1);
    book.ask(11, 1);

    assertThat(book.asks()).isEqualTo(2);
    assertThat(book.askPrice(1)).isEqualTo(11);
    book.ask(10, 0);
    assertThat(book.asks()).isEqualTo(1);
    assertThatThrownBy(() -> book.askPrice(1)).hasMessage("level 1 of 1");
  }

  @Test
  void bookWhoseBestBidReachesTheBestAskIsCrossed() {
    OrderBook book = new OrderBook(1, 3, 10);
    assertThat(book.isTwoSided()).isFalse();
    book.bid(585_000, 1_200);
    book.ask(585_001, 480);
    assertThat(book.isCrossed()).isFalse();
    book.bid(585_001, 1);
    assertThat(book.isCrossed()).isTrue();
    assertThat(book.price(book.bidPrice(0))).isEqualByComparingTo("58500.1");
    assertThat(book.quantity(book.bidQuantity(0))).isEqualByComparingTo("0.001");
  }

  @ParameterizedTest
  @CsvSource({
    "58500.10,2,5850010",
    "58500.10000000,2,5850010",
    "0.00001234,8,1234",
    "7,3,7000",
    ".5,1,5",
    "92233720368.54775807,8,9223372036854775807"
  })
  void decimalsAreReadExactly(String text, int scale, long scaled) {
    assertThat(ScaledDecimal.parse(text, scale)).isEqualTo(scaled);
  }

  @ParameterizedTest
  @CsvSource({
    "58500.101,2,has more than 2 decimals",
    "-1,2,is no decimal number",
    "1e5,2,is no decimal number",
    "1.2.3,2,is no decimal number",
    "'',2,is no decimal number",
    "92233720368.54775808,8,is too large",
    "99999999999,18,is too large"
  })
  void whatCannotBeExactIsRefused(String text, int scale, String why) {
    assertThatThrownBy(() -> ScaledDecimal.parse(text, scale))
        .isInstanceOf(NumberFormatException.class)
        .hasMessage("'" + text + "' " + why);
  }

  @Test
  void checksumIsOverDigitsOfAsksThenBids() {
    OrderBook book = new OrderBook(1, 8, 10);
    book.ask(585_001, 48_000_000);
    book.ask(585_010, 70_000_000);
    book.bid(585_000, 120_000_000);

    assertThat(new BookChecksum(10).of(book)).isEqualTo(834_250_387L);
  }
}
