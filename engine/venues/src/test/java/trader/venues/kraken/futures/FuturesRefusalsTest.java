package trader.venues.kraken.futures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import trader.engine.core.VenueEvent;
import trader.engine.core.VenueOrder;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.Side;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;
import trader.venues.kraken.VenueFacts;
import trader.venues.net.RestAnswer;

/** Each refusal that the venue has, for an order, a cancel and a change: what the core is told. */
class FuturesRefusalsTest {
  private static final String FACTS = "kraken-futures.md";
  private static final String V3 = "POST /derivatives/api/v3/";

  /** Each error of a call by what it says of the order that it is about. */
  private static final Map<String, FuturesErrors.Meaning> ERRORS = new LinkedHashMap<>();

  static {
    ERRORS.put("invalidArgument: processBefore", FuturesErrors.Meaning.TOO_LATE);
    for (String refused :
        List.of(
            "requiredArgumentMissing",
            "invalidArgument: size",
            "invalidAmount",
            "invalidUnit",
            "Json Parse Error",
            "contractNotFound",
            "insufficientFunds",
            "INSUFFICIENT_MARGIN",
            "marketUnavailable",
            "unavailable",
            "Unavailable",
            "notFound",
            "apiLimitExceeded",
            "authenticationError",
            "accountInactive",
            "invalidAccount")) {
      ERRORS.put(refused, FuturesErrors.Meaning.REFUSED);
    }
    for (String unknown :
        List.of("nonceBelowThreshold", "nonceDuplicate", "Server Error", "unknownError")) {
      ERRORS.put(unknown, FuturesErrors.Meaning.UNKNOWN);
    }
  }

  private static RestAnswer.Refused refused(int status, String text) {
    return new RestAnswer.Refused(status, 0, text);
  }

  @Test
  void everyWordHasItsMeaningAndWordsForAnOperator() {
    ERRORS.forEach((error, meaning) -> {
      assertThat(FuturesErrors.meaning(refused(200, error))).as(error).isEqualTo(meaning);
      assertThat(FuturesErrors.meaning(refused(503, error)))
          .isEqualTo(FuturesErrors.Meaning.UNKNOWN);
      assertThat(Refusals.advice(error)).startsWith(error + ": ");
    });
    assertThat(Refusals.ofAnOrder())
        .allSatisfy(word -> assertThat(Refusals.advice(word)).startsWith(word + ": "));
    assertThat(Refusals.advice("somethingNew")).isEqualTo("somethingNew");
  }

  @Test
  void noWordOfTheVenuesFileIsLeftOut() {
    for (String error : VenueFacts.of(FACTS, "8.", "9.").firstColumn()) {
      String known = error.replace("<name>", "size");
      assertThat(ERRORS).as(error).containsKey(known);
    }
    assertThat(VenueFacts.of(FACTS, "5.", "6.").listFrom("invalidOrderType"))
        .allMatch(word ->
            Refusals.ofAnOrder().contains(word) || word.equals("clientOrderIdAlreadyExist"));
  }

  @Test
  @Tag("integration")
  void everyStatusOfAnOrderIsARejectionAndAnyOtherIsUnknown() {
    try (var harness = new FuturesHarness().connected()) {
      int number = 0;
      for (String word : Refusals.ofAnOrder()) {
        NewOrder order = FuturesHarness.limit("t-" + number++, Side.BUY, "0.02", harness.below(3));
        fail(harness, "sendorder", word);
        harness.submit(order);
        VenueEvent.Rejected rejected = harness.sink.await(VenueEvent.Rejected.class);
        assertThat(rejected.code()).isEqualTo(word);
        assertThat(rejected.why()).isEqualTo(Refusals.advice(word));
      }
      NewOrder twice = FuturesHarness.limit("t-twice", Side.BUY, "0.02", harness.below(3));
      fail(harness, "sendorder", "clientOrderIdAlreadyExist");
      harness.submit(twice);
      assertThat(harness.sink.await(VenueEvent.OutcomeUnknown.class).why()).contains("already");
      assertThat(harness.sink.all(VenueEvent.Rejected.class)).isEmpty();
      assertThat(harness.server.orders("main")).isEmpty();
    }
  }

