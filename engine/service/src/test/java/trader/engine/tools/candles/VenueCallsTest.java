package trader.engine.tools.candles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import trader.engine.venue.VenueName;

/** Calls within a venue's limits, at a server that says what it is told to. */
@Tag("integration")
class VenueCallsTest {
  private final Deque<Said> answers = new ArrayDeque<>();
  private final List<Duration> rests = new ArrayList<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private Instant now = Instant.parse("2026-01-01T00:00:20Z");
  private HttpServer server;

  private record Said(int status, Map<String, String> headers, String body) {}

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          Said said = answers.remove();
          byte[] body = said.body().getBytes(StandardCharsets.UTF_8);
          said.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
          exchange.sendResponseHeaders(said.status(), body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    client.close();
  }

  private String get(VenueName venue) throws CandleException, InterruptedException {
    VenueCalls calls =
        new VenueCalls(
            venue,
            client,
            () -> now,
            time -> {
              rests.add(time);
              now = now.plus(time);
            });
    URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/candles");
    return calls.get(uri).toString() + calls.get(uri);
  }

  private void say(int status, Map<String, String> headers, String body) {
    answers.add(new Said(status, headers, body));
  }

  @Test
  void limitThatIsMetIsWaitedForAsTheVenueSays() throws CandleException, InterruptedException {
    say(429, Map.of("Retry-After", "37"), "{}");
    say(200, Map.of(), "[1]");
    say(200, Map.of(), "[2]");
    assertThat(get(VenueName.BINANCE_SPOT)).isEqualTo("[1][2]");
    assertThat(rests).containsExactly(Duration.ofSeconds(37));
  }

  @Test
  void halfOfTheMinutesWeightIsLeftToOthers() throws CandleException, InterruptedException {
    say(200, Map.of("X-MBX-USED-WEIGHT-1M", "3000"), "[1]");
    say(200, Map.of("X-MBX-USED-WEIGHT-1M", "2"), "[2]");
    assertThat(get(VenueName.BINANCE_SPOT)).isEqualTo("[1][2]");
    assertThat(rests).containsExactly(Duration.ofSeconds(40));
  }

  @Test
  void krakensLimitComesInABodyAndItsPublicCallsAreSpaced()
      throws CandleException, InterruptedException {
    say(200, Map.of(), "{\"error\":[\"EAPI:Rate limit exceeded\"]}");
    say(200, Map.of(), "[1]");
    say(200, Map.of(), "[2]");
    assertThat(get(VenueName.KRAKEN_SPOT)).isEqualTo("[1][2]");
    assertThat(rests).containsExactly(Duration.ofSeconds(10), Duration.ofSeconds(2));
  }

  @Test
  void longBanIsToldAndNothingMoreIsAsked() {
    say(418, Map.of("Retry-After", "3600"), "{}");
    assertThatThrownBy(() -> get(VenueName.BINANCE_SPOT))
        .isInstanceOf(CandleException.class)
        .hasMessageContaining("418 until 2026-01-01T01:00:20Z");
    assertThat(rests).isEmpty();
  }

  @Test
  void refusalIsToldWithTheVenuesWords() {
    say(400, Map.of(), "{\"code\":-1121,\"msg\":\"Invalid symbol.\"}");
    assertThatThrownBy(() -> get(VenueName.BINANCE_SPOT))
        .hasMessageContaining("400")
        .hasMessageContaining("Invalid symbol.");
  }
}
