package trader.venues.binance.futures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import trader.engine.core.InstrumentRules;
import trader.engine.core.VenueEvent;
import trader.engine.core.VenueOrder;
import trader.engine.core.orders.Side;
import trader.venues.binance.ErrorCodes.Meaning;

/** The venue's documented texts, read. */
class FuturesWireTest {
  private final FuturesUserEvents users = new FuturesUserEvents();

  private static JsonNode json(String text) {
    return new JsonMapper().readTree(text);
  }

  @Test
  void documentedFillIsRead() {
    List<VenueEvent> read =
        users.read(
            json(
                """
                {"e":"ORDER_TRADE_UPDATE","E":1718000000455,"T":1718000000450,"o":{"s":"BTCUSDT",
                "c":"eng-000030","S":"BUY","o":"LIMIT","f":"GTC","q":"0.010","p":"58500.00",
                "ap":"58500.00","sp":"0","x":"TRADE","X":"FILLED","i":81001,"l":"0.010",
                "z":"0.010","L":"58500.00","N":"USDT","n":"0.23400000","T":1718000000450,"t":699,
                "b":"0","a":"0","m":false,"R":false,"wt":"CONTRACT_PRICE","ot":"LIMIT","ps":"BOTH",
                "cp":false,"rp":"0","pP":false,"si":0,"ss":0,"V":"EXPIRE_MAKER","pm":"NONE",
                "gtd":0}}
                """),
            7);
    assertThat(read).hasSize(1);
    VenueEvent.Filled filled = (VenueEvent.Filled) read.getFirst();
    assertThat(filled.order().value()).isEqualTo("eng-000030");
    assertThat(filled.venueOrderId()).isEqualTo("81001");
    assertThat(filled.tradeId()).isEqualTo("699");
    assertThat(filled.fee()).isEqualByComparingTo("0.234");
    assertThat(filled.venueMicros()).isEqualTo(1_718_000_000_450_000L);
  }

  @Test
  void documentedAccountUpdateIsReadAsWalletAndPosition() {
    List<VenueEvent> read =
        users.read(
            json(
                """
                {"e":"ACCOUNT_UPDATE","E":1718000000455,"T":1718000000450,"a":{"m":"ORDER",
                "B":[{"a":"USDT","wb":"999.76600000","cw":"999.76600000","bc":"0"}],
                "P":[{"s":"BTCUSDT","pa":"-0.010","ep":"58500.0","bep":"58523.4","cr":"0",
                "up":"0.1012","mt":"cross","iw":"0","ps":"BOTH"}]}}
                """),
            7);
    assertThat(read).hasSize(2);
    assertThat(((VenueEvent.BalanceChanged) read.getFirst()).free())
        .isEqualByComparingTo("999.766");
    VenueEvent.PositionChanged position = (VenueEvent.PositionChanged) read.getLast();
    assertThat(position.qty()).isEqualByComparingTo("-0.010");
    assertThat(position.averagePrice()).isEqualByComparingTo("58500");
  }

  @Test
  void documentedConditionalUpdateIsAcceptedUnderItsOwnVenueId() {
    List<VenueEvent> read =
        users.read(
            json(
                """
                {"e":"ALGO_UPDATE","E":1718000000515,"T":1718000000510,"o":{"caid":"eng-000031",
                "aid":2146760,"at":"CONDITIONAL","o":"STOP_MARKET","s":"BTCUSDT","S":"SELL",
                "ps":"BOTH","f":"GTC","q":"0.010","X":"NEW","ai":"","ap":"0.00000","aq":"0.00000",
                "act":"0","tp":"57000.00","p":"0","V":"EXPIRE_MAKER","wt":"MARK_PRICE",
                "pm":"NONE","cp":false,"pP":false,"R":true,"tt":0,"gtd":0,"rm":""}}
                """),
            7);
    assertThat(read)
        .containsExactly(
            new VenueEvent.Accepted(
                7, new trader.engine.core.orders.ClientOrderId("eng-000031"), "algo-2146760"));
  }

  @Test
  void executionThatIsToldTwiceIsReadOnce() {
    assertThat(
            users.read(
                json(
                    """
                    {"e":"TRADE_LITE","E":1718000000454,"T":1718000000450,"s":"BTCUSDT",
                    "c":"eng-000030","S":"BUY","q":"0.010","p":"58500.00","i":81001,"l":"0.010",
                    "L":"58500.00","t":699,"m":false}
                    """),
                7))
        .isEmpty();
  }

  @Test
  void deleveragingIsALiquidationAndNoFillOfOurs() {
    List<VenueEvent> read =
        users.read(
            json(
                """
                {"e":"ORDER_TRADE_UPDATE","o":{"s":"BTCUSDT","c":"adl_autoclose","S":"SELL",
                "q":"0.010","p":"0","x":"TRADE","X":"FILLED","i":9,"l":"0.010","z":"0.010",
                "L":"58500.00","T":1,"t":700,"m":false,"ot":"MARKET"}}
                """),
            7);
    assertThat(read).singleElement().isInstanceOf(VenueEvent.Liquidated.class);
    assertThat(((VenueEvent.Liquidated) read.getFirst()).side()).isEqualTo(Side.SELL);
  }

