package trader.venues.binance.futures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import trader.engine.core.VenueEvent;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.Side;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;
import trader.venues.VenueFile;
import trader.venues.binance.ErrorCodes;
import trader.venues.binance.ErrorCodes.Meaning;

/** Every example and every error code of the file of Binance USD-M futures. */
class FuturesFileTest {
  private static final String FILE = "binance-futures.md";

  /** What a code means for an order, and words that its operator reads. */
  private record Told(Meaning meaning, String words) {}

  private static final Map<Integer, Told> CODES = new LinkedHashMap<>();

  static {
    told(Meaning.UNKNOWN, "", -1006, -1007);
    told(Meaning.REFUSED, "currently overloaded", -1008);
    told(Meaning.REFUSED, "The rules that the engine goes by", -1111, -4003, -4005, -4014, -4164);
    told(Meaning.REFUSED, "", -2011, -2013, -2020, -2021, -4015, -4028, -4046, -4047, -4048);
    told(Meaning.REFUSED, "reduce, or add margin", -2018, -2019, -2027, -2028);
    told(Meaning.REFUSED, "compare the account", -2022);
    told(Meaning.REFUSED, "Cancel orders that are not needed", -2025, -4045);
    told(Meaning.REFUSED, "", -4059, -4067, -4068, -4120, -4131, -5021, -5022);
    told(Meaning.REFUSED, "set Position Mode to One-way", -4061);
    told(Meaning.DUPLICATE, "the venue has an order of this id already", -4116);
    told(Meaning.REFUSED, "see the account at the venue", -2023, -4400, -4401, -4402, -4403);
  }

  private static void told(Meaning meaning, String words, int... codes) {
    for (int code : codes) {
      CODES.put(code, new Told(meaning, words));
    }
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
    FuturesUserEvents users = new FuturesUserEvents();
    for (JsonNode example : file().examples()) {
      read.add(read(example, users));
    }
    assertThat(read)
        .contains("filters", "order", "execution", "conditional order", "positions", "user event")
        .doesNotContain("unknown");
  }

  private static String read(JsonNode example, FuturesUserEvents users) {
    if (example.isArray() && example.path(0).has("filterType")) {
      JsonNode info = new JsonMapper().readTree(exchangeInfo(example));
      assertThat(FuturesReplies.rules(info).getFirst().minNotional()).isEqualByComparingTo("100");
      return "filters";
    }
    if (example.isArray()) {
      assertThat(FuturesReplies.positions(example).getFirst().qty()).isEqualByComparingTo("0.010");
      return "positions";
    }
    if (example.has("clientAlgoId")) {
      assertThat(FuturesReplies.algo(example).stopPrice()).isEqualByComparingTo("57000");
      return "conditional order";
    }
    if (example.has("origQty")) {
      assertThat(FuturesReplies.order(example).qty()).isEqualByComparingTo(new BigDecimal("0.01"));
      return "order";
    }
    if (example.has("realizedPnl")) {
      var fills = FuturesReplies.fills(new JsonMapper().createArrayNode().add(example));
      assertThat(fills.getFirst().fee()).isEqualByComparingTo("0.234");
      return "execution";
    }
    return switch (example.path("e").asString("")) {
      case "ORDER_TRADE_UPDATE" -> told(users.read(example, 1), VenueEvent.Filled.class);
      case "ALGO_UPDATE" -> told(users.read(example, 1), VenueEvent.Accepted.class);
      case "ACCOUNT_UPDATE" -> told(users.read(example, 1), VenueEvent.BalanceChanged.class);
      // A second telling, a warning, a setting, and the stream's own end.
      case "TRADE_LITE", "MARGIN_CALL", "ACCOUNT_CONFIG_UPDATE", "listenKeyExpired" -> {
        assertThat(users.read(example, 1)).isEmpty();
        yield "user event";
      }
      case "" -> "unknown";
      default -> "market data";
    };
  }

  private static String told(List<VenueEvent> read, Class<? extends VenueEvent> kind) {
    assertThat(read).first().isInstanceOf(kind);
    return "user event";
  }

