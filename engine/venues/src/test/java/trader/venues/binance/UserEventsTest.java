package trader.venues.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import trader.control.Account;
import trader.engine.core.VenueEvent;
import trader.engine.core.orders.ClientOrderId;

class UserEventsTest {
  private static final long NOW = 7;
  private static final String REPORT =
      "{'e':'executionReport','E':1718000000201,'s':'BTCUSDT','c':'%s','S':'BUY','o':'MARKET',"
          + "'f':'GTC','q':'0.03000000','p':'0.00000000','P':'0.00000000','F':'0.00000000','g':-1,"
          + "'C':'%s','x':'%s','X':'%s','r':'%s','i':9001,'l':'0.02000000','z':'0.02000000',"
          + "'L':'58500.00000000','n':%s,'N':%s,'T':1718000000200,'t':501,'I':7001,'w':false,"
          + "'m':false,'M':true,'O':1718000000200,'Z':'1170.00000000','Y':'1170.00000000',"
          + "'Q':'0.00000000','W':1718000000200,'V':'EXPIRE_MAKER'}";
  private static final ClientOrderId ORDER = new ClientOrderId("eng-000021");

  @Test
  void documentedTradeIsAFill() {
    assertThat(report("eng-000021", "", "TRADE", "PARTIALLY_FILLED", "NONE"))
        .isEqualTo(
            new VenueEvent.Filled(
                NOW,
                ORDER,
                "9001",
                "501",
                new BigDecimal("58500"),
                new BigDecimal("0.02"),
                new BigDecimal("0.00002"),
                "BTC",
                false,
                1_718_000_000_200_000L,
                null,
                new BigDecimal("1170")));
  }

  @Test
  void tradeWithoutAFeeHasNone() {
    VenueEvent event = one(REPORT.formatted("a", "", "TRADE", "FILLED", "NONE", "'0'", "null"));

    assertThat(event)
        .isInstanceOfSatisfying(
            VenueEvent.Filled.class,
            filled -> {
              assertThat(filled.fee()).isZero();
              assertThat(filled.feeAsset()).isEmpty();
            });
  }

  @Test
  void newIsAccepted() {
    assertThat(report("eng-000021", "", "NEW", "NEW", "NONE"))
        .isEqualTo(new VenueEvent.Accepted(NOW, ORDER, "9001"));
  }

  @Test
  void cancelNamesTheOrderThatWasCancelledAndNotTheCancel() {
    assertThat(report("the-cancel", "eng-000021", "CANCELED", "CANCELED", "NONE"))
        .isEqualTo(
            new VenueEvent.Cancelled(NOW, ORDER, new BigDecimal("0.02"), "cancelled at the venue"));
  }

  @Test
  void expiryAndRejectionKeepTheirReasons() {
    assertThat(report("eng-000021", "", "EXPIRED", "EXPIRED", "NONE"))
        .isEqualTo(
            new VenueEvent.Expired(NOW, ORDER, new BigDecimal("0.02"), "expired at the venue"));
    assertThat(report("eng-000021", "", "REJECTED", "REJECTED", "INSUFFICIENT_BALANCES"))
        .isEqualTo(
            new VenueEvent.Rejected(NOW, ORDER, "INSUFFICIENT_BALANCES", "rejected by the venue"));
    assertThat(report("eng-000021", "", "TRADE_PREVENTION", "EXPIRED_IN_MATCH", "NONE"))
        .isInstanceOf(VenueEvent.Expired.class);
  }

  @Test
  void idOfAnotherToolIsKeptAsFarAsItCanBe() {
    assertThat(report("web:a/1.b", "", "NEW", "NEW", "NONE"))
        .isEqualTo(new VenueEvent.Accepted(NOW, new ClientOrderId("web_a_1_b"), "9001"));
  }

  @Test
  void documentedAccountPositionIsABalanceForEachAsset() {
    String event =
        "{'e':'outboundAccountPosition','E':1718000000201,'u':1718000000200,'B':["
            + "{'a':'BTC','f':'0.01998000','l':'0.00000000'},"
            + "{'a':'USDT','f':'8830.00000000','l':'1.00000000'}]}";

    assertThat(UserEvents.read(new JsonMapper().readTree(event.replace('\'', '"')), NOW))
        .containsExactly(
            new VenueEvent.BalanceChanged(
                NOW, Account.LIVE, "BTC", new BigDecimal("0.01998"), new BigDecimal("0")),
            new VenueEvent.BalanceChanged(
                NOW, Account.LIVE, "USDT", new BigDecimal("8830"), new BigDecimal("1")));
  }

  @Test
  void eventsThatDoNotConcernOrdersAreNothing() {
    String event = "{'e':'balanceUpdate','E':1,'a':'USDT','d':'100.0','T':1}".replace('\'', '"');

    assertThat(UserEvents.read(new JsonMapper().readTree(event), NOW)).isEmpty();
  }

  @Test
  void reportWithoutItsPriceIsRefused() {
    String event = "{'e':'executionReport','c':'a','x':'TRADE','i':1}".replace('\'', '"');

    assertThatThrownBy(() -> UserEvents.read(new JsonMapper().readTree(event), NOW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'L'");
  }

  private static VenueEvent report(
      String id, String original, String execution, String status, String reason) {
    return one(REPORT.formatted(id, original, execution, status, reason, "'0.00002000'", "'BTC'"));
  }

  private static VenueEvent one(String event) {
    var read = UserEvents.read(new JsonMapper().readTree(event.replace('\'', '"')), NOW);
    assertThat(read).hasSize(1);
    return read.getFirst();
  }
}
