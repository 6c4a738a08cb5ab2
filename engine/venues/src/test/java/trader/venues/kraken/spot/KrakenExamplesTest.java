package trader.venues.kraken.spot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import trader.engine.core.AccountSnapshot.PastFill;
import trader.engine.core.VenueEvent;
import trader.engine.core.VenueOrder;
import trader.venues.kraken.VenueFacts;

/** The examples that the file of facts about Kraken spot has of the account's side, decoded. */
class KrakenExamplesTest {
  private final List<VenueEvent> events = new ArrayList<>();
  private final List<VenueOrder> orders = new ArrayList<>();
  private final List<PastFill> fills = new ArrayList<>();
  private final AccountEvents stream = new AccountEvents(new KnownOrders());
  private Pairs pairs = Pairs.none();

  @Test
  void everyExampleOfTheAccountIsUnderstood() {
    VenueFacts.of("kraken-spot.md", "4.", "10.").examples().forEach(this::decode);

    assertThat(pairs.of(KrakenHarness.BTC)).isNotNull();
    assertThat(orders)
        .singleElement()
        .satisfies(order -> {
          assertThat(order.id()).hasToString("eng-000017");
          assertThat(order.status()).isEqualTo(VenueOrder.Status.WORKING);
          assertThat(order.price()).isEqualByComparingTo("58500.1");
        });
    assertThat(fills)
        .singleElement()
        .satisfies(fill -> {
          assertThat(fill.tradeId()).isEqualTo("TDLH43-DVQXD-2KHVYY");
          assertThat(fill.fee()).isEqualByComparingTo("2.34");
          assertThat(fill.venueMicros()).isEqualTo(1_718_000_000_200_100L);
        });
    assertThat(events)
        .extracting(event -> event.getClass().getSimpleName())
        .containsExactly("Filled", "Cancelled", "BalanceChanged");
    assertThat(
            Replies.balances(
                JsonMapper.shared()
                    .readTree("{\"ZUSD\":{\"balance\":\"1000.0000\",\"hold_trade\":\"585.0000\"}}"),
                pairs))
        .singleElement()
        .satisfies(balance -> {
          assertThat(balance.asset()).isEqualTo("USD");
          assertThat(balance.locked()).isEqualByComparingTo("585");
        });
  }

  private void decode(JsonNode example) {
    JsonNode data = example.path("data");
    boolean snapshot = example.path("type").asString("").equals("snapshot");
    switch (example.path("channel").asString("")) {
      case "executions" -> {
        if (snapshot) {
          stream.snapshot(data);
        } else {
          events.addAll(stream.executions(data, 7));
        }
      }
      case "balances" -> events.addAll(stream.balances(data, 7));
      case "" -> answer(example);
      default -> {}
    }
  }

  private void answer(JsonNode example) {
    if (example.path("result").has("XXBTZUSD")) {
      pairs = Pairs.read(example.path("result"));
    }
    example.properties().stream()
        .map(field -> field.getKey())
        .findFirst()
        .ifPresent(key -> {
          if (key.matches("O[A-Z0-9]{5}-.*")) {
            orders.addAll(Replies.orders(example, pairs));
          } else if (key.matches("T[A-Z0-9]{5}-.*")) {
            fills.addAll(Replies.fills(example, pairs));
          }
        });
  }
}
