package trader.venues.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import trader.venues.book.DepthUpdate;
import trader.venues.book.ScaledDecimal;

class DepthScanTest {
  private static final int FRAMES = 2_000;
  private static final long SEED = 7;

  private final DepthScan scan = new DepthScan(8, 8);
  private final DepthUpdate update = new DepthUpdate();

  private boolean scanned(String frame) {
    byte[] bytes = (frame + "garbage behind the frame").getBytes(StandardCharsets.US_ASCII);
    return scan.read(bytes, frame.length(), update.clear());
  }

  @Test
  void everyFrameOfTheVenuesFormIsReadToTheLastDigit() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < FRAMES; i++) {
      boolean spot = random.nextBoolean();
      int levels = random.nextInt(20);
      BigDecimal[] numbers = new BigDecimal[2 * levels];
      StringBuilder side = new StringBuilder();
      for (int n = 0; n < numbers.length; n++) {
        numbers[n] = decimal(random, spot ? 8 : random.nextInt(0, 8));
        side.append(n % 2 == 0 ? (n == 0 ? "[\"" : ",[\"") : "\",\"")
            .append(numbers[n].toPlainString())
            .append(n % 2 == 0 ? "" : "\"]");
      }
      String frame =
          "{\"stream\":\"btcusdt@depth@100ms\",\"data\":{\"e\":\"depthUpdate\",\"E\":1,\"T\":2,"
              + "\"s\":\"BTCUSDT\",\"U\":"
              + i
              + ",\"u\":"
              + (i + 3)
              + (spot ? "" : ",\"pu\":" + i)
              + ",\"b\":["
              + side
              + "],\"a\":[]}}";

      assertThat(scanned(frame)).as("seed %s: %s", SEED, frame).isTrue();
      assertThat(update.firstId()).isEqualTo(i);
      assertThat(update.lastId()).isEqualTo(i + 3);
      assertThat(update.previousId()).isEqualTo(spot ? -1 : i);
      assertThat(update.bids()).isEqualTo(levels);
      assertThat(update.asks()).isZero();
      for (int level = 0; level < levels; level++) {
        assertThat(ScaledDecimal.of(update.bidPrice(level), 8))
            .isEqualByComparingTo(numbers[2 * level]);
        assertThat(ScaledDecimal.of(update.bidQuantity(level), 8))
            .isEqualByComparingTo(numbers[2 * level + 1]);
      }
    }
  }

  private static BigDecimal decimal(SplittableRandom random, int decimals) {
    return BigDecimal.valueOf(random.nextLong(1L << random.nextInt(1, 34)), decimals);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{}",
        "[]",
        "{\"u\":1,\"b\":[[\"1\"]]}",
        "{\"u\":1,\"b\":[[\"1\",\"2\",[]]]}",
        "{\"u\":1,\"b\":[[\"1.000000001\",\"2\"]]}",
        "{\"u\":1,\"b\":[[\"12345678901.0\",\"2\"]]}",
        "{\"u\":1,\"b\":[[\"-1\",\"2\"]]}",
        "{\"u\":1,\"b\":[[\"1e3\",\"2\"]]}",
        "{\"u\":1,\"b\":[[\".5\",\"2\"]]}",
        "{\"u\":1,\"b\":[[\"5.\",\"2\"]]}",
        "{\"u\":1,\"b\":[[\"1.1234567x\",\"2\"]]}",
        "{\"u\":1,\"b\":[[1,\"2\"]]}",
        "{\"u\":1,\"b\":[[\"1\",\"2\"]",
        "{\"u\": 1}",
        "{\"u\":1}x",
        "{\"u\":1,\"st\":[3]}",
        "{\"u\":1,\"kind\":3}",
        "{\"u\":1,\"s\":\"a\\\"b\"}",
        "{\"s\":\"BTCUSDT\"}",
      })
  void frameOfAnotherFormIsLeftToTheGeneralReader(String frame) {
    assertThat(scanned(frame)).isFalse();
  }

  @Test
  void fieldsThatAreNewAreNoHindrance() {
    assertThat(scanned("{\"e\":\"depthUpdate\",\"st\":3,\"ps\":\"X\",\"u\":4,\"b\":[],\"a\":[]}"))
        .isTrue();
    assertThat(update.lastId()).isEqualTo(4);
  }

  @Test
  void generalReaderReadsWhatTheScanDoesNot() {
    DepthFrames frames = new DepthFrames(2, 3);
    String spaced = "{ \"u\": 7, \"st\": [3], \"b\": [ [ \"1.50\", \"2\", [] ] ], \"a\": [] }";
    byte[] bytes = spaced.getBytes(StandardCharsets.US_ASCII);

    DepthUpdate read = frames.read(bytes, bytes.length);

    assertThat(read.lastId()).isEqualTo(7);
    assertThat(read.bids()).isEqualTo(1);
    assertThat(read.bidPrice(0)).isEqualTo(150);
    assertThat(read.bidQuantity(0)).isEqualTo(2_000);
  }

  @Test
  void numberFinerThanTheBookIsRefusedByTheGeneralReader() {
    DepthFrames frames = new DepthFrames(2, 3);
    byte[] bytes =
        "{\"u\":7,\"b\":[[\"1.50100000\",\"2.00000000\"]],\"a\":[]}"
            .getBytes(StandardCharsets.US_ASCII);

    assertThatThrownBy(() -> frames.read(bytes, bytes.length))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1.50100000")
        .hasMessageContaining("2 decimals");
  }
}
