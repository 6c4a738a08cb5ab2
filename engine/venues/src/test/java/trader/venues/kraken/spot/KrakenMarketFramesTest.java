package trader.venues.kraken.spot;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import trader.control.InstrumentId;
import trader.engine.core.MarketEvent;
import trader.venues.book.SentDecimal;
import trader.venues.book.SentLevels;

/** The frames of the public channels as the venue documents them. */
class KrakenMarketFramesTest {
  private final List<MarketEvent> events = new ArrayList<>();
  private final List<String> said = new ArrayList<>();
  private final PairBook book = new PairBook(1, 8, 10);
  private final MarketFrames frames = new MarketFrames(() -> 5, new Listener());

  private final class Listener implements MarketFrames.Listener {
    @Override
    public void market(MarketEvent event) {
      events.add(event);
    }

    @Override
    public void book(
        InstrumentId instrument,
        boolean snapshot,
        SentLevels bids,
        SentLevels asks,
        long checksum) {
      said.add("book " + book.apply(snapshot, bids, asks, checksum));
    }

    @Override
    public void status(String system) {
      said.add("status " + system);
    }

    @Override
    public void refused(String error) {
      said.add("refused " + error);
    }

    @Override
    public void garbled(String why) {
      said.add("garbled");
    }
  }

  private void read(String frame) {
    frames.names(Map.of("BTC/USD", KrakenHarness.BTC));
    byte[] bytes = frame.getBytes(StandardCharsets.UTF_8);
    frames.read(bytes, bytes.length);
  }

  @Test
  void tradeKeepsEveryDigit() {
    read(
        """
        {"channel":"trade","type":"update","data":[{"symbol":"BTC/USD","side":"buy","price":58500.1,
         "qty":0.02,"ord_type":"market","trade_id":70211,
         "timestamp":"2024-06-10T06:13:20.200100Z"}]}\
        """);

    assertThat(events)
        .containsExactly(
            new MarketEvent.Trade(
                5,
                KrakenHarness.BTC,
                1_718_000_000_200_100L,
                70_211,
                new BigDecimal("58500.1"),
                new BigDecimal("0.02"),
                false));
  }

  @Test
  void tickerIsAQuote() {
    read(
        """
        {"channel":"ticker","type":"update","data":[{"symbol":"BTC/USD","bid":58500.0,
         "bid_qty":1.2,"ask":58500.1,"ask_qty":0.48,"last":58500.1,"volume":812.3,"vwap":58100.2,
         "low":57600.0,"high":58900.0,"change":210.1,"change_pct":0.36,
         "timestamp":"2024-06-10T06:13:20.2Z"}]}\
        """);

    assertThat(events)
        .containsExactly(
            new MarketEvent.Quote(
                5,
                KrakenHarness.BTC,
                new BigDecimal("58500.0"),
                new BigDecimal("1.2"),
                new BigDecimal("58500.1"),
                new BigDecimal("0.48")));
  }

  @Test
  void bookIsTheVenuesAsLongAsTheChecksumSaysSo() {
    read(
        """
        {"channel":"book","type":"snapshot","data":[{"symbol":"BTC/USD",
         "bids":[{"price":58500.0,"qty":1.2}],
         "asks":[{"price":58501.0,"qty":0.7},{"price":58500.1,"qty":0.48}],
         "checksum":834250387,"timestamp":"2024-06-10T06:13:20.1Z"}]}\
        """);
    read(
        """
        {"channel":"book","type":"update","data":[{"symbol":"BTC/USD","bids":[],
         "asks":[{"price":58500.1,"qty":0}],"checksum":1,
         "timestamp":"2024-06-10T06:13:20.3Z"}]}\
        """);

    assertThat(said).containsExactly("book true", "book false");
    assertThat(book.levels().asks()).isEqualTo(1);
  }

  @Test
  void levelsPushedOutOfTheDepthAreCutAfterTheWholeUpdate() {
    PairBook small = new PairBook(0, 0, 2);
    small.apply(true, levels("9", "1", "8", "1"), levels("10", "1"), 0);

    small.apply(false, levels("9.0", "3", "7", "2", "8", "0"), levels("1.2E+1", "5", "11", "4"), 0);

    assertThat(small.levels().bids()).isEqualTo(2);
    assertThat(small.levels().bidPrice(1)).isEqualTo(7);
    assertThat(small.levels().asks()).isEqualTo(2);
    assertThat(small.levels().askPrice(1)).isEqualTo(11);
  }

  private static SentLevels levels(String... pricesAndQuantities) {
    SentLevels levels = new SentLevels();
    SentDecimal price = new SentDecimal();
    SentDecimal qty = new SentDecimal();
    for (int i = 0; i < pricesAndQuantities.length; i += 2) {
      price.set(pricesAndQuantities[i].toCharArray(), 0, pricesAndQuantities[i].length());
      qty.set(pricesAndQuantities[i + 1].toCharArray(), 0, pricesAndQuantities[i + 1].length());
      levels.add(price, qty);
    }
    return levels;
  }

  @Test
  void refusedSubscriptionAndStateOfTheVenueAreToldApart() {
    read(
        """
        {"method":"subscribe","req_id":2,"success":false,
         "error":"Currency pair not supported FOO/BAR","symbol":"FOO/BAR",
         "time_in":"2024-06-10T06:13:20.2Z","time_out":"2024-06-10T06:13:20.2Z"}\
        """);
    read(
        """
        {"channel":"status","type":"update","data":[{"version":"2.0.9","system":"online",
         "api_version":"v2","connection_id":13834774380200032777}]}\
        """);

    assertThat(said)
        .containsExactly("refused Currency pair not supported FOO/BAR", "status online");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"channel\":\"heartbeat\"}",
        "{\"method\":\"pong\",\"req_id\":3}",
        "{\"channel\":\"ohlc\",\"type\":\"update\",\"data\":[{\"symbol\":\"BTC/USD\",\"open\":1.0}]}",
        "{\"channel\":\"trade\",\"type\":\"update\",\"data\":[{\"symbol\":\"ETH/USD\",\"price\":1,\"qty\":2}]}",
        "{\"method\":\"subscribe\",\"req_id\":1,\"success\":true,\"result\":{\"channel\":\"book\"}}",
        "[]"
      })
  void framesAboutOtherThingsArePassedOver(String frame) {
    read(frame);

    assertThat(events).isEmpty();
    assertThat(said).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"channel\":\"trade\",\"data\":[{\"symbol\":",
        "nonsense",
        "{\"channel\":\"book\",\"data\":[{\"symbol\":\"BTC/USD\",\"bids\":[{\"price\":1}]}]}",
        "{\"channel\":\"trade\",\"data\":[{\"symbol\":\"BTC/USD\",\"price\":1,\"qty\":2}]}"
      })
  void bytesThatAreNoSuchFrameAreGarbled(String frame) {
    read(frame);

    assertThat(said).containsExactly("garbled");
    assertThat(events).isEmpty();
  }
}