  private static String exchangeInfo(JsonNode filters) {
    return """
    {"symbols":[{"symbol":"BTCUSDT","contractType":"PERPETUAL","status":"TRADING",
    "baseAsset":"BTC","quoteAsset":"USDT","filters":%s}]}
    """
        .formatted(filters);
  }

  @Test
  @Tag("integration")
  void everyCodeThatAnOrderCanGetIsToldForWhatItIs() {
    try (var harness = new FuturesHarness()) {
      harness.connected();
      CODES.forEach((code, told) -> {
        if (!FuturesErrors.restricts(code)) {
          harness.sink.clear();
          NewOrder order = FuturesHarness.limit("tf-s" + code, Side.BUY, "0.010", "40000", false);
          refuse(harness, code);
          harness.submit(order);
          assertThat(outcome(harness, order, code, told.meaning()))
              .as("code %s", code)
              .contains(told.words());
          if (code == AccountMode.WRONG_MODE) {
            harness.sink.await(VenueEvent.LinkStatus.class, VenueEvent.LinkStatus::up);
          }
        }
      });
      assertThat(harness.server().openOrders(harness.simulator.account())).isEmpty();
    }
  }

  private static void refuse(FuturesHarness harness, int code) {
    harness
        .server()
        .addFault(Fault.of(FaultKind.ERROR).on("order.place").times(1).with("code", code));
  }

  private static String outcome(FuturesHarness harness, NewOrder order, int code, Meaning meaning) {
    if (meaning == Meaning.UNKNOWN || meaning == Meaning.DUPLICATE) {
      return harness
          .sink
          .await(VenueEvent.OutcomeUnknown.class, e -> e.order().equals(order.id()))
          .why();
    }
    VenueEvent.Rejected rejected =
        harness.sink.await(VenueEvent.Rejected.class, e -> e.order().equals(order.id()));
    assertThat(rejected.code()).startsWith(Integer.toString(code));
    return rejected.why();
  }

  @ParameterizedTest
  @ValueSource(ints = {-2023, -4400})
  @Tag("integration")
  void restrictedAccountIsNotEnteredButReduced(int code) {
    try (var harness = new FuturesHarness()) {
      harness.connected();
      refuse(harness, code);
      harness.submit(FuturesHarness.limit("tf-r1", Side.BUY, "0.010", "40000", false));
      assertThat(harness.sink.await(VenueEvent.Rejected.class).why())
          .contains(Objects.requireNonNull(CODES.get(code)).words());

      harness.sink.clear();
      harness.submit(FuturesHarness.limit("tf-r2", Side.BUY, "0.010", "40000", false));
      assertThat(harness.sink.await(VenueEvent.Rejected.class).why())
          .contains("only reduce its positions");
      harness.submit(FuturesHarness.stop("tf-r3", Side.SELL, "0.010", "40000"));
      harness.sink.await(VenueEvent.Accepted.class, e -> e.order().value().equals("tf-r3"));
    }
  }

  @Test
  @Tag("integration")
  void keyThatIsNotTakenEndsEntriesUntilItIs() {
    try (var harness = new FuturesHarness()) {
      harness.connected();
      harness.sink.clear();
      refuse(harness, -2015);
      harness.submit(FuturesHarness.limit("tf-k1", Side.BUY, "0.010", "40000", false));
      assertThat(harness.sink.await(VenueEvent.LinkStatus.class).why())
          .contains("check key, secret and rights");
      harness.sink.await(VenueEvent.LinkStatus.class, VenueEvent.LinkStatus::up);
    }
  }

  @Test
  void everyRestrictionIsKnown() {
    assertThat(CODES.keySet().stream().filter(FuturesErrors::restricts))
        .containsExactlyInAnyOrder(-2023, -4400, -4401, -4402, -4403);
    CODES.forEach(
        (code, told) -> assertThat(ErrorCodes.keyTrouble(code)).as("code %s", code).isFalse());
  }
}
