package trader.venues.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trader.venues.binance.DepthSync.Rules;
import trader.venues.binance.DepthSync.Step;
import trader.venues.book.OrderBook;

/** Recorded depth, played through decoder and book, against the recorded best bid and ask. */
class DepthReplayTest {
  private static final Path DATA = Path.of("../../../shared/data");

  @ParameterizedTest
  @CsvSource({
    "SPOT,binance-spot-BTCUSDT,2024-08-08_09,2,8",
    "SPOT,binance-spot-ETHUSDT,2024-08-08_09,2,8",
    "FUTURES,binance-usdm-BTCUSDT,2024-08-08,2,3",
    "FUTURES,binance-usdm-ETHUSDT,2024-08-08,2,3"
  })
  void recordedDepthEndsAtTheVenuesBook(
      Rules rules, String name, String day, int priceScale, int quantityScale) throws IOException {
    Path depth = DATA.resolve("depth/" + name + "-depth-" + day + ".csv.gz");
    assumeTrue(Files.exists(depth), "no recorded depth here");
    List<String[]> snapshot =
        rows(DATA.resolve("depth/" + name + "-depth-snapshots-" + day + ".csv.gz"));
    TreeMap<Long, String[]> quotes =
        rows(DATA.resolve("quotes/" + name + "-bookTicker-" + day + ".csv.gz")).stream()
            .collect(
                Collectors.toMap(
                    row -> Long.parseLong(row[3]), row -> row, (a, b) -> b, TreeMap::new));
    OrderBook book = new OrderBook(priceScale, quantityScale, 20_000);
    DepthSync sync = new DepthSync(rules, book);
    DepthFrames frames = new DepthFrames(priceScale, quantityScale);
    long snapshotNanos = Long.parseLong(snapshot.getFirst()[0]);
    boolean joined = false;
    int compared = 0;
    int equal = 0;
    boolean last = false;
    for (String[] row : rows(depth)) {
      if (!joined && Long.parseLong(row[0]) > snapshotNanos) {
        joined = true;
        assertThat(
                sync.snapshot(
                    frames.read(rest(snapshot.getFirst()), rest(snapshot.getFirst()).length)))
            .isEqualTo(Step.APPLIED);
      }
      byte[] frame = frame(row);
      Step step = sync.update(frames.read(frame, frame.length));
      assertThat(step).isNotEqualTo(Step.GAP);
      Map.Entry<Long, String[]> quote = quotes.floorEntry(Long.parseLong(row[4]));
      if (step == Step.APPLIED && quote != null) {
        compared++;
        last = best(book).equals(best(quote.getValue()));
        equal += last ? 1 : 0;
        assertThat(book.isCrossed()).isFalse();
      }
    }
    assertThat(last).as("the book at the end is the venue's").isTrue();
    assertThat(compared).isGreaterThan(6_000);
    // A quote that was not recorded leaves the one before it to compare with.
    assertThat((double) equal / compared).isGreaterThan(0.999);
  }

  private static List<BigDecimal> best(OrderBook book) {
    return Stream.of(
            book.price(book.bidPrice(0)),
            book.quantity(book.bidQuantity(0)),
            book.price(book.askPrice(0)),
            book.quantity(book.askQuantity(0)))
        .map(BigDecimal::stripTrailingZeros)
        .toList();
  }

  private static List<BigDecimal> best(String[] quote) {
    return Stream.of(quote[4], quote[5], quote[6], quote[7])
        .map(text -> new BigDecimal(text).stripTrailingZeros())
        .toList();
  }

  private static byte[] frame(String[] row) {
    String previous = row[5].isEmpty() ? "" : ",\"pu\":" + row[5];
    return ("{\"e\":\"depthUpdate\",\"E\":"
            + row[1]
            + ",\"s\":\"X\",\"U\":"
            + row[3]
            + ",\"u\":"
            + row[4]
            + previous
            + ",\"b\":"
            + levels(row, 6)
            + ",\"a\":"
            + levels(row, 7)
            + "}")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] rest(String[] row) {
    return ("{\"lastUpdateId\":"
            + row[1]
            + ",\"bids\":"
            + levels(row, 2)
            + ",\"asks\":"
            + levels(row, 3)
            + "}")
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static String levels(String[] row, int column) {
    if (column >= row.length || row[column].isEmpty()) {
      return "[]";
    }
    return "[[\"" + row[column].replace(":", "\",\"").replace(";", "\"],[\"") + "\"]]";
  }

  private static List<String[]> rows(Path file) throws IOException {
    List<String[]> rows = new ArrayList<>();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.US_ASCII))) {
      in.readLine();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        rows.add(line.split(",", -1));
      }
    }
    return rows;
  }
}
