package trader.simulator.krakenfutures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import trader.simulator.client.VenueFile;
import trader.simulator.client.WsClient;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;
import trader.simulator.krakenfutures.QuietFutures.Answer;
import trader.simulator.matching.Side;

/** Everything that the file of facts about Kraken Futures names or shows is answered here. */
@Tag("integration")
class VenueFileTest {
  private static final String FACTS = "kraken-futures.md";
  private static final String V3 = "/derivatives/api/v3/";
  private static final String SEND = "POST " + V3 + "sendorder";
  private static final String BUY = "orderType=lmt symbol=PF_XBTUSD side=buy size=0.01 ";

  /** What each call of the file needs to be answered well. */
  private static final Map<String, String> PARAMETERS =
      Map.ofEntries(
          Map.entry("GET instruments", ""),
          Map.entry("GET instruments/status", ""),
          Map.entry("GET instruments/{symbol}/status", ""),
          Map.entry("GET orderbook", "symbol=PF_XBTUSD"),
          Map.entry("GET tickers", ""),
          Map.entry("GET history", "symbol=PF_XBTUSD"),
          Map.entry("POST sendorder", BUY + "limitPrice=57000 cliOrdId=eng-000017"),
          Map.entry("POST cancelorder", "cliOrdId=eng-000017"),
          Map.entry("POST cancelallorders", "symbol=pf_xbtusd"),
          Map.entry("POST cancelallordersafter", "timeout=60"),
          Map.entry("POST editorder", "cliOrdId=eng-000017 size=0.02"),
          Map.entry(
              "POST batchorder",
              "json={\"batchOrder\":[{\"order\":\"cancel\",\"cliOrdId\":\"x\"}]}"),
          Map.entry("GET openorders", ""),
          Map.entry("POST orders/status", "cliOrdIds=eng-000017"),
          Map.entry("GET fills", ""),
          Map.entry("GET openpositions", ""),
          Map.entry("GET accounts", ""),
          Map.entry("GET leveragepreferences", ""),
          Map.entry("PUT leveragepreferences", "symbol=PF_XBTUSD maxLeverage=5"),
          Map.entry("GET /api/history/v3/orders", ""),
          Map.entry("GET /api/history/v3/executions", ""),
          Map.entry("GET /api/history/v3/triggers", ""),
          Map.entry("GET /api/history/v3/account-log", ""),
          Map.entry("GET /derivatives/api/v4/historicalfundingrates", "symbol=PF_XBTUSD"));

  /** Orders that are wrong in one way, by the status or error that they get. */
  private static final Map<String, String> REFUSED =
      Map.ofEntries(
          Map.entry("invalidSize", BUY.replace("0.01", "0.00001") + "limitPrice=57000"),
          Map.entry("invalidPrice", BUY + "limitPrice=57000.5"),
          Map.entry("insufficientAvailableFunds", BUY.replace("0.01", "900") + "limitPrice=57000"),
          Map.entry("maxPositionViolation", BUY.replace("0.01", "90000") + "limitPrice=57000"),
          Map.entry("clientOrderIdTooLong", BUY + "limitPrice=57000 cliOrdId=" + "x".repeat(101)),
          Map.entry("outsidePriceCollar", BUY + "limitPrice=90000"),
          Map.entry("postWouldExecute", BUY.replace("lmt", "post") + "limitPrice=58700"),
          Map.entry("iocWouldNotExecute", BUY.replace("lmt", "ioc") + "limitPrice=57000"),
          Map.entry("wouldNotReducePosition", BUY + "limitPrice=57000 reduceOnly=true"),
          Map.entry("requiredArgumentMissing", BUY),
          Map.entry("invalidArgument: <name>", BUY + "limitPrice=abc"),
          Map.entry("contractNotFound", BUY.replace("PF_XBTUSD", "PI_XBTUSD") + "limitPrice=1"));

  private static final String FROM_MARGIN = "fromAccount=flex toAccount=cash unit=USD amount=";

  /** Transfers that are wrong in one way. */
  private static final Map<String, String> NOT_MOVED =
      Map.of(
          "invalidAccount", FROM_MARGIN.replace("cash", "none") + "1",
          "invalidUnit", FROM_MARGIN.replace("USD", "XBT") + "1",
          "invalidAmount", FROM_MARGIN + "0",
          "insufficientFunds", FROM_MARGIN + "99999999");

  @RegisterExtension private final QuietFutures venue = new QuietFutures(FuturesLimits.none());

  private static String[] form(String text) {
    return text.isEmpty() ? new String[0] : text.strip().split("[= ]", -1);
  }

