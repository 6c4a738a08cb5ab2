package trader.venues.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trader.control.InstrumentId;
import trader.engine.core.MarketEvent;
import trader.venues.FrameReader;
import trader.venues.book.DepthUpdate;

/** Market frames that other projects test against; read where they are present. */
class FixtureFramesTest {
  private static final Path FIXTURES = Path.of("../../../shared/data/wire/fixtures");
  private static final Pattern COMMENT = Pattern.compile("//[^\\n]*");

  private final List<MarketEvent> events = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({
    "futures,nautilus/binance/futures__market_data_json__agg_trade_stream,5933014 0.001 100 true",
    "futures,nautilus/binance/futures__market_data_json__book_ticker_stream,"
        + "25.3519 31.21 25.3652 40.66",
    "futures,nautilus/binance/futures__market_data_json__trade_stream,",
    "futures,nautilus/binance/futures__market_data_json__mark_price_stream,",
    "futures,nautilus/binance/futures__market_data_json__kline_stream_open,",
    "futures,nautilus/binance/futures__market_data_json__kline_stream_closed,",
    "futures,nautilus/binance/futures__market_data_json__liquidation_stream,",
    "futures,nautilus/binance/futures__market_data_json__ticker_stream,",
    "spot,xchange/xchange-stream-binance/testTradeEvent,12345 0.001 100 true",
    "spot,xchange/xchange-stream-binance/testBookTickerEvent,25.3519 31.21 25.3652 40.66",
    "spot,xchange/xchange-stream-binance/testKlineEvent,",
    "spot,xchange/xchange-stream-binance/testTickerEvent,",
  })
  void frameBecomesItsEventOrIsOfNoUse(String venue, String name, String wanted)
      throws IOException {
    byte[] frame = frame(name);
    Map<String, InstrumentId> instruments = new HashMap<>();
    for (String symbol : List.of("BTCUSDT", "BNBUSDT", "BNBBTC", "ETHBTC", "XMRUSDT")) {
      instruments.put(symbol, new InstrumentId(symbol, "BINANCE"));
    }
    List<InstrumentId> ids = List.copyOf(instruments.values());
    FrameReader reader =
        venue.equals("spot")
            ? BinanceFrames.spot(ids, () -> 1, events::add)
            : BinanceFrames.futures(ids, () -> 1, events::add);

    reader.read(frame, frame.length);

    assertThat(events.stream().map(FixtureFramesTest::shown).toList())
        .isEqualTo(wanted == null ? List.of() : List.of(wanted));
  }

  private static String shown(MarketEvent event) {
    return switch (event) {
      case MarketEvent.Trade trade ->
          trade.tradeId() + " " + trade.price() + " " + trade.qty() + " " + trade.buyerIsMaker();
      case MarketEvent.Quote quote ->
          quote.bid() + " " + quote.bidQty() + " " + quote.ask() + " " + quote.askQty();
      case MarketEvent.PastBar _, MarketEvent.FeedStatus _ -> event.toString();
    };
  }

  @ParameterizedTest
  @CsvSource({
    "nautilus/binance/futures__market_data_json__depth_update_stream,157 160 149 1 1",
    "xchange/xchange-stream-binance/testDepthEvent,7913455 7913455 -1 1 3",
  })
  void depthIsReadWhole(String name, String wanted) throws IOException {
    byte[] frame = frame(name);

    DepthUpdate update = new DepthFrames(8, 8).read(frame, frame.length);

    assertThat(
            update.firstId()
                + " "
                + update.lastId()
                + " "
                + update.previousId()
                + " "
                + update.bids()
                + " "
                + update.asks())
        .isEqualTo(wanted);
  }

  /** Some files have comments, which the venue has not. */
  private static byte[] frame(String name) throws IOException {
    Path path = FIXTURES.resolve(name + ".json");
    assumeTrue(Files.isReadable(path), () -> "no recorded data at " + path);
    return COMMENT.matcher(Files.readString(path)).replaceAll("").getBytes(StandardCharsets.UTF_8);
  }
}
