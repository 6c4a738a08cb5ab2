package trader.venues.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import trader.control.Account;
import trader.engine.core.InstrumentRules;
import trader.engine.core.VenueEvent;
import trader.engine.core.VenueOrder;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.Side;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;
import trader.venues.TestOrders;
import trader.venues.VenueFile;
import trader.venues.binance.ErrorCodes.Meaning;

/** Every example and every error code of the file of Binance spot. */
class SpotFileTest {
  private static final String FILE = "binance-spot.md";

  /** What a code means for an order, and words that its operator reads. */
  private record Told(Meaning meaning, String words) {}

  private static final Map<Integer, Told> CODES = new LinkedHashMap<>();

  static {
    told(Meaning.UNKNOWN, "the venue does not know either", -1000, -1001, -1006, -1007, -1016);
    told(Meaning.REFUSED, "Too m", -1003, -1015);
    told(Meaning.REFUSED, "currently overloaded", -1008);
    told(Meaning.REFUSED, "Filter failure: LOT_SIZE The rules that the engine goes by", -1013);
    told(Meaning.CLOCK, "The clock has been set right; it may be sent anew", -1021);
    told(Meaning.REFUSED, "Check the API secret", -1022);
    told(Meaning.REFUSED, "arameter", -1100, -1101, -1102, -1103, -1104, -1105, -1106);
    told(Meaning.REFUSED, "Precision is over", -1111);
    told(Meaning.REFUSED, "Invalid symbol.", -1121);
    told(Meaning.REFUSED, "Something else holds the funds", -2010);
    told(Meaning.REFUSED, "Unknown order sent.", -2011);
    told(Meaning.REFUSED, "Order does not exist.", -2013);
    told(Meaning.REFUSED, "Check the API key", -2014, -2015);
    told(Meaning.REFUSED, "", -2021, -2022, -2026, -2035);
  }

  private final List<AutoCloseable> open = new ArrayList<>();