  private Answer ask(String call, String parameters) {
    String method = call.substring(0, call.indexOf(' '));
    String path = call.substring(call.indexOf(' ') + 1).replace("{symbol}", "PF_XBTUSD");
    return venue.signed(
        method,
        path.startsWith("/") ? path : V3 + path,
        QuietFutures.encode(form(parameters)),
        "",
        null,
        QuietFutures.SECRET);
  }

  @Test
  void everyCallOfTheFileIsAnswered() {
    Set<String> named = calls(VenueFile.open(FACTS).between("4.", "8."));
    assertThat(named).hasSizeGreaterThan(20);

    for (String call : named) {
      assertThat(PARAMETERS).as("what it takes to try it").containsKey(call);
      Answer answer = ask(call, PARAMETERS.getOrDefault(call, ""));
      assertThat(answer.status()).as("%s: %s", call, answer).isEqualTo(200);
      assertThat(answer.text("/error")).as("%s: %s", call, answer).isEmpty();
    }
    assertThat(ask("POST transfer", FROM_MARGIN + "5").text("/result")).isEqualTo("success");
    assertThat(ask("PUT pnlpreferences", "symbol=PF_XBTUSD pnlPreference=USD").text("/result"))
        .isEqualTo("success");
    assertThat(ask("GET accounts", "").json().at("/accounts/cash/balances/usd").asInt())
        .isEqualTo(5);
    assertThat(venue.get("/api/charts/v1/trade/PF_XBTUSD/1m").json().has("candles")).isTrue();
  }

  /** The calls that stand in backticks: {@code GET/PUT name}, {@code GET a, /b}, with a query. */
  private static Set<String> calls(VenueFile file) {
    Set<String> all = new LinkedHashSet<>();
    for (String span : file.spans()) {
      if (!span.matches("(GET|POST|PUT)(/PUT)? [a-z/].*")) {
        continue;
      }
      String methods = span.substring(0, span.indexOf(' '));
      String[] paths = span.substring(span.indexOf(' ') + 1).split(", ", -1);
      for (String method : methods.split("/", -1)) {
        String first = paths[0].replaceFirst("\\?.*", "").replaceFirst("^api/", "/api/");
        all.add(method + " " + first);
        for (int i = 1; i < paths.length; i++) {
          boolean sibling = first.startsWith("/api/");
          String folder = sibling ? first.substring(0, first.lastIndexOf('/')) : "";
          all.add(method + " " + folder + paths[i]);
        }
      }
    }
    return all;
  }

  private String statusOrError(String parameters) {
    Answer answer = ask("POST sendorder", parameters);
    String status = answer.text("/sendStatus/status");
    return status.isEmpty() ? answer.text("/error") : status;
  }

  @Test
  void everyStatusOfAnOrderInTheFileCanBeHad() {
    List<String> named =
        VenueFile.open(FACTS).between("5.", "6.").spans().stream()
            .filter(span -> span.startsWith("invalidOrderType, "))
            .flatMap(span -> List.of(span.split(", ", -1)).stream())
            .toList();
    assertThat(named).hasSize(20);
    Map<String, Supplier<String>> causes =
        Map.of(
            "clientOrderIdAlreadyExist",
            () -> {
              statusOrError(BUY + "limitPrice=57000 cliOrdId=twice");
              return statusOrError(BUY + "limitPrice=57000 cliOrdId=twice");
            },
            "marketSuspended",
            () -> during("suspended"),
            "marketInactive",
            () -> during("postOnly"));

    for (String status : named) {
      Supplier<String> cause = causes.get(status);
      String parameters = REFUSED.get(status);
      String had =
          cause != null
              ? cause.get()
              : parameters != null ? statusOrError(parameters) : scripted(status);
      assertThat(had).as(status).isEqualTo(status);
    }
  }

  @Test
  void everyErrorOfTheFileCanBeHad() {
    Set<String> named = VenueFile.open(FACTS).between("8.", "9.").firstColumn();
    assertThat(named).hasSizeGreaterThan(18);

    for (String error : named) {
      String parameters = REFUSED.get(error);
      String transfer = NOT_MOVED.get(error);
      String had =
          parameters != null
              ? statusOrError(parameters)
              : transfer != null
                  ? ask("POST transfer", transfer).text("/error")
                  : error.equals("Json Parse Error")
                      ? ask("POST batchorder", "json={").text("/error")
                      : scripted(error);
      assertThat(had).as(error).startsWith(error.replace("<name>", ""));
    }
    assertThat(venue.server().orders("main")).isEmpty();
  }

  /** What no account here can cause is said where a fault wants it. */
  private String scripted(String word) {
    venue.server().addFault(Fault.of(FaultKind.ERROR).on(SEND).times(1).with("msg", word));
    return statusOrError(BUY + "limitPrice=57000");
  }

