package trader.venues.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import trader.control.InstrumentId;
import trader.engine.core.AccountSnapshot;
import trader.engine.core.InstrumentRules;
import trader.engine.core.VenueOrder;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.Side;
import trader.venues.TestOrders;

class RepliesTest {

  @Test
  void documentedRulesAreTheVenuesFilters() {
    JsonNode info =
        json(
            "{'symbols':[{'symbol':'BTCUSDT','status':'TRADING','baseAsset':'BTC',"
                + "'baseAssetPrecision':8,'quoteAsset':'USDT','quotePrecision':8,'filters':["
                + "{'filterType':'PRICE_FILTER','minPrice':'0.01000000','maxPrice':'1000000.0',"
                + "'tickSize':'0.01000000'},"
                + "{'filterType':'LOT_SIZE','minQty':'0.00001000','maxQty':'9000.00000000',"
                + "'stepSize':'0.00001000'},"
                + "{'filterType':'MARKET_LOT_SIZE','minQty':'0.0','maxQty':'120.00000000',"
                + "'stepSize':'0.0'},"
                + "{'filterType':'NOTIONAL','minNotional':'5.00000000'}]}]}");

    assertThat(Replies.rules(info))
        .containsExactly(
            new InstrumentRules(
                TestOrders.BTC,
                "BTC",
                "USDT",
                new BigDecimal("0.01"),
                new BigDecimal("0.00001"),
                new BigDecimal("0.00001"),
                new BigDecimal("120"),
                new BigDecimal("5"),
                true));
  }

  @Test
  void filterThatIsOffLeavesTheAssetsPrecision() {
    JsonNode info =
        json(
            "{'symbols':[{'symbol':'BTCUSDT','status':'HALT','baseAsset':'BTC',"
                + "'baseAssetPrecision':6,'quoteAsset':'USDT','quotePrecision':4,'filters':["
                + "{'filterType':'PRICE_FILTER','tickSize':'0.00000000'},"
                + "{'filterType':'LOT_SIZE','minQty':'0','maxQty':'9','stepSize':'0'}]}]}");

    InstrumentRules rules = Replies.rules(info).getFirst();

    assertThat(rules.tickSize()).isEqualByComparingTo("0.0001");
    assertThat(rules.lotSize()).isEqualByComparingTo("0.000001");
    assertThat(rules.trading()).isFalse();
  }

  @Test
  void barThatIsStillOpenIsLeftOut() {
    JsonNode klines =
        json(
            "[[1717999980000,'1','4','0.5','2','10',1718000039999,'0',1,'0','0','0'],"
                + "[1718000040000,'2','2','2','2','1',1718000099999,'0',1,'0','0','0']]");

    assertThat(Replies.closedBars(klines, 60_000_000, 1_718_000_050_000L))
        .singleElement()
        .satisfies(bar -> {
          assertThat(bar.openMicros()).isEqualTo(1_717_999_980_000_000L);
          assertThat(bar.closeMicros()).isEqualTo(1_718_000_040_000_000L);
          assertThat(bar.high()).isEqualByComparingTo("4");
        });
  }

  @Test
  void documentedOrderIsWorking() {
    JsonNode order =
        json(
            "{'symbol':'BTCUSDT','orderId':9002,'orderListId':-1,'clientOrderId':'eng-000022',"
                + "'price':'57000.00000000','origQty':'0.01000000','executedQty':'0.00000000',"
                + "'cummulativeQuoteQty':'0.00000000','status':'NEW','timeInForce':'GTC',"
                + "'type':'LIMIT','side':'BUY','stopPrice':'0.00000000'}");

    assertThat(Replies.order(order))
        .isEqualTo(
            new VenueOrder(
                new ClientOrderId("eng-000022"),
                "9002",
                TestOrders.BTC,
                Side.BUY,
                VenueOrder.Status.WORKING,
                new BigDecimal("0.01"),
                new BigDecimal("0"),
                new BigDecimal("57000"),
                new BigDecimal("0")));
  }

  @Test
  void orderInAStateThatIsNotDocumentedIsRefused() {
    JsonNode order =
        json(
            "{'symbol':'BTCUSDT','orderId':1,'clientOrderId':'a','side':'BUY','status':'ODD',"
                + "'origQty':'1','executedQty':'0','price':'0'}");

    assertThatThrownBy(() -> Replies.order(order)).hasMessageContaining("'ODD'");
  }

  @Test
  void documentedTradeIsAPastFill() {
    JsonNode trades =
        json(
            "[{'symbol':'BTCUSDT','id':501,'orderId':9001,'orderListId':-1,"
                + "'price':'58500.00000000','qty':'0.02000000','quoteQty':'1170.00000000',"
                + "'commission':'0.00002000','commissionAsset':'BTC','time':1718000000200,"
                + "'isBuyer':true,'isMaker':false,'isBestMatch':true}]");

    assertThat(Replies.fills(trades))
        .containsExactly(
            new AccountSnapshot.PastFill(
                new InstrumentId("BTCUSDT", "BINANCE"),
                "9001",
                "501",
                true,
                new BigDecimal("58500"),
                new BigDecimal("0.02"),
                new BigDecimal("0.00002"),
                "BTC",
                false,
                1_718_000_000_200_000L,
                null,
                new BigDecimal("1170")));
  }

  private static JsonNode json(String text) {
    return new JsonMapper().readTree(text.replace('\'', '"'));
  }
}
