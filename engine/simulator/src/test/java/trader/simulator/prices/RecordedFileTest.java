package trader.simulator.prices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trader.simulator.matching.Decimals;
import trader.simulator.matching.Side;

class RecordedFileTest {
  private static final String STREAM =
      "recv_ns,event_time,trade_time,trade_id,price,qty,is_buyer_maker,order_type\n";

  @TempDir Path folder = Path.of("");

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  private static List<MarketEvent> all(PriceSource source) {
    List<MarketEvent> events = new ArrayList<>();
    for (MarketEvent e = source.next(); e != null; e = source.next()) {
      events.add(e);
    }
    return events;
  }

  private static MarketEvent print(long millis, String price, String quantity, Side side) {
    return new MarketEvent.Print(
        millis * 1_000, Decimals.parse(price), Decimals.parse(quantity), side);
  }

  @Test
  void streamTradesKeepTheirSide() throws IOException {
    PriceSource source =
        RecordedFile.open(
            file(
                "t.csv",
                STREAM
                    + "1723161254087896568,1723161255343,1723161255342,1,61837.63,0.02,true,\n"
                    + "1723161254347673567,1723161255619,1723161255617,2,61837.64,0.048,false,X\n"));
    assertThat(source.description()).isEqualTo("recorded file t.csv: 2 trades of a @trade stream");
    assertThat(all(source))
        .containsExactly(
            print(1723161255342L, "61837.63", "0.02", Side.SELL),
            print(1723161255617L, "61837.64", "0.048", Side.BUY));
  }

  @Test
  void plainTradesTakeTheirSideFromThePrice() throws IOException {
    PriceSource source =
        RecordedFile.open(
            file("t.csv", "time,price,qty\n1000,5,1\n1000,4,1\n2000,4,0\n3000,6,1\n"));
    assertThat(all(source))
        .containsExactly(
            print(1000, "5", "1", Side.BUY),
            print(1000, "4", "1", Side.SELL),
            print(2000, "4", "1", Side.SELL),
            print(3000, "6", "1", Side.BUY));
  }

  @Test
  void barBecomesATradePathThroughItsNearerExtremeFirst() throws IOException {
    PriceSource source =
        RecordedFile.open(
            file(
                "b.csv",
                "open_time,open,high,low,close,volume\n"
                    + "0,10,15,9,14,8\n60000,14,15,5,6,4\n120000,6,6,6,6,0\n"));
    assertThat(all(source).stream().map(e -> Decimals.toBigDecimal(e.price()).intValueExact()))
        .containsExactly(10, 9, 15, 14, 14, 15, 5, 6);
    assertThat(source.size()).hasValue(8);
  }

  @Test
  void quotesBecomeTradesWhereASideGivesWay() throws IOException {
    PriceSource source =
        RecordedFile.open(
            file(
                "q.csv",
                "recv_ns,event_time,transaction_time,update_id,bid_price,bid_qty,ask_price,ask_qty\n"
                    + "1000000,,,1,99.99,2,100.00,1\n"
                    + "2000000,,,2,100.00,2,100.01,1\n"
                    + "3000000,,,3,99.98,2,99.99,1\n"));
    List<MarketEvent> events = all(source);
    assertThat(events.stream().filter(MarketEvent.Quote.class::isInstance)).hasSize(3);
    assertThat(events.stream().filter(MarketEvent.Print.class::isInstance))
        .extracting(e -> Decimals.text(e.price()) + ((MarketEvent.Print) e).aggressor())
        .containsExactly("100.00000000BUY", "100.00000000BUY", "100.00000000SELL");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1000,5,1;500,5,1            | line 3: time goes back from 1000 to 500
          1000,x,1                    | line 2: price is not a number: 'x'
          1000,-5,1                   | line 2: price is negative: '-5'
          1000,0,1                    | line 2: price is zero
          1000,5                      | line 2: has 2 columns where the header has 3
          soon,5,1                    | line 2: time is not a whole number: 'soon'
          1000,5,1;;2000,5,1          | line 3: has 1 columns
          1000,NaN,1                  | line 2: price is not a number: 'NaN'
          """)
  void damagedLineIsRefusedWithItsNumber(String rows, String words) throws IOException {
    Path file = file("d.csv", "time,price,qty\n" + rows.replace(';', '\n') + "\n");
    assertThatThrownBy(() -> RecordedFile.open(file))
        .isInstanceOf(DamagedDataException.class)
        .hasMessageContaining("d.csv, " + words);
  }

  @Test
  void barThatContradictsItselfIsRefused() throws IOException {
    Path file = file("b.csv", "open_time,open,high,low,close,volume\n0,10,9,8,9,1\n");
    assertThatThrownBy(() -> RecordedFile.open(file))
        .hasMessageContaining("line 2: high 9 and low 8 do not enclose open 10 and close 9");
  }

  @Test
  void unknownLayoutIsRefusedWithTheKnownOnes() throws IOException {
    Path file = file("u.csv", "when,what\n1,2\n");
    assertThatThrownBy(() -> RecordedFile.open(file))
        .hasMessageContaining("u.csv, line 1: the header 'when,what' is not a known layout")
        .hasMessageContaining("time,price,qty")
        .hasMessageContaining("open_time,open,high,low,close,volume");
    assertThatThrownBy(() -> RecordedFile.open(folder.resolve("none.csv")))
        .hasMessageContaining("There is no file");
    Path empty = file("e.csv", "");
    assertThatThrownBy(() -> RecordedFile.open(empty)).hasMessageContaining("is empty");
    Path bare = file("h.csv", "time,price,qty\n");
    assertThatThrownBy(() -> RecordedFile.open(bare)).hasMessageContaining("no data");
  }

  @Test
  void truncatedGzipIsRefused() throws IOException {
    StringBuilder text = new StringBuilder("time,price,qty\n");
    for (int i = 0; i < 20_000; i++) {
      text.append(1_000 + i)
          .append(',')
          .append(100 + i % 7)
          .append(",0.")
          .append(i + 1)
          .append('\n');
    }
    Path whole = folder.resolve("w.csv.gz");
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(whole))) {
      out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }
    assertThat(RecordedFile.open(whole).size()).hasValue(20_000);
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = folder.resolve("cut.csv.gz");
    Files.write(cut, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    assertThatThrownBy(() -> RecordedFile.open(cut))
        .isInstanceOf(DamagedDataException.class)
        .hasMessageContaining("cut.csv.gz, after line")
        .hasMessageContaining("cut short");
    Path notGzip = file("n.csv.gz", "time,price,qty\n1000,5,1\n");
    assertThatThrownBy(() -> RecordedFile.open(notGzip))
        .hasMessageContaining("not a whole gzip file");
  }
}