  @Test
  @Tag("integration")
  void everyErrorOfAnOrderIsToldWithWhatItMeans() {
    try (var harness = new FuturesHarness().connected()) {
      int number = 0;
      for (Map.Entry<String, FuturesErrors.Meaning> error : ERRORS.entrySet()) {
        String text = error.getKey();
        if (text.equals("apiLimitExceeded")) {
          continue;
        }
        up(harness);
        fail(harness, "sendorder", text);
        String id = "t-" + number++;
        harness.submit(
            error.getValue() == FuturesErrors.Meaning.TOO_LATE
                ? FuturesHarness.limit(id, Side.BUY, "0.02", harness.below(3))
                : FuturesHarness.close(id, Side.SELL, "0.02"));
        if (error.getValue() == FuturesErrors.Meaning.UNKNOWN) {
          assertThat(harness.sink.await(VenueEvent.OutcomeUnknown.class).why())
              .isEqualTo(Refusals.advice(text));
          assertThat(harness.sink.all(VenueEvent.Rejected.class)).isEmpty();
        } else {
          VenueEvent.Rejected rejected = harness.sink.await(VenueEvent.Rejected.class);
          assertThat(rejected.code()).isEqualTo(text);
          assertThat(rejected.why()).startsWith(text + ": ");
        }
        if (Set.of("authenticationError", "accountInactive", "invalidAccount").contains(text)) {
          assertThat(harness.sink.await(VenueEvent.LinkStatus.class, link -> !link.up()).why())
              .isEqualTo(Refusals.advice(text));
        }
      }
      assertThat(harness.server.orders("main")).isEmpty();
    }
  }

  @Test
  @Tag("integration")
  void refusedCancelsAndChangesAreToldWithWhatTheyMean() {
    try (var harness = new FuturesHarness().connected()) {
      NewOrder resting = FuturesHarness.limit("t-rest", Side.BUY, "0.02", harness.below(3));
      harness.submit(resting);
      harness.sink.await(VenueEvent.Accepted.class);
      for (String word : List.of("notFound", "filled", "apiTrouble", "INSUFFICIENT_MARGIN")) {
        fail(harness, "cancelorder", word);
        harness.cancel(resting);
        assertThat(harness.sink.await(VenueEvent.CancelRejected.class).why())
            .isEqualTo(Refusals.advice(word));
      }
      for (String word :
          List.of("orderForEditNotFound", "orderForEditNotAStop", "invalidSize", "unavailable")) {
        fail(harness, "editorder", word);
        harness.replace(resting, "0.03", harness.below(3), null);
        assertThat(harness.sink.await(VenueEvent.ReplaceRejected.class).why())
            .isEqualTo(Refusals.advice(word));
      }
      for (String call : List.of("cancelorder", "editorder")) {
        fail(harness, call, "unknownError");
        if (call.equals("cancelorder")) {
          harness.cancel(resting);
        } else {
          harness.replace(resting, "0.03", harness.below(3), null);
        }
        assertThat(harness.sink.await(VenueEvent.OutcomeUnknown.class).why())
            .isEqualTo(Refusals.advice("unknownError"));
      }
      harness.sink.clear();
      harness.query(resting);
      assertThat(harness.sink.await(VenueEvent.OrderFound.class).order().status())
          .isEqualTo(VenueOrder.Status.WORKING);
    }
  }

  @Test
  @Tag("integration")
  void closedVenueIsLeftAloneByEntriesAndNotByClosing() {
    try (var harness = new FuturesHarness().connected()) {
      fail(harness, "sendorder", "marketUnavailable");
      harness.submit(FuturesHarness.limit("t-1", Side.BUY, "0.02", harness.below(3)));
      harness.sink.await(VenueEvent.Rejected.class);
      harness.sink.clear();

      harness.submit(FuturesHarness.limit("t-2", Side.BUY, "0.02", harness.below(3)));
      harness.submit(FuturesHarness.close("t-3", Side.SELL, "0.02"));

      List<VenueEvent.Rejected> refused = harness.sink.await(VenueEvent.Rejected.class, 2);
      assertThat(refused.get(0).why()).contains("busy or closed");
      assertThat(refused.get(1).code()).isEqualTo("wouldNotReducePosition");
      assertThat(harness.server.witness().orderCount()).isEqualTo(2);
    }
  }

  @Test
  @Tag("integration")
  void usedUpLimitIsObeyedByOrdersAndCancels() {
    try (var harness = new FuturesHarness().connected()) {
      NewOrder first = FuturesHarness.limit("t-1", Side.BUY, "0.02", harness.below(3));
      fail(harness, "sendorder", "apiLimitExceeded");
      harness.submit(first);
      assertThat(harness.sink.await(VenueEvent.Rejected.class).why())
          .isEqualTo(Refusals.advice("apiLimitExceeded"));
      harness.sink.clear();

      harness.submit(FuturesHarness.limit("t-2", Side.BUY, "0.02", harness.below(3)));
      harness.cancel(first);

      assertThat(harness.sink.await(VenueEvent.Rejected.class).code()).isEqualTo("not-sent");
      assertThat(harness.sink.await(VenueEvent.CancelRejected.class).why()).contains("silence");
      assertThat(harness.server.witness().orderCount()).isEqualTo(1);
    }
  }

  private static void fail(FuturesHarness harness, String call, String word) {
    harness.sink.clear();
    harness.server.addFault(
        Fault.of(FaultKind.ERROR).on(V3 + call).times(1).with("msg", word).with("status", 200));
  }

  private static void up(FuturesHarness harness) {
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(2))
        .until(() ->
            harness.sink.all(VenueEvent.LinkStatus.class).stream()
                .reduce((before, last) -> last)
                .map(VenueEvent.LinkStatus::up)
                .orElse(true));
  }
}
