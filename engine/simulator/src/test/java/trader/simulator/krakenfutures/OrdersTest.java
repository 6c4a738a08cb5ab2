package trader.simulator.krakenfutures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trader.simulator.krakenfutures.QuietFutures.Answer;
import trader.simulator.matching.Side;

@Tag("integration")
class OrdersTest {
  @RegisterExtension final QuietFutures venue = new QuietFutures(FuturesLimits.none());

  @Test
  void restingOrderIsPlacedWithItsEvent() {
    Answer answer =
        venue.sendOrder(
            "symbol",
            "PF_XBTUSD",
            "side",
            "buy",
            "orderType",
            "lmt",
            "size",
            "0.01",
            "limitPrice",
            "58000",
            "cliOrdId",
            "eng-000017");
    assertThat(answer.text("/result")).isEqualTo("success");
    assertThat(answer.text("/sendStatus/status")).isEqualTo("placed");
    assertThat(answer.text("/sendStatus/cliOrdId")).isEqualTo("eng-000017");
    var event = answer.json().at("/sendStatus/orderEvents/0");
    assertThat(event.get("type").asString()).isEqualTo("PLACE");
    assertThat(event.at("/order/orderId").asString())
        .isEqualTo(answer.text("/sendStatus/order_id"))
        .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    assertThat(event.at("/order").toString())
        .contains(
            "\"type\":\"lmt\",\"symbol\":\"PF_XBTUSD\",\"side\":\"buy\",\"quantity\":0.01,"
                + "\"filled\":0,\"limitPrice\":58000,\"reduceOnly\":false");
    assertThat(event.get("reducedQuantity").isNull()).isTrue();
    assertThat(answer.text("/serverTime")).matches("\\d{4}-\\d\\d-\\d\\dT[0-9:]{8}\\.\\d{3}Z");
  }

  @Test
  void takingOrderTellsItsExecutionsAtOnce() {
    Answer answer =
        venue.sendOrder(
            "symbol",
            "pf_xbtusd",
            "side",
            "buy",
            "orderType",
            "ioc",
            "size",
            "0.01",
            "limitPrice",
            "58793");
    assertThat(answer.text("/sendStatus/status")).isEqualTo("placed");
    var event = answer.json().at("/sendStatus/orderEvents/0");
    assertThat(event.get("type").asString()).isEqualTo("EXECUTION");
    assertThat(event.get("amount").decimalValue()).isEqualByComparingTo("0.01");
    assertThat(event.at("/orderPriorExecution/filled").asInt()).isZero();
    assertThat(event.at("/orderPriorExecution/cliOrdId").isNull()).isTrue();
    assertThat(answer.json().at("/sendStatus/orderEvents").size()).isEqualTo(1);
  }

