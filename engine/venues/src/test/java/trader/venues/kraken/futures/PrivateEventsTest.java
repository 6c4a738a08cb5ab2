package trader.venues.kraken.futures;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import trader.engine.core.VenueEvent;

class PrivateEventsTest {
  private final Working working = new Working();
  private final PrivateEvents events = new PrivateEvents(working);

  private PrivateEvents.Told read(String json) {
    return events.read(new JsonMapper().readTree(json), 1);
  }

  @Test
  void fullFillIsNoCancelAlthoughItIsCalledOne() {
    PrivateEvents.Told told =
        read(
            "{\"feed\":\"open_orders\",\"order\":{\"instrument\":\"PF_XBTUSD\",\"qty\":0.0,"
                + "\"filled\":0.01,\"limit_price\":58500,\"stop_price\":0,\"type\":\"limit\","
                + "\"order_id\":\"e35d\",\"direction\":0,\"reduce_only\":false},"
                + "\"is_cancel\":true,\"reason\":\"full_fill\"}");
    assertThat(told.events()).isEmpty();
    assertThat(told.lookups()).isEmpty();
  }

  @Test
  void cancelOfAnOrderThatIsNotKnownIsLookedUp() {
    PrivateEvents.Told told =
        read(
            "{\"feed\":\"open_orders\",\"order_id\":\"660c\",\"cli_ord_id\":\"eng-000019\","
                + "\"is_cancel\":true,\"reason\":\"cancelled_by_user\"}");
    assertThat(told.events()).isEmpty();
    assertThat(told.lookups())
        .singleElement()
        .satisfies(l -> assertThat(l.order().value()).isEqualTo("eng-000019"));
  }

  @ParameterizedTest
  @CsvSource({
    "cancelled_by_user, Cancelled",
    "cancelled_by_admin, Cancelled",
    "dead_man_switch, Cancelled",
    "liquidation, Expired",
    "contract_expired, Expired",
    "not_enough_margin, Expired",
    "market_inactive, Expired",
    "ioc_order_failed_because_it_would_not_be_executed, Expired",
    "post_order_failed_because_it_would_filled, Rejected",
    "would_execute_self, Expired",
    "would_not_reduce_position, Expired",
    "stop_order_triggered, Triggered"
  })
  void everyReasonOfTheVenueMeansWhatItIs(String reason, String event) {
    working.order("o-1", new BigDecimal("0.004"), false);
    PrivateEvents.Told told =
        read(
            "{\"feed\":\"open_orders\",\"order_id\":\"o-1\",\"cli_ord_id\":\"c-1\","
                + "\"is_cancel\":true,\"reason\":\""
                + reason
                + "\"}");
    assertThat(told.events())
        .singleElement()
        .satisfies(e -> {
          assertThat(e.getClass().getSimpleName()).isEqualTo(event);
          if (e instanceof VenueEvent.Cancelled cancelled) {
            assertThat(cancelled.executedQty()).isEqualByComparingTo("0.004");
          }
        });
  }

  @Test
  void nothingMayGoBeforeTheVenueHasSpoken() {
    assertThat(working.allMayGo()).isFalse();
    read("{\"feed\":\"open_orders_snapshot\",\"account\":\"a\",\"orders\":[]}");
    working.order("o-1", BigDecimal.ZERO, false);
    assertThat(working.allMayGo()).isTrue();
    working.order("o-2", BigDecimal.ZERO, true);
    assertThat(working.allMayGo()).isFalse();
    working.ended("o-2");
    working.positions(Set.of(FuturesHarness.BTC));
    assertThat(working.allMayGo()).isFalse();
  }

  @Test
  void executionCarriesTheProfitThatTheAccountsLogHasTold() {
    read(
        "{\"feed\":\"account_log\",\"new_entry\":{\"info\":\"futures trade\","
            + "\"contract\":\"pf_xbtusd\",\"execution\":\"f-1\",\"realized_pnl\":1.25,"
            + "\"realized_funding\":null}}");
    assertThat(read(fill("f-1")).events())
        .singleElement()
        .isInstanceOfSatisfying(
            VenueEvent.Filled.class,
            filled -> assertThat(filled.realized()).isEqualByComparingTo("1.25"));
    assertThat(read(fill("f-2")).events())
        .singleElement()
        .isInstanceOfSatisfying(
            VenueEvent.Filled.class, filled -> assertThat(filled.realized()).isNull());
  }

  private static String fill(String id) {
    return "{\"feed\":\"fills\",\"username\":\"a\",\"fills\":[{\"instrument\":\"PF_XBTUSD\","
        + "\"time\":1718000000200,\"price\":58500,\"buy\":false,\"qty\":0.01,"
        + "\"order_id\":\"o-1\",\"cli_ord_id\":\"c-1\",\"fill_id\":\""
        + id
        + "\",\"fill_type\":\"taker\",\"fee_paid\":0.29,\"fee_currency\":\"USD\"}]}";
  }
}
