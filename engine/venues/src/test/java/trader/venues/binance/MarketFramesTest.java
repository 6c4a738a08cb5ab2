package trader.venues.binance;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import trader.engine.core.MarketEvent;
import trader.venues.TestOrders;

class MarketFramesTest implements MarketFrames.Listener {
  private static final long NOW = 1_718_000_000_300_000L;
  private static final String TRADE =
      "{\"e\":\"trade\",\"E\":1718000000210,\"s\":\"BTCUSDT\",\"t\":501,\"p\":\"58500.00000000\","
          + "\"q\":\"0.02000000\",\"T\":1718000000200,\"m\":false,\"M\":true}";
  private static final String TICKER =
      "{\"u\":400900217,\"s\":\"BTCUSDT\",\"b\":\"58499.99000000\",\"B\":\"1.20000000\","
          + "\"a\":\"58500.00000000\",\"A\":\"0.48000000\"}";

  private final List<MarketEvent> events = new ArrayList<>();
  private final MarketFrames frames =
      new MarketFrames(Map.of("BTCUSDT", TestOrders.BTC), () -> NOW, this);
  private boolean shutdown;
  private String garbled = "";

  @Test
  void documentedTradeBecomesATrade() {
    read(TRADE);

    assertThat(events)
        .containsExactly(
            new MarketEvent.Trade(
                NOW,
                TestOrders.BTC,
                1_718_000_000_200_000L,
                501,
                new BigDecimal("58500.00000000"),
                new BigDecimal("0.02000000"),
                false));
  }

  @Test
  void documentedBookTickerBecomesAQuote() {
    read(TICKER);

    assertThat(events)
        .containsExactly(
            new MarketEvent.Quote(
                NOW,
                TestOrders.BTC,
                new BigDecimal("58499.99000000"),
                new BigDecimal("1.20000000"),
                new BigDecimal("58500.00000000"),
                new BigDecimal("0.48000000")));
  }

  @Test
  void combinedFrameReadsAsItsData() {
    read("{\"stream\":\"btcusdt@trade\",\"data\":" + TRADE + "}");
    read("{\"stream\":\"btcusdt@bookTicker\",\"data\":" + TICKER + "}");

    assertThat(events).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"result\":null,\"id\":1}",
        "{\"code\":2,\"msg\":\"Invalid request: x\",\"id\":1}",
        "{\"e\":\"aggTrade\",\"s\":\"BTCUSDT\",\"a\":311,\"p\":\"1.0\",\"q\":\"1.0\",\"f\":1}",
        "{\"e\":\"kline\",\"s\":\"BTCUSDT\",\"k\":{\"s\":\"BTCUSDT\",\"o\":\"1\",\"q\":\"2\"}}",
        "{\"e\":\"depthUpdate\",\"s\":\"BTCUSDT\",\"b\":[[\"1\",\"2\"]],\"a\":[[\"3\",\"4\"]]}",
        "{\"e\":\"24hrTicker\",\"s\":\"BTCUSDT\",\"b\":\"1\",\"B\":\"2\",\"a\":\"3\",\"A\":\"4\"}",
        "{\"u\":1,\"s\":\"ETHUSDT\",\"b\":\"1\",\"B\":\"2\",\"a\":\"3\",\"A\":\"4\"}",
        "[]",
      })
  void framesAboutOtherThingsArePassedOver(String frame) {
    read(frame);

    assertThat(events).isEmpty();
  }

  @Test
  void framesOfFuturesAreTradesByTheirOwnNameAndQuotesWithAType() {
    MarketFrames futures =
        new MarketFrames("aggTrade", Map.of("BTCUSDT", TestOrders.BTC), () -> NOW, this);
    for (String frame :
        List.of(
            "{\"e\":\"aggTrade\",\"E\":1718000000455,\"a\":5933014,\"s\":\"BTCUSDT\","
                + "\"p\":\"58500.00\",\"q\":\"0.010\",\"f\":100,\"l\":105,"
                + "\"T\":1718000000450,\"m\":false}",
            "{\"e\":\"trade\",\"E\":1718000000455,\"T\":1718000000450,\"s\":\"BTCUSDT\","
                + "\"t\":5266583935,\"p\":\"58500.00\",\"q\":\"0.010\",\"X\":\"ADL\","
                + "\"m\":false}",
            "{\"e\":\"bookTicker\",\"u\":5123107839020,\"s\":\"BTCUSDT\","
                + "\"b\":\"58499.90\",\"B\":\"2.507\",\"a\":\"58500.00\",\"A\":\"2.510\","
                + "\"T\":1718000000453,\"E\":1718000000454}")) {
      byte[] bytes = frame.getBytes(java.nio.charset.StandardCharsets.UTF_8);
      futures.read(bytes, bytes.length);
    }

    assertThat(events).hasSize(2);
    MarketEvent.Trade trade = (MarketEvent.Trade) events.getFirst();
    assertThat(trade.tradeId()).isEqualTo(5_933_014);
    assertThat(trade.venueMicros()).isEqualTo(1_718_000_000_450_000L);
    MarketEvent.Quote quote = (MarketEvent.Quote) events.getLast();
    assertThat(quote.ask()).isEqualByComparingTo("58500");
    assertThat(quote.bidQty()).isEqualByComparingTo("2.507");
  }

  @Test
  void serverShutdownIsToldApart() {
    read("{\"e\":\"serverShutdown\",\"E\":1718000000210}");

    assertThat(shutdown).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"e\":\"trade\",", "{\"s\":\"BTCUSDT\",\"b\":\"1.2.3\"}", "nonsense"})
  void garbledFrameIsCalledSoAndLeavesNothingBehind(String frame) {
    read(frame);
    assertThat(garbled).contains("garbled");
    assertThat(events).isEmpty();
    read(TRADE);
    assertThat(events).as("the next one is read").hasSize(1);
  }

  @Test
  void nothingOfOneFrameIsLeftInTheNext() {
    read(TICKER);
    events.clear();
    read("{\"s\":\"BTCUSDT\",\"b\":\"1\"}");

    assertThat(events).isEmpty();
  }

  private void read(String frame) {
    byte[] bytes = frame.getBytes(StandardCharsets.UTF_8);
    frames.read(bytes, bytes.length);
  }

  @Override
  public void market(MarketEvent event) {
    events.add(event);
  }

  @Override
  public void serverShutdown() {
    shutdown = true;
  }

  @Override
  public void garbled(String why) {
    garbled = why;
  }
}