  private String during(String state) {
    venue.server().addFault(Fault.of(FaultKind.HALT).with("status", state));
    String had = statusOrError(BUY + "limitPrice=57000");
    venue.server().addFault(Fault.of(FaultKind.HALT).with("status", "trading"));
    return had;
  }

  @Test
  void everyExampleOfTheFileIsSaidHereWithAllThatItHas() {
    List<JsonNode> examples = VenueFile.open(FACTS).examples();
    assertThat(examples).hasSizeGreaterThan(25);

    List<JsonNode> said = everythingSaid();

    List<String> missing = new ArrayList<>();
    for (JsonNode example : examples) {
      String event = example.path("event").asString("");
      if (event.equals("subscribe") || example.has("api_key")) {
        continue;
      }
      Optional<String> nearest = Optional.of("anything like it");
      for (JsonNode message : said) {
        Optional<String> lacks = VenueFile.missing(example, message, Set.of());
        if (lacks.isEmpty()) {
          nearest = lacks;
          break;
        }
        if (lacks.get().chars().filter(c -> c == '.').count() > 1) {
          nearest = lacks;
        }
      }
      nearest.ifPresent(lack -> missing.add(lack + " of " + example));
    }
    assertThat(missing).isEmpty();
  }

  /** A session in which everything happens once, and all that the venue says in it. */
  private List<JsonNode> everythingSaid() {
    List<JsonNode> said = new ArrayList<>();
    WsClient feeds = venue.open();
    for (String feed : List.of("trade", "book", "ticker")) {
      feeds.send(
          "{\"event\":\"subscribe\",\"feed\":\"" + feed + "\",\"product_ids\":[\"PF_XBTUSD\"]}");
    }
    feeds.send("{\"event\":\"subscribe\",\"feed\":\"book\",\"product_ids\":[\"PF_NONE\"]}");
    feeds.send("{\"event\":\"dance\"}");
    ask("POST sendorder", BUY + "limitPrice=58000 cliOrdId=eng-000017");
    WsClient own = venue.privately("open_orders", "fills", "open_positions", "balances");

    List<String> calls =
        List.of(
            "POST sendorder " + BUY + "limitPrice=58400 cliOrdId=eng-000018",
            "POST sendorder " + BUY.replace("lmt", "ioc") + "limitPrice=58700 cliOrdId=eng-000019",
            "POST sendorder " + BUY.replace("lmt", "post") + "limitPrice=58700",
            "POST sendorder " + BUY.replace("0.01", "900") + "limitPrice=57000",
            "POST sendorder orderType=zzz symbol=PF_XBTUSD side=buy size=1",
            "POST editorder cliOrdId=eng-000018 size=0.02",
            "POST cancelorder cliOrdId=eng-000018",
            "GET openorders ",
            "GET fills ",
            "GET openpositions ",
            "GET accounts ",
            "GET instruments ",
            "GET instruments/PF_XBTUSD/status ",
            "GET orderbook symbol=PF_XBTUSD",
            "GET tickers ",
            "GET history symbol=PF_XBTUSD",
            "POST cancelallordersafter timeout=60",
            "GET /derivatives/api/v4/historicalfundingrates symbol=PF_XBTUSD",
            "POST cancelallorders ");
    for (String call : calls) {
      int at = call.indexOf(' ', call.indexOf(' ') + 1);
      keep(said, ask(call.substring(0, at), call.substring(at + 1)).json());
    }
    keep(said, venue.signed("GET", V3 + "accounts", "", "", null, "c2VjcmV0").json());
    venue.server().addFault(Fault.of(FaultKind.TOO_MANY_REQUESTS).times(1));
    keep(said, ask("GET accounts", "").json());
    ask("POST sendorder", BUY + "limitPrice=58400 cliOrdId=eng-000020");
    venue.print("58300", "1", Side.SELL);
    await().until(() -> own.messages().stream().anyMatch(m -> m.toString().contains("full_fill")));
    await().until(() -> QuietFutures.of(feeds, "book").size() > 1);
    venue.print("58300", "0.02", Side.SELL);
    await().until(() -> QuietFutures.of(feeds, "trade").size() > 1);
    await().until(() -> !QuietFutures.of(feeds, "ticker").isEmpty());
    said.addAll(feeds.messages());
    said.addAll(own.messages());
    return said;
  }

  /** An answer, and each element of the lists in it, which examples show alone. */
  private static void keep(List<JsonNode> said, JsonNode answer) {
    said.add(answer);
    for (JsonNode part : answer) {
      said.add(part);
      part.forEach(said::add);
    }
  }
}
