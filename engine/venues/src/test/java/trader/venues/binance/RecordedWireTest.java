package trader.venues.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import trader.control.InstrumentId;
import trader.engine.core.InstrumentRules;
import trader.engine.core.MarketEvent;
import trader.engine.core.VenueEvent;
import trader.engine.core.VenueOrder;

/** What the venue really sent, and what other projects test against; read where it is present. */
class RecordedWireTest {
  private static final Path WIRE = Path.of("../../../shared/data/wire");

  @Test
  void allRulesOfARecordedExchangeInfoAreRead() throws IOException {
    List<InstrumentRules> rules = Replies.rules(exchangeInfo());

    assertThat(rules)
        .hasSizeGreaterThan(1_000)
        .anyMatch(rule -> rule.instrument().symbol().equals("BTCUSDT") && rule.trading())
        .allMatch(rule -> rule.minNotional().signum() >= 0);
  }

  @Test
  void recordedStreamGivesItsQuotesAndNothingElse() throws IOException {
    Map<String, InstrumentId> instruments =
        Replies.rules(exchangeInfo()).stream()
            .map(InstrumentRules::instrument)
            .collect(Collectors.toMap(InstrumentId::symbol, Function.identity()));
    List<MarketEvent> events = new ArrayList<>();
    var frames =
        new MarketFrames(
            instruments,
            () -> 1,
            new MarketFrames.Listener() {
              @Override
              public void market(MarketEvent event) {
                events.add(event);
              }

              @Override
              public void serverShutdown() {
                throw new AssertionError("no such event was recorded");
              }

              @Override
              public void garbled(String why) {
                throw new AssertionError(why);
              }
            });
    long tickers = 0;
    for (String line : lines("recorded/cryptofeed-BINANCE.ws.1.0.gz")) {
      int start = line.indexOf(": {");
      if (start >= 0) {
        String frame = line.substring(start + 2);
        tickers += frame.contains("@bookTicker\"") ? 1 : 0;
        byte[] bytes = frame.getBytes(StandardCharsets.UTF_8);
        frames.read(bytes, bytes.length);
      }
    }

    assertThat(events)
        .hasSize((int) tickers)
        .isNotEmpty()
        .allSatisfy(event ->
            assertThat(event)
                .isInstanceOfSatisfying(
                    MarketEvent.Quote.class,
                    quote -> assertThat(quote.ask()).isGreaterThan(quote.bid())));
  }

  @Test
  void bodiesThatOthersTestAgainstAreRead() throws IOException {
    assertThat(Replies.balances(fixture("http_json__account_response"))).hasSize(2);
    assertThat(Replies.fills(fixture("http_json__account_trades_response"))).hasSize(1);
    assertThat(Replies.orders(fixture("http_json__open_orders_response")))
        .singleElement()
        .extracting(VenueOrder::status)
        .isEqualTo(VenueOrder.Status.WORKING);
    assertThat(Replies.closedBars(fixture("http_json__klines_response"), 1, Long.MAX_VALUE))
        .hasSize(1);
    assertThat(Replies.rules(fixture("http_json__exchange_info_response"))).isNotEmpty();
  }

  @Test
  void eventsThatOthersTestAgainstAreRead() throws IOException {
    assertThat(userEvents("execution_report_new")).hasOnlyElementsOfType(VenueEvent.Accepted.class);
    assertThat(userEvents("execution_report_trade")).hasOnlyElementsOfType(VenueEvent.Filled.class);
    assertThat(userEvents("execution_report_canceled"))
        .hasOnlyElementsOfType(VenueEvent.Cancelled.class);
    assertThat(userEvents("execution_report_expired"))
        .singleElement()
        .isInstanceOfSatisfying(
            VenueEvent.Expired.class,
            expired -> assertThat(expired.why()).contains("INSUFFICIENT_LIQUIDITY"));
    assertThat(userEvents("account_position"))
        .hasSize(2)
        .hasOnlyElementsOfType(VenueEvent.BalanceChanged.class);
    assertThat(userEvents("balance_update")).isEmpty();
  }

  private static List<VenueEvent> userEvents(String name) throws IOException {
    return UserEvents.read(fixture("user_data_json__" + name), 1);
  }

  private static JsonNode fixture(String name) throws IOException {
    Path path = present("fixtures/nautilus/binance/spot__" + name + ".json");
    return new JsonMapper().readTree(Files.readAllBytes(path));
  }

  private static JsonNode exchangeInfo() throws IOException {
    String body =
        lines("recorded/cryptofeed-BINANCE.0.gz").stream()
            .filter(line -> line.contains("exchangeInfo ->"))
            .findFirst()
            .orElseThrow();
    return new JsonMapper().readTree(body.substring(body.indexOf(": {") + 2));
  }

  private static List<String> lines(String file) throws IOException {
    try (var in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(present(file))),
                StandardCharsets.UTF_8))) {
      return in.lines().toList();
    }
  }

  private static Path present(String file) {
    Path path = WIRE.resolve(file);
    assumeTrue(Files.isReadable(path), () -> "no recorded data at " + path);
    return path;
  }
}
