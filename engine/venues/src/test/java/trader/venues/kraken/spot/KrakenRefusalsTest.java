package trader.venues.kraken.spot;

import static org.assertj.core.api.Assertions.assertThat;
import static trader.venues.kraken.spot.KrakenErrors.Meaning.CALL_LIMIT;
import static trader.venues.kraken.spot.KrakenErrors.Meaning.PAIR_LIMIT;
import static trader.venues.kraken.spot.KrakenErrors.Meaning.REFUSED;
import static trader.venues.kraken.spot.KrakenErrors.Meaning.TOO_LATE;
import static trader.venues.kraken.spot.KrakenErrors.Meaning.UNKNOWN;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import trader.engine.core.VenueEvent;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.OrderType;
import trader.engine.core.orders.Purpose;
import trader.engine.core.orders.Side;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;
import trader.venues.kraken.VenueFacts;

/** Each error that the venue has, for an order, a cancel and a change: what the core is told. */
class KrakenRefusalsTest {
  private static final Map<String, KrakenErrors.Meaning> ERRORS = new LinkedHashMap<>();

  static {
    ERRORS.put("EService:Deadline elapsed", TOO_LATE);
    ERRORS.put("EAPI:Invalid key", REFUSED);
    ERRORS.put("EAPI:Invalid signature", REFUSED);
    ERRORS.put("EGeneral:Permission denied", REFUSED);
    ERRORS.put("EAPI:Invalid nonce", UNKNOWN);
    ERRORS.put("EOrder:Rate limit exceeded", PAIR_LIMIT);
    ERRORS.put("EGeneral:Invalid arguments[:field]", REFUSED);
    ERRORS.put("EGeneral:Unknown method", REFUSED);
    ERRORS.put("EGeneral:Internal error", UNKNOWN);
    ERRORS.put("EDatabase:Internal error", UNKNOWN);
    ERRORS.put("EService:Unavailable", UNKNOWN);
    ERRORS.put("EService:Busy", UNKNOWN);
    ERRORS.put("EService:Market in cancel_only mode", REFUSED);
    ERRORS.put("EService:Market in post_only mode", REFUSED);
    ERRORS.put("EService:Market in limit_only mode", REFUSED);
    ERRORS.put("EOrder:Insufficient funds", REFUSED);
    ERRORS.put("EOrder:Insufficient margin", REFUSED);
    ERRORS.put("EOrder:Margin allowance exceeded", REFUSED);
    ERRORS.put("EOrder:Order minimum not met", REFUSED);
    ERRORS.put("EOrder:Cost minimum not met", REFUSED);
    ERRORS.put("EOrder:Invalid price", REFUSED);
    ERRORS.put("EOrder:Tick size check failed", REFUSED);
    ERRORS.put("EOrder:Orders limit exceeded", REFUSED);
    ERRORS.put("EOrder:Positions limit exceeded", REFUSED);
    ERRORS.put("EOrder:Unknown order", REFUSED);
    ERRORS.put("EOrder:Reduce only:...", REFUSED);
    ERRORS.put("EOrder:Trading agreement required", REFUSED);
    ERRORS.put("ETrade:Locked", REFUSED);
    ERRORS.put("ETrade:User Locked", REFUSED);
    ERRORS.put("EQuery:Unknown asset pair", REFUSED);
    ERRORS.put("EQuery:Unknown asset", REFUSED);
    ERRORS.put("ESession:Invalid session", REFUSED);
    ERRORS.put("EOrder:Post only order", REFUSED);
  }

  private static final Map<String, KrakenErrors.Meaning> SILENCING =
      Map.of(
          "EAPI:Rate limit exceeded", CALL_LIMIT,
          "EService: Throttled: <t>", CALL_LIMIT,
          "EGeneral:Too many requests", CALL_LIMIT,
          "EGeneral:Temporary lockout", CALL_LIMIT);

  private static String wire(String error) {
    return error.replace("[:field]", ":volume").replace("<t>", "1718000000").replace("...", "none");
  }

  @Test
  void everyErrorHasItsMeaningAndWordsForAnOperator() {
    ERRORS.forEach((error, meaning) -> {
      assertThat(KrakenErrors.meaning(wire(error))).as(error).isEqualTo(meaning);
      assertThat(ErrorAdvice.of(wire(error))).startsWith(wire(error) + ": ");
    });
    SILENCING.forEach((error, meaning) -> {
      assertThat(KrakenErrors.meaning(wire(error))).as(error).isEqualTo(meaning);
      assertThat(ErrorAdvice.of(wire(error))).startsWith(wire(error) + ": ");
    });
    assertThat(ErrorAdvice.of("EFoo:New")).isEqualTo("EFoo:New");
  }

  @Test
  void noErrorOfTheVenuesFileIsLeftOut() {
    for (String error : VenueFacts.of("kraken-spot.md", "7.", "8.").firstColumn()) {
      String whole = error.startsWith("...") ? "EService:Market in" + error.substring(3) : error;
      assertThat(ERRORS.containsKey(whole) || SILENCING.containsKey(whole)).as(whole).isTrue();
    }
  }