  @Test
  void postOrderThatWouldTakeIsRefusedWithinSuccess() {
    Answer answer =
        venue.sendOrder(
            "symbol",
            "PF_XBTUSD",
            "side",
            "buy",
            "orderType",
            "post",
            "size",
            "0.01",
            "limitPrice",
            "58600");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("/result")).isEqualTo("success");
    assertThat(answer.text("/sendStatus/status")).isEqualTo("postWouldExecute");
    assertThat(answer.text("/sendStatus/orderEvents/0/type")).isEqualTo("REJECT");
    assertThat(answer.text("/sendStatus/orderEvents/0/reason")).isEqualTo("POST_WOULD_EXECUTE");
    assertThat(answer.text("/sendStatus/orderEvents/0/uid"))
        .isEqualTo(answer.text("/sendStatus/order_id"));
  }

  @ParameterizedTest
  @CsvSource({
    "lmt, buy, 100, 58000, insufficientAvailableFunds",
    "lmt, buy, 0.00001, 58000, invalidSize",
    "lmt, buy, 0, 58000, invalidSize",
    "lmt, buy, 0.01, 58000.5, invalidPrice",
    "lmt, buy, 0.01, 70000, outsidePriceCollar",
    "lmt, sell, 0.01, 40000, outsidePriceCollar",
    "lmt, buy, 20000, 58000, maxPositionViolation",
    "ioc, buy, 0.01, 58000, iocWouldNotExecute",
    "fok, buy, 90, 58600, insufficientAvailableFunds",
    "fok, buy, 0.01, 58000, iocWouldNotExecute"
  })
  void refusalsAreStatuses(String type, String side, String size, String price, String status) {
    assertThat(
            venue.place(
                "orderType",
                type,
                "symbol",
                "PF_XBTUSD",
                "side",
                side,
                "size",
                size,
                "limitPrice",
                price))
        .isEqualTo(status);
  }

  @Test
  void clientIdIsGoodForOneOrderOnly() {
    assertThat(venue.limit("buy", "0.01", "58000", "a")).isEqualTo("placed");
    assertThat(venue.limit("buy", "0.01", "58000", "a")).isEqualTo("clientOrderIdAlreadyExist");
    venue.call("POST", "cancelorder", "cliOrdId", "a");
    assertThat(venue.limit("buy", "0.01", "58000", "a")).isEqualTo("clientOrderIdAlreadyExist");
    assertThat(venue.limit("buy", "0.01", "58000", "x".repeat(101)))
        .isEqualTo("clientOrderIdTooLong");
  }

  @Test
  void orderAgainstOnesOwnIsRefused() {
    assertThat(venue.limit("sell", "0.01", "58500", "post")).isEqualTo("placed");
    venue.limit("sell", "0.01", "58501", "own");
    String status = venue.limit("buy", "5", "58501", "take");
    assertThat(status).isIn("selfFill", "placed");
  }

  @Test
  void reduceOnlyWithoutAPositionIsRefused() {
    assertThat(
            venue.place(
                "orderType",
                "stp",
                "symbol",
                "PF_XBTUSD",
                "side",
                "sell",
                "size",
                "0.01",
                "stopPrice",
                "57000",
                "reduceOnly",
                "true"))
        .isEqualTo("wouldNotReducePosition");
  }

  @Test
  void stopWaitsShrinksWithItsPositionAndGoesWithIt() {
    venue.market("buy", "0.02", "in");
    Answer stop =
        venue.sendOrder(
            "orderType",
            "stp",
            "symbol",
            "PF_XBTUSD",
            "side",
            "sell",
            "size",
            "0.02",
            "stopPrice",
            "57000",
            "triggerSignal",
            "mark",
            "reduceOnly",
            "true",
            "cliOrdId",
            "stop");
    assertThat(stop.text("/sendStatus/status")).isEqualTo("placed");
    assertThat(stop.text("/sendStatus/orderEvents/0/orderTrigger/triggerSide"))
        .isEqualTo("trigger_below");
    var open = venue.call("GET", "openorders").json().at("/openOrders/0");
    assertThat(open.get("stopPrice").asInt()).isEqualTo(57000);
    assertThat(open.get("triggerSignal").asString()).isEqualTo("mark");
    assertThat(open.get("cli_ord_id").asString()).isEqualTo("stop");
    assertThat(open.has("limitPrice")).isFalse();
    assertThat(open.get("reduceOnly").asBoolean()).isTrue();
    venue.market("sell", "0.01", "half");
    assertThat(
            venue.call("GET", "openorders").json().at("/openOrders/0/unfilledSize").decimalValue())
        .isEqualByComparingTo("0.01");
    venue.market("sell", "0.01", "rest");
    assertThat(venue.call("GET", "openorders").json().get("openOrders").size()).isZero();
    assertThat(venue.call("GET", "orders/status", "cliOrdIds", "stop").text("/orders/0/status"))
        .isEqualTo("TRIGGER_ACTIVATION_FAILURE");
  }

  @Test
  void triggeredStopClosesThePosition() {
    venue.market("buy", "0.02", "in");
    venue.place(
        "orderType",
        "stp",
        "symbol",
        "PF_XBTUSD",
        "side",
        "sell",
        "size",
        "0.02",
        "stopPrice",
        "57000",
        "reduceOnly",
        "true",
        "cliOrdId",
        "stop");
    venue.print("56990", "0.01", Side.SELL);
    assertThat(venue.server().positions("main")).isEmpty();
    assertThat(venue.call("GET", "orders/status", "cliOrdIds", "stop").text("/orders/0/status"))
        .isEqualTo("FULLY_EXECUTED");
  }

  @Test
  void cancelSaysCancelledFilledOrNotFoundButNeverAnError() {
    venue.limit("buy", "0.01", "58000", "rests");
    venue.market("buy", "0.01", "done");
    Answer first = venue.call("POST", "cancelorder", "cliOrdId", "rests");
    assertThat(first.text("/cancelStatus/status")).isEqualTo("cancelled");
    assertThat(first.text("/cancelStatus/orderEvents/0/type")).isEqualTo("CANCEL");
    assertThat(venue.call("POST", "cancelorder", "cliOrdId", "rests").text("/cancelStatus/status"))
        .isEqualTo("notFound");
    assertThat(venue.call("POST", "cancelorder", "cliOrdId", "done").text("/cancelStatus/status"))
        .isEqualTo("filled");
    Answer unknown = venue.call("POST", "cancelorder", "order_id", "no-such");
    assertThat(unknown.text("/result")).isEqualTo("success");
    assertThat(unknown.text("/cancelStatus/status")).isEqualTo("notFound");
  }

  @Test
  void cancelAllTellsEveryOrderAndThenThatThereIsNone() {
    venue.limit("buy", "0.01", "58000", "a");
    venue.limit("buy", "0.01", "58001", "b");
    Answer answer = venue.call("POST", "cancelallorders", "symbol", "PF_XBTUSD");
    assertThat(answer.text("/cancelStatus/status")).isEqualTo("cancelled");
    assertThat(answer.json().at("/cancelStatus/cancelledOrders").size()).isEqualTo(2);
    answer = venue.call("POST", "cancelallorders");
    assertThat(answer.text("/cancelStatus/status")).isEqualTo("noOrdersToCancel");
    assertThat(answer.text("/cancelStatus/cancelOnly")).isEqualTo("all");
  }

  @Test
  void editChangesAnOrderInPlace() {
    venue.limit("buy", "0.01", "58000", "a");
    Answer answer =
        venue.call("POST", "editorder", "cliOrdId", "a", "size", "0.02", "limitPrice", "58010");
    assertThat(answer.text("/editStatus/status")).isEqualTo("edited");
    assertThat(answer.json().at("/editStatus/orderEvents/0/old/limitPrice").asInt())
        .isEqualTo(58000);
    assertThat(answer.json().at("/editStatus/orderEvents/0/new/limitPrice").asInt())
        .isEqualTo(58010);
    assertThat(
            venue
                .call("POST", "editorder", "cliOrdId", "a", "stopPrice", "57000")
                .text("/editStatus/status"))
        .isEqualTo("orderForEditNotAStop");
    assertThat(
            venue
                .call("POST", "editorder", "orderId", "none", "size", "1")
                .text("/editStatus/status"))
        .isEqualTo("orderForEditNotFound");
  }

  @Test
  void editMovesAStopThatNeverStopsWaiting() {
    venue.market("buy", "0.02", "in");
    venue.place(
        "orderType",
        "stp",
        "symbol",
        "PF_XBTUSD",
        "side",
        "sell",
        "size",
        "0.02",
        "stopPrice",
        "57000",
        "reduceOnly",
        "true",
        "cliOrdId",
        "stop");
    assertThat(
            venue
                .call("POST", "editorder", "cliOrdId", "stop", "stopPrice", "57500")
                .text("/editStatus/status"))
        .isEqualTo("edited");
    venue.print("57490", "0.01", Side.SELL);
    assertThat(venue.server().positions("main")).isEmpty();
  }

  @Test
  void batchAnswersEachOrderUnderItsTag() {
    String json =
        "{\"batchOrder\":[{\"order\":\"send\",\"order_tag\":\"1\",\"orderType\":\"lmt\","
            + "\"symbol\":\"PF_XBTUSD\",\"side\":\"buy\",\"size\":0.01,\"limitPrice\":58000,"
            + "\"cliOrdId\":\"a\"},{\"order\":\"cancel\",\"cliOrdId\":\"nothing\"},"
            + "{\"order\":\"send\",\"order_tag\":\"2\",\"orderType\":\"zzz\","
            + "\"symbol\":\"PF_XBTUSD\",\"side\":\"buy\",\"size\":1}]}";
    String body = QuietFutures.encode("json", json);
    Answer answer =
        venue.signed("POST", "/derivatives/api/v3/batchorder", "", body, null, QuietFutures.SECRET);
    assertThat(answer.text("/batchStatus/0/order_tag")).isEqualTo("1");
    assertThat(answer.text("/batchStatus/0/status")).isEqualTo("placed");
    assertThat(answer.text("/batchStatus/1/status")).isEqualTo("notFound");
    assertThat(answer.text("/batchStatus/2/status")).isEqualTo("invalid order type");
    assertThat(
            venue
                .signed(
                    "POST",
                    "/derivatives/api/v3/batchorder",
                    "",
                    "json=%7Bbroken",
                    null,
                    QuietFutures.SECRET)
                .text("/error"))
        .isEqualTo("Json Parse Error");
  }

  @Test
  void deadMansSwitchTakesStopsToo() {
    venue.market("buy", "0.02", "in");
    venue.limit("buy", "0.01", "58000", "rests");
    venue.place(
        "orderType",
        "stp",
        "symbol",
        "PF_XBTUSD",
        "side",
        "sell",
        "size",
        "0.02",
        "stopPrice",
        "57000",
        "reduceOnly",
        "true",
        "cliOrdId",
        "stop");
    Answer armed = venue.call("POST", "cancelallordersafter", "timeout", "1");
    assertThat(armed.text("/status/triggerTime")).endsWith("Z");
    await().until(() -> venue.server().openOrders("main").isEmpty());
    assertThat(venue.server().positions("main")).hasSize(1);
    assertThat(
            venue.call("POST", "cancelallordersafter", "timeout", "0").text("/status/triggerTime"))
        .isEqualTo("0");
  }

  @Test
  void badWordsAreErrorsWithoutAnOrder() {
    Answer type =
        venue.sendOrder("orderType", "zzz", "symbol", "PF_XBTUSD", "side", "buy", "size", "1");
    assertThat(type.status()).isEqualTo(400);
    assertThat(type.text("/status")).isEqualTo("BAD_REQUEST");
    assertThat(type.json().at("/errors/0/code").asInt()).isEqualTo(11);
    assertThat(type.text("/errors/0/message")).isEqualTo("invalid order type");
    assertThat(venue.sendOrder("orderType", "lmt").text("/error"))
        .startsWith("requiredArgumentMissing");
    assertThat(
            venue
                .sendOrder("orderType", "lmt", "symbol", "PF_NONE", "side", "buy", "size", "1")
                .text("/error"))
        .isEqualTo("contractNotFound");
    assertThat(
            venue
                .sendOrder("orderType", "lmt", "symbol", "PF_XBTUSD", "side", "up", "size", "1")
                .text("/error"))
        .isEqualTo("invalidArgument: side");
    assertThat(
            venue
                .sendOrder(
                    "orderType",
                    "lmt",
                    "symbol",
                    "PF_XBTUSD",
                    "side",
                    "buy",
                    "size",
                    "0.01",
                    "limitPrice",
                    "58000",
                    "processBefore",
                    "2020-01-01T00:00:00.000Z")
                .text("/error"))
        .isEqualTo("invalidArgument: processBefore");
    assertThat(venue.server().orders("main")).isEmpty();
  }
}
