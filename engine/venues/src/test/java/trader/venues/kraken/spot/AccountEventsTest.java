package trader.venues.kraken.spot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import trader.engine.core.VenueEvent;

/** The messages of the private channels as the venue documents them. */
class AccountEventsTest {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final AccountEvents events = new AccountEvents(new KnownOrders());

  private static JsonNode data(String items) {
    return JSON.readTree("[" + items + "]");
  }

  private List<VenueEvent> read(String items) {
    return events.executions(data(items), 7);
  }

  @Test
  void lifeOfAnOrderThatIsFilledInParts() {
    assertThat(
            read(
                """
                {"exec_type":"pending_new","order_id":"OQCLML-BW3P3-BUCMWZ",
                 "order_status":"pending_new","symbol":"BTC/USD","side":"buy","order_type":"limit",
                 "order_qty":0.01,"limit_price":58500.1,"time_in_force":"GTC",
                 "cl_ord_id":"eng-000017","timestamp":"2024-06-10T06:13:20.123000Z"}\
                """))
        .isEmpty();
    assertThat(
            read(
                """
                {"exec_type":"new","order_id":"OQCLML-BW3P3-BUCMWZ","order_status":"new",
                 "timestamp":"2024-06-10T06:13:20.123000Z"}\
                """))
        .singleElement()
        .isInstanceOfSatisfying(
            VenueEvent.Accepted.class,
            accepted -> {
              assertThat(accepted.order()).hasToString("eng-000017");
              assertThat(accepted.venueOrderId()).isEqualTo("OQCLML-BW3P3-BUCMWZ");
            });
    assertThat(
            read(
                """
                {"exec_type":"trade","exec_id":"TDLH43-DVQXD-2KHVYY","trade_id":70211,
                 "order_id":"OQCLML-BW3P3-BUCMWZ","order_status":"partially_filled",
                 "symbol":"BTC/USD","side":"buy","order_type":"limit","order_qty":0.01,
                 "last_qty":0.004,"last_price":58500.1,"cost":234.0004,"cum_qty":0.004,
                 "cum_cost":234.0004,"avg_price":58500.1,"liquidity_ind":"t",
                 "fees":[{"asset":"USD","qty":0.936}],"cl_ord_id":"eng-000017",
                 "timestamp":"2024-06-10T06:13:20.200100Z"}\
                """))
        .singleElement()
        .isInstanceOfSatisfying(
            VenueEvent.Filled.class,
            filled -> {
              assertThat(filled.tradeId()).isEqualTo("TDLH43-DVQXD-2KHVYY");
              assertThat(filled.price()).isEqualByComparingTo("58500.1");
              assertThat(filled.qty()).isEqualByComparingTo("0.004");
              assertThat(filled.fee()).isEqualByComparingTo("0.936");
              assertThat(filled.feeAsset()).isEqualTo("USD");
              assertThat(filled.maker()).isFalse();
              assertThat(filled.venueMicros()).isEqualTo(1_718_000_000_200_100L);
            });
    assertThat(
            read(
                """
                {"exec_type":"filled","order_id":"OQCLML-BW3P3-BUCMWZ","order_status":"filled",
                 "cum_qty":0.01,"cum_cost":585.001,"avg_price":58500.1,"cl_ord_id":"eng-000017",
                 "timestamp":"2024-06-10T06:13:20.200200Z"}\
                """))
        .isEmpty();
  }

  @Test
  void cancelThatNamesOnlyTheVenuesIdIsOurOrders() {
    read(
        """
        {"exec_type":"new","order_id":"OHYO67-6LP66-HMQ437","order_status":"new",
         "symbol":"BTC/USD","side":"sell","order_qty":0.5,"cl_ord_id":"tb-1-2"}\
        """);

    assertThat(
            read(
                """
                {"exec_type":"canceled","order_id":"OHYO67-6LP66-HMQ437",
                 "order_status":"canceled","reason":"User requested","cum_qty":0.1,
                 "cum_cost":0.0,"avg_price":0.0,"timestamp":"2024-06-10T06:13:21.0Z"}\
                """))
        .singleElement()
        .isInstanceOfSatisfying(
            VenueEvent.Cancelled.class,
            cancelled -> {
              assertThat(cancelled.order()).hasToString("tb-1-2");
              assertThat(cancelled.executedQty()).isEqualByComparingTo("0.1");
              assertThat(cancelled.why()).contains("User requested");
            });
  }

  @Test
  void orderOfSomeoneElseIsKnownByTheVenuesId() {
    assertThat(
            read(
                """
                {"exec_type":"expired","order_id":"OHYO67-6LP66-HMQ438",
                 "order_status":"expired","cum_qty":0.0}\
                """))
        .singleElement()
        .isInstanceOfSatisfying(
            VenueEvent.Expired.class,
            expired -> assertThat(expired.order()).hasToString("OHYO67-6LP66-HMQ438"));
  }

  @Test
  void balanceIsTheTotalAndWhatOrdersHoldIsLocked() {
    events.snapshot(
        data(
            """
            {"order_id":"OQCLML-BW3P3-BUCMWZ","symbol":"BTC/USD","side":"buy",
             "order_type":"limit","order_qty":0.01,"limit_price":58500.1,"cum_qty":0.004,
             "exec_type":"new","order_status":"partially_filled","cl_ord_id":"eng-000017"}\
            """));

    assertThat(
            events.balances(
                data(
                    """
                    {"asset":"USD","asset_class":"currency","amount":-585.001,"balance":1414.999,
                     "fee":2.34,"ledger_id":"L4UESK-KG3EQ-BJM7HJ","type":"trade",
                     "wallet_type":"spot","wallet_id":"main"}\
                    """),
                7))
        .singleElement()
        .isInstanceOfSatisfying(
            VenueEvent.BalanceChanged.class,
            balance -> {
              assertThat(balance.locked()).isEqualByComparingTo("351.0006");
              assertThat(balance.free().add(balance.locked())).isEqualByComparingTo("1414.999");
            });
  }

  @Test
  void whatTheVenueDoesNotDocumentIsGarbled() {
    assertThatThrownBy(() -> read("{\"exec_type\":\"vanished\",\"order_id\":\"O1\"}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("vanished");
    assertThatThrownBy(() -> read("{\"exec_type\":\"new\"}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("order_id");
  }
}
