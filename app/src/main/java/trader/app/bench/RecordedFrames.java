package trader.app.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Binance's frames of 8 August 2024, put into the form that they came in, from a folder of
 * recordings that {@code BENCH_DATA} names.
 */
record RecordedFrames(Path folder) {
  private static final String VARIABLE = "BENCH_DATA";
  private static final String BEFORE_ALL = "0";

  /** Empty where the variable names none. */
  static Optional<RecordedFrames> fromEnvironment() {
    return Optional.ofNullable(System.getenv(VARIABLE)).map(Path::of).map(RecordedFrames::new);
  }

  static String where() {
    return fromEnvironment().isPresent()
        ? "Binance BTCUSDT of 2024-08-08"
        : "none: " + VARIABLE + " names no folder";
  }

  /** A frame and when it came. */
  private record Arrived(long nanos, String text) {}

  /** Trades, quotes and depth in the order in which they came; the book's snapshot first of all. */
  List<byte[]> feed(DecodeMarket market) {
    return bare(
        Stream.of(arrivedTrades(market), arrivedQuotes(market), arrivedDepth(market))
            .flatMap(List::stream)
            .sorted(Comparator.comparingLong(Arrived::nanos))
            .toList());
  }

  List<byte[]> trades(DecodeMarket market) {
    return bare(arrivedTrades(market));
  }

  List<byte[]> quotes(DecodeMarket market) {
    return bare(arrivedQuotes(market));
  }

  /** The snapshot, then the changes after it. */
  List<byte[]> depth(DecodeMarket market) {
    return bare(arrivedDepth(market));
  }

  private static List<byte[]> bare(List<Arrived> frames) {
    return frames.stream()
        .map(arrived -> arrived.text().getBytes(StandardCharsets.US_ASCII))
        .toList();
  }

  private List<Arrived> arrivedTrades(DecodeMarket market) {
    boolean futures = futures(market);
    return frames(
        "ticks",
        market,
        "trades",
        row -> {
          String id = (futures ? "\"a\":" : "\"t\":") + row[3];
          return "{\"stream\":\"btcusdt@trade\",\"data\":{\"e\":\""
              + (futures ? "aggTrade" : "trade")
              + "\",\"E\":"
              + row[1]
              + ",\"s\":\"BTCUSDT\","
              + id
              + ",\"p\":\""
              + row[4]
              + "\",\"q\":\""
              + row[5]
              + "\",\"T\":"
              + row[2]
              + ",\"m\":"
              + row[6]
              + "}}";
        });
  }

  private List<Arrived> arrivedQuotes(DecodeMarket market) {
    boolean futures = futures(market);
    return frames(
        "quotes",
        market,
        "bookTicker",
        row ->
            "{\"stream\":\"btcusdt@bookTicker\",\"data\":{"
                + (futures ? "\"e\":\"bookTicker\"," : "")
                + "\"u\":"
                + row[3]
                + ",\"s\":\"BTCUSDT\",\"b\":\""
                + row[4]
                + "\",\"B\":\""
                + row[5]
                + "\",\"a\":\""
                + row[6]
                + "\",\"A\":\""
                + row[7]
                + '"'
                + (futures ? ",\"T\":" + row[2] + ",\"E\":" + row[1] : "")
                + "}}");
  }

  private List<Arrived> arrivedDepth(DecodeMarket market) {
    List<Arrived> frames = new ArrayList<>();
    String[] first = rows(file("depth", market, "depth-snapshots")).getFirst();
    long snapshot = Long.parseLong(first[1]);
    frames.add(
        arrived(
            BEFORE_ALL,
            "{\"lastUpdateId\":"
                + first[1]
                + ",\"bids\":"
                + levels(first[2])
                + ",\"asks\":"
                + levels(first[3])
                + "}"));
    for (String[] row : rows(file("depth", market, "depth"))) {
      if (Long.parseLong(row[4]) >= snapshot) {
        frames.add(
            arrived(
                row[0],
                "{\"stream\":\"btcusdt@depth@100ms\",\"data\":{\"e\":\"depthUpdate\",\"E\":"
                    + row[1]
                    + (row[2].isEmpty() ? "" : ",\"T\":" + row[2])
                    + ",\"s\":\"BTCUSDT\",\"U\":"
                    + row[3]
                    + ",\"u\":"
                    + row[4]
                    + (row[5].isEmpty() ? "" : ",\"pu\":" + row[5])
                    + ",\"b\":"
                    + levels(row[6])
                    + ",\"a\":"
                    + levels(row[7])
                    + "}}"));
      }
    }
    return frames;
  }

  private static boolean futures(DecodeMarket market) {
    return market == DecodeMarket.BINANCE_FUTURES;
  }

  private static String levels(String cell) {
    return cell.isEmpty()
        ? "[]"
        : "[[\"" + cell.replace(":", "\",\"").replace(";", "\"],[\"") + "\"]]";
  }

  private List<Arrived> frames(
      String kind, DecodeMarket market, String name, Function<String[], String> form) {
    return rows(file(kind, market, name)).stream()
        .map(row -> arrived(row[0], form.apply(row)))
        .toList();
  }

  private static Arrived arrived(String nanos, String text) {
    return new Arrived(Long.parseLong(nanos), text);
  }

  private Path file(String kind, DecodeMarket market, String name) {
    String venue = futures(market) ? "binance-usdm" : "binance-spot";
    String days = futures(market) ? "2024-08-08" : "2024-08-08_09";
    return folder.resolve(kind).resolve(venue + "-BTCUSDT-" + name + "-" + days + ".csv.gz");
  }

  private static List<String[]> rows(Path file) {
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.US_ASCII))) {
      return in.lines().skip(1).map(line -> line.split(",", -1)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(VARIABLE + " has no recording " + file, e);
    }
  }
}
