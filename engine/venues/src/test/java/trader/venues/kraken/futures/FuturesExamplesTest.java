package trader.venues.kraken.futures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import trader.engine.core.VenueEvent;
import trader.venues.kraken.VenueFacts;

/** The examples that the file of facts about Kraken Futures has of the account's side, decoded. */
class FuturesExamplesTest {
  private static final String FACTS = "kraken-futures.md";
  private final PrivateEvents feeds = new PrivateEvents(new Working());
  private final List<VenueEvent> events = new ArrayList<>();
  private final List<PrivateEvents.Lookup> lookups = new ArrayList<>();

  @Test
  void everyExampleOfThePrivateFeedsIsUnderstood() {
    for (JsonNode example : VenueFacts.of(FACTS, "9.", "10.").examples()) {
      PrivateEvents.Told told = feeds.read(example, 7);
      events.addAll(told.events());
      lookups.addAll(told.lookups());
    }

    assertThat(events)
        .extracting(event -> event.getClass().getSimpleName())
        .containsExactly("Accepted", "Filled");
    assertThat(lookups)
        .singleElement()
        .satisfies(lookup -> assertThat(lookup.order()).hasToString("eng-000019"));
  }

  @Test
  void everyReasonOfTheFileThatEndsAnOrderIsUnderstood() {
    for (String reason : VenueFacts.of(FACTS, "9.", "10.").listFrom("new_placed_order_by_user")) {
      PrivateEvents.Told told =
          feeds.read(
              JsonMapper.shared()
                  .readTree(
                      "{\"feed\":\"open_orders\",\"order\":{\"instrument\":\"PF_XBTUSD\","
                          + "\"qty\":0.01,\"filled\":0,\"type\":\"limit\",\"order_id\":\"o-1\","
                          + "\"cli_ord_id\":\"c-1\",\"direction\":0,\"reduce_only\":false},"
                          + "\"is_cancel\":true,\"reason\":\""
                          + reason
                          + "\"}"),
              7);
      assertThat(told.events()).as(reason).hasSize(reason.equals("full_fill") ? 0 : 1);
    }
  }

  @Test
  void everyExampleOfAnAnswerIsUnderstood() {
    List<JsonNode> alone = VenueFacts.of(FACTS, "4.", "6.").examples();

    assertThat(FuturesReplies.rules(within("instruments", with(alone, "tickSize"))))
        .singleElement()
        .satisfies(rules -> {
          assertThat(rules.instrument()).isEqualTo(FuturesHarness.BTC);
          assertThat(rules.lotSize()).isEqualByComparingTo("0.0001");
        });
    assertThat(FuturesReplies.openOrders(within("openOrders", with(alone, "unfilledSize"))))
        .singleElement()
        .satisfies(order -> assertThat(order.id()).hasToString("eng-000017"));
    assertThat(FuturesReplies.fills(within("fills", with(alone, "fill_id"))))
        .singleElement()
        .satisfies(fill -> assertThat(fill.fee()).isEqualByComparingTo("0.2925"));
    assertThat(FuturesReplies.positions(within("openPositions", with(alone, "pnlCurrency"))))
        .singleElement()
        .satisfies(position -> assertThat(position.qty()).isEqualByComparingTo("0.01"));
  }

  private static JsonNode with(List<JsonNode> examples, String field) {
    return examples.stream().filter(e -> e.has(field)).findFirst().orElseThrow();
  }

  private static JsonNode within(String name, JsonNode element) {
    return JsonMapper.shared()
        .createObjectNode()
        .set(name, JsonMapper.shared().createArrayNode().add(element));
  }

  @Test
  void contractThatIsNoLinearPerpetualIsLeftOutAndSaidWhatItIs() {
    assertThat(Products.instrument("PI_XBTUSD")).isEmpty();
    assertThat(Products.kind("PI_XBTUSD")).contains("inverse perpetual");
    assertThat(Products.kind("fi_xbtusd_240628")).contains("inverse").contains("end");
    assertThat(Products.kind("FF_XBTUSD_240628")).contains("end");
    JsonNode position =
        JsonMapper.shared()
            .readTree("{\"side\":\"long\",\"symbol\":\"PI_XBTUSD\",\"price\":58501,\"size\":1000}");
    assertThat(FuturesReplies.positions(within("openPositions", position))).isEmpty();
  }
}