  private static void told(Meaning meaning, String words, int... codes) {
    for (int code : codes) {
      CODES.put(code, new Told(meaning, words));
    }
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  private SpotHarness connected() {
    SpotHarness harness = new SpotHarness();
    open.add(harness);
    return harness.connected();
  }

  private static VenueFile file() {
    var file = VenueFile.open(FILE);
    assumeTrue(file.isPresent(), FILE + " is not beside the checkout");
    return file.orElseThrow();
  }

  @Test
  void everyCodeOfTheFileIsKnown() {
    assertThat(CODES.keySet()).containsAll(file().codes());
  }

  @Test
  void everyExampleIsRead() {
    List<String> read = new ArrayList<>();
    for (JsonNode example : file().examples()) {
      read.add(read(example));
    }
    assertThat(read)
        .contains(
            "rules",
            "answer to an order",
            "order",
            "execution",
            "balances",
            "subscription asked",
            "subscription answered",
            "user event",
            "market data")
        .doesNotContain("unknown");
  }

  private static String read(JsonNode example) {
    if (example.has("symbols")) {
      InstrumentRules rules = Replies.rules(example).getFirst();
      assertThat(rules.instrument()).isEqualTo(TestOrders.BTC);
      assertThat(rules.tickSize()).isEqualByComparingTo("0.01");
      assertThat(rules.lotSize()).isEqualByComparingTo("0.00001");
      assertThat(rules.maxQty()).isEqualByComparingTo("120");
      assertThat(rules.minNotional()).isEqualByComparingTo("5");
      assertThat(Replies.weightPerMinute(example)).isEqualTo(6_000);
      return "rules";
    }
    if (example.has("fills")) {
      assertThat(Replies.order(example).executedQty()).isEqualByComparingTo("0.03");
      return "answer to an order";
    }
    if (example.has("origQty")) {
      VenueOrder order = Replies.order(example);
      assertThat(order.id()).isEqualTo(new ClientOrderId("eng-000022"));
      assertThat(order.status()).isEqualTo(VenueOrder.Status.WORKING);
      return "order";
    }
    if (example.has("isBuyer")) {
      var fill = Replies.fills(new JsonMapper().createArrayNode().add(example)).getFirst();
      assertThat(fill.tradeId()).isEqualTo("501");
      assertThat(fill.fee()).isEqualByComparingTo("0.00002");
      return "execution";
    }
    if (example.has("balances")) {
      assertThat(Replies.balances(example).getFirst().locked()).isEqualByComparingTo("570");
      return "balances";
    }
    if (example.has("method")) {
      assertThat(example.path("method").asString()).isEqualTo("userDataStream.subscribe.signature");
      return "subscription asked";
    }
    if (example.path("result").has("subscriptionId")) {
      return "subscription answered";
    }
    if (example.has("event")) {
      return userEvent(example.path("event"));
    }
    boolean market = example.has("e") || example.has("u") || example.has("lastUpdateId");
    return market ? "market data" : "unknown";
  }

  private static String userEvent(JsonNode event) {
    List<VenueEvent> read = UserEvents.read(event, 1);
    switch (event.path("e").asString()) {
      case "executionReport" ->
          assertThat(read)
              .singleElement()
              .isInstanceOfSatisfying(
                  VenueEvent.Filled.class,
                  filled -> {
                    assertThat(filled.order()).isEqualTo(new ClientOrderId("eng-000021"));
                    assertThat(filled.qty()).isEqualByComparingTo("0.02");
                    assertThat(filled.feeAsset()).isEqualTo("BTC");
                  });
      case "outboundAccountPosition" -> assertThat(read).hasSize(2);
      // A transfer is followed by the balance itself; the end of the stream is the link's matter.
      default -> assertThat(read).isEmpty();
    }
    return "user event";
  }

  @Test
  @Tag("integration")
  void everyCodeThatAnOrderCanGetIsToldForWhatItIs() {
    SpotHarness harness = connected();
    CODES.forEach((code, told) -> {
      NewOrder order = order("tb-s-" + -code);
      harness.fault(fault("order.place", code));
      harness.submit(order);
      String why = outcome(harness, order, code, told.meaning());
      assertThat(why).as("code %s", code).contains(told.words());
      backUp(harness, code);
    });
    assertThat(harness.simulator.openOrders()).isEmpty();
  }

  @Test
  @Tag("integration")
  void everyCodeThatACancelCanGetIsToldForWhatItIs() {
    SpotHarness harness = connected();
    NewOrder order = order("tb-s-rests");
    harness.submit(order);
    harness.sink.await(VenueEvent.Accepted.class);
    CODES.forEach((code, told) -> {
      if (told.meaning() == Meaning.CLOCK) {
        return;
      }
      harness.sink.clear();
      harness.fault(fault("order.cancel", code));
      harness.cancel(order);
      if (told.meaning() == Meaning.UNKNOWN) {
        harness.sink.await(VenueEvent.OutcomeUnknown.class);
      } else {
        assertThat(harness.sink.await(VenueEvent.CancelRejected.class).code())
            .isEqualTo(Integer.toString(code));
      }
      backUp(harness, code);
    });
    harness.fault(fault("order.cancel", -1021));
    harness.cancel(order);
    assertThat(harness.sink.await(VenueEvent.Cancelled.class).order())
        .as("the clock is set right, and the cancel goes again")
        .isEqualTo(order.id());
  }

  @Test
  @Tag("integration")
  void everyCodeThatAQueryCanGetIsNotTheEndUnlessItSaysThatThereIsNoSuchOrder() {
    SpotHarness harness = connected();
    CODES.forEach((code, told) -> {
      if (code == -1003 || code == -1015) {
        return;
      }
      NewOrder order = order("tb-q-" + -code);
      harness.fault(fault("GET /api/v3/order", code));
      harness.query(order);
      if (code == -2013 || code == -2026) {
        harness.sink.await(
            VenueEvent.OrderNotFound.class, event -> event.order().equals(order.id()));
      } else {
        harness.sink.await(VenueEvent.QueryFailed.class, e -> e.order().equals(order.id()));
      }
    });
  }

  private static NewOrder order(String id) {
    return TestOrders.limit(id, Account.LIVE, Side.BUY, "0.01", "50000");
  }

  /** The two that ask for silence come as the venue sends them, and ask for none. */
  private static Fault fault(String on, int code) {
    Fault fault = Fault.of(FaultKind.ERROR).on(on).times(1).with("code", code);
    return switch (code) {
      case -1003 -> fault.with("status", 400).with("msg", "Too much request weight used");
      case -1015 -> fault.with("status", 400).with("msg", "Too many new orders");
      default -> fault;
    };
  }

  private static String outcome(SpotHarness harness, NewOrder order, int code, Meaning meaning) {
    if (meaning == Meaning.UNKNOWN) {
      return harness
          .sink
          .await(VenueEvent.OutcomeUnknown.class, e -> e.order().equals(order.id()))
          .why();
    }
    VenueEvent.Rejected rejected =
        harness.sink.await(VenueEvent.Rejected.class, e -> e.order().equals(order.id()));
    assertThat(rejected.code()).isEqualTo(Integer.toString(code));
    return rejected.why();
  }

  /** A key that is not taken ends the connection; the venue takes it again at the next. */
  private static void backUp(SpotHarness harness, int code) {
    if (ErrorCodes.keyTrouble(code)) {
      VenueEvent.LinkStatus down =
          harness.sink.await(
              VenueEvent.LinkStatus.class, e -> e.why().contains(Integer.toString(code)));
      assertThat(down.why()).contains("check key, secret and rights");
      harness.sink.clear();
      harness.sink.await(VenueEvent.LinkStatus.class, VenueEvent.LinkStatus::up);
    }
  }
}