  @Test
  @Tag("integration")
  void everyErrorOfAnOrderACancelAndAChangeIsToldWithWhatItMeans() {
    try (var harness = new KrakenHarness()) {
      harness.connected();
      NewOrder resting = KrakenHarness.limit("tb-rest", Side.BUY, "0.01", "50000");
      harness.submit(resting);
      harness.sink.await(VenueEvent.Accepted.class);
      int number = 0;
      for (Map.Entry<String, KrakenErrors.Meaning> error : ERRORS.entrySet()) {
        String text = wire(error.getKey());
        order(harness, "tb-" + number++, text, error.getValue());
        change(harness, resting, text, error.getValue());
      }
      assertThat(harness.openOrders()).hasSize(1);
      assertThat(harness.kraken.witness().orderCount()).isEqualTo(ERRORS.size() + 1);
    }
  }

  private static void order(
      KrakenHarness harness, String id, String text, KrakenErrors.Meaning meaning) {
    up(harness);
    Purpose purpose = meaning == TOO_LATE ? Purpose.ENTRY : Purpose.CLOSE;
    NewOrder order =
        KrakenHarness.order(id, Side.SELL, OrderType.LIMIT, purpose, "0.01", "90000", null, false);
    fail(harness, "add_order", text);
    harness.submit(order);
    if (meaning == UNKNOWN) {
      assertThat(harness.sink.await(VenueEvent.OutcomeUnknown.class).why())
          .isEqualTo(ErrorAdvice.of(text));
      assertThat(harness.sink.count(VenueEvent.Rejected.class)).as(text).isZero();
    } else {
      VenueEvent.Rejected rejected = harness.sink.await(VenueEvent.Rejected.class);
      assertThat(rejected.code()).isEqualTo(KrakenErrors.code(text));
      assertThat(rejected.why()).startsWith(text + ": ");
      assertThat(harness.sink.count(VenueEvent.OutcomeUnknown.class)).as(text).isZero();
    }
    reconnected(harness, text);
  }

  private static void change(
      KrakenHarness harness, NewOrder resting, String text, KrakenErrors.Meaning meaning) {
    up(harness);
    fail(harness, "cancel_order", text);
    harness.cancel(resting);
    if (meaning == UNKNOWN) {
      harness.sink.await(VenueEvent.OutcomeUnknown.class);
    } else {
      assertThat(harness.sink.await(VenueEvent.CancelRejected.class).why())
          .isEqualTo(ErrorAdvice.of(text));
    }
    reconnected(harness, text);
    up(harness);
    fail(harness, "amend_order", text);
    harness.replace(resting, "0.02", "50000", null);
    if (meaning == UNKNOWN) {
      harness.sink.await(VenueEvent.OutcomeUnknown.class);
    } else {
      assertThat(harness.sink.await(VenueEvent.ReplaceRejected.class).why())
          .isEqualTo(ErrorAdvice.of(text));
    }
    reconnected(harness, text);
  }

  private static void fail(KrakenHarness harness, String call, String text) {
    harness.sink.clear();
    harness.fault(Fault.of(FaultKind.ERROR).on(call).times(1).with("msg", text));
  }

  /** What ends the session makes the link go down with the reason, and come back by itself. */
  private static void reconnected(KrakenHarness harness, String text) {
    if (KrakenErrors.endsSession(text)) {
      assertThat(harness.sink.await(VenueEvent.LinkStatus.class, link -> !link.up()).why())
          .isEqualTo(ErrorAdvice.of(text));
    }
  }

  private static void up(KrakenHarness harness) {
    Awaitility.await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(2))
        .until(() ->
            harness.sink.all(VenueEvent.LinkStatus.class).stream()
                .reduce((first, last) -> last)
                .map(VenueEvent.LinkStatus::up)
                .orElse(true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"EAPI:Rate limit exceeded", "EGeneral:Too many requests"})
  @Tag("integration")
  void errorThatAsksForSilenceIsObeyedByOrdersAndCancels(String error) {
    try (var harness = new KrakenHarness()) {
      harness.connected();
      NewOrder first = KrakenHarness.limit("tb-1", Side.BUY, "0.01", "50000");
      fail(harness, "add_order", error);
      harness.submit(first);
      assertThat(harness.sink.await(VenueEvent.Rejected.class).why())
          .isEqualTo(ErrorAdvice.of(error));
      harness.sink.clear();

      harness.submit(KrakenHarness.limit("tb-2", Side.BUY, "0.01", "50000"));
      harness.cancel(first);

      assertThat(harness.sink.await(VenueEvent.Rejected.class).code()).isEqualTo("rate-limited");
      assertThat(harness.sink.await(VenueEvent.CancelRejected.class).why()).contains("silence");
      assertThat(harness.kraken.witness().orderCount()).isEqualTo(1);
    }
  }
}