  @Test
  void documentedConditionalOrderIsAWaitingOneWithItsTrigger() {
    VenueOrder order =
        FuturesReplies.algo(
            json(
                """
                {"algoId":2146760,"clientAlgoId":"eng-000031","algoType":"CONDITIONAL",
                "orderType":"STOP_MARKET","symbol":"BTCUSDT","side":"SELL","positionSide":"BOTH",
                "timeInForce":"GTC","quantity":"0.010","algoStatus":"NEW",
                "triggerPrice":"57000.00","price":"0.00","icebergQuantity":null}
                """));
    assertThat(order.venueOrderId()).isEqualTo("algo-2146760");
    assertThat(order.status()).isEqualTo(VenueOrder.Status.WORKING);
    assertThat(order.stopPrice()).isEqualByComparingTo("57000");
  }

  @Test
  void documentedRulesAreReadFromTheFiltersAndQuarterliesAreLeftOut() {
    List<InstrumentRules> rules =
        FuturesReplies.rules(
            json(
                """
                {"symbols":[{"symbol":"BTCUSDT","contractType":"PERPETUAL","status":"TRADING",
                "baseAsset":"BTC","quoteAsset":"USDT","pricePrecision":2,"quantityPrecision":3,
                "filters":[
                {"filterType":"PRICE_FILTER","minPrice":"261.10","maxPrice":"809484",
                "tickSize":"0.10"},
                {"filterType":"LOT_SIZE","minQty":"0.001","maxQty":"1000","stepSize":"0.001"},
                {"filterType":"MARKET_LOT_SIZE","minQty":"0.001","maxQty":"120",
                "stepSize":"0.001"},
                {"filterType":"MAX_NUM_ORDERS","limit":200},
                {"filterType":"MIN_NOTIONAL","notional":"100"}]},
                {"symbol":"BTCUSDT_260925","contractType":"CURRENT_QUARTER"}]}
                """));
    assertThat(rules).hasSize(1);
    InstrumentRules btc = rules.getFirst();
    assertThat(btc.instrument()).hasToString("BTCUSDT.BINANCE_FUTURES");
    assertThat(btc.tickSize()).isEqualByComparingTo("0.1");
    assertThat(btc.maxQty()).isEqualByComparingTo("120");
    assertThat(btc.minNotional()).isEqualByComparingTo(new BigDecimal(100));
    assertThat(btc.perpetual()).isTrue();
  }

  @Test
  void accountInHedgeModeIsNotRead() {
    JsonNode hedged =
        json(
            """
            [{"symbol":"BTCUSDT","positionSide":"SHORT","positionAmt":"-0.010",
            "entryPrice":"58500.0"}]
            """);
    assertThatThrownBy(() -> FuturesReplies.positions(hedged)).hasMessageContaining("hedge mode");
  }

  @ParameterizedTest
  @CsvSource({
    "400,-4116,ClientOrderId is duplicated.,DUPLICATE",
    "400,-2019,Margin is insufficient.,REFUSED",
    "400,-2022,ReduceOnly Order is rejected.,REFUSED",
    "400,-5022,Due to the order could not be executed as maker,REFUSED",
    "503,-1008,Request throttled by system-level protection.,REFUSED",
    "408,-1007,Timeout waiting for response from backend server.,UNKNOWN",
    "503,0,Unknown error,UNKNOWN",
    "503,0,Service Unavailable.,REFUSED",
    "400,-1021,Timestamp for this request is outside of the recvWindow.,CLOCK"
  })
  void codesMeanWhatTheDocumentSays(int status, int code, String text, Meaning meaning) {
    assertThat(FuturesErrors.meaning(status, code, text)).isEqualTo(meaning);
  }

  @ParameterizedTest
  @CsvSource({
    "https://fapi.binance.com,wss://fstream.binance.com,true",
    "https://testnet.binancefuture.com,wss://fstream.binancefuture.com,true",
    "http://127.0.0.1:8080,ws://127.0.0.1:8080,false"
  })
  void streamsBelongToTheBase(String base, String streams, boolean real) {
    BinanceFuturesSettings settings =
        BinanceFuturesSettings.at(URI.create(base), Optional.empty(), Duration.ofMinutes(1), 10);
    assertThat(settings.streams()).isEqualTo(URI.create(streams));
    assertThat(settings.real()).isEqualTo(real);
  }

  @Test
  void baseOfAnotherFormIsRefusedByItsSettingsName() {
    assertThatThrownBy(() ->
            BinanceFuturesSettings.at(
                URI.create("ftp://somewhere"), Optional.empty(), Duration.ofMinutes(1), 10))
        .hasMessage("BINANCE_FUTURES_URL 'ftp://somewhere' is not of the form https://host[:port]");
  }
}
