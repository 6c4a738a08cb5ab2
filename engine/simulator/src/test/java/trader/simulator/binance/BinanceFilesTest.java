package trader.simulator.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trader.simulator.Simulator;
import trader.simulator.SimulatorSettings;
import trader.simulator.client.ListedPrices;
import trader.simulator.client.Reply;
import trader.simulator.client.VenueClient;
import trader.simulator.client.WsClient;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;

/** Every endpoint, method, filter and error code of the two files of Binance, at the simulator. */
@Tag("integration")
class BinanceFilesTest {
  private static final Path FOLDER = Path.of("..", "..", "..", "shared", "venues");
  private static final Pattern ENDPOINT =
      Pattern.compile("(GET|POST|PUT|DELETE) (/(?:api|fapi|sapi)/[A-Za-z0-9/]+)");
  private static final Pattern METHOD = Pattern.compile("`([a-zA-Z]+\\.[a-zA-Z]+)`");
  private static final Pattern CODE = Pattern.compile("(?<![\\w-])-([1-5]\\d{3})(?!\\d)");
  private static final Pattern FILTER = Pattern.compile("\"filterType\":\"([A-Z_]+)\"");

  /** Retired, as the file says. */
  private static final String GONE = "/api/v3/userDataStream";

  /** What limits of requests and orders answer; their own tests try them. */
  private static final Set<Integer> OF_LIMITS = Set.of(-1003, -1015);

  private final Simulator simulator =
      Simulator.start(
          SimulatorSettings.defaults()
              .withLimits(Limits.none())
              .withVenues(Set.of(Simulator.BINANCE_FUTURES))
              .withPrices(ListedPrices.quietAt("58500.00"))
              .withHistoryFraction(0.5));

  @AfterEach
  void stop() {
    simulator.close();
  }

  private static String text(String name) throws IOException {
    Path file = FOLDER.resolve(name);
    assumeTrue(Files.isReadable(file), name + " is not beside the checkout");
    return Files.readString(file);
  }

  private VenueClient client(String venue) {
    return new VenueClient(
        "127.0.0.1:" + simulator.venue(venue).port(), simulator.apiKey(), simulator.apiSecret());
  }

  private static Set<String> named(Pattern pattern, String text, int group) {
    Set<String> all = new TreeSet<>();
    for (Matcher each = pattern.matcher(text); each.find(); ) {
      all.add(each.group(group));
    }
    return all;
  }

  @ParameterizedTest
  @CsvSource({"binance-spot.md,binance-spot", "binance-futures.md,binance-futures"})
  void everyEndpointIsServed(String file, String venue) throws IOException {
    VenueClient client = client(venue);
    Set<String> missing = new TreeSet<>();
    Matcher endpoint = ENDPOINT.matcher(text(file));
    while (endpoint.find()) {
      Reply reply = client.signed(endpoint.group(1), endpoint.group(2));
      if (reply.status() == 404 && !endpoint.group(2).equals(GONE)) {
        missing.add(endpoint.group());
      }
    }
    assertThat(missing).isEmpty();
    client.close();
  }

  @Test
  void everyMethodOfTheWebSocketApiIsServed() throws IOException {
    VenueClient client = client(Simulator.SPOT);
    WsClient socket = client.open("/ws-api/v3");
    Matcher line =
        Pattern.compile("^Methods (.*)$", Pattern.MULTILINE).matcher(text("binance-spot.md"));
    assertThat(line.find()).isTrue();
    for (String method : named(METHOD, line.group(1), 1)) {
      socket.send(client.wsSigned(method, method));
      assertThat(socket.awaitId(method).path("error").path("code").asInt())
          .as(method)
          .isNotEqualTo(-1020);
    }
    WsClient futures = client(Simulator.BINANCE_FUTURES).open("/ws-fapi/v1");
    for (String method :
        Set.of("order.place", "order.modify", "order.cancel", "order.status", "algoOrder.place")) {
      futures.send(client.wsSigned(method, method));
      assertThat(futures.awaitId(method).path("error").path("code").asInt())
          .as(method)
          .isEqualTo(-1102);
    }
    client.close();
  }

  @ParameterizedTest
  @CsvSource({
    "binance-spot.md,binance-spot,/api/v3",
    "binance-futures.md,binance-futures,/fapi/v1"
  })
  void everyFilterIsListed(String file, String venue, String base) throws IOException {
    VenueClient client = client(venue);
    String listed = client.get(base + "/exchangeInfo").body();
    assertThat(named(FILTER, listed, 1)).containsAll(named(FILTER, text(file), 1));
    client.close();
  }

  @ParameterizedTest
  @CsvSource({
    "binance-spot.md,binance-spot,/api/v3",
    "binance-futures.md,binance-futures,/fapi/v1"
  })
  void everyErrorCanBeCaused(String file, String venue, String base) throws IOException {
    VenueClient client = client(venue);
    for (String each : named(CODE, text(file), 1)) {
      int code = -Integer.parseInt(each);
      if (!OF_LIMITS.contains(code)) {
        assertThat(KnownErrors.codes()).contains(code);
        simulator
            .venue(venue)
            .addFault(Fault.of(FaultKind.ERROR).on("*/ping").times(1).with("code", code));
        Reply reply = client.get(base + "/ping");
        assertThat(reply.code()).isEqualTo(code);
        assertThat(reply.msg()).isNotBlank();
        assertThat(reply.status()).isEqualTo(KnownErrors.of(code).status());
      }
    }
    client.close();
  }
}
