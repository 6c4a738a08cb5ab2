package trader.chatsim.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class FakeWorkspaceTest {
  private final WorkspaceOptions options = WorkspaceOptions.strict();
  private final FakeWorkspace workspace = FakeWorkspace.start(options, Clock.systemUTC());
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    client.close();
    workspace.close();
  }

  private HttpResponse<String> call(String method, String token, Map<String, String> params)
      throws Exception {
    String form =
        params.entrySet().stream()
            .map(entry ->
                entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return client.send(
        HttpRequest.newBuilder(URI.create(workspace.address() + "/api/" + method))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private String error(String method, Map<String, String> params) throws Exception {
    return call(method, options.botToken(), params)
        .body()
        .replaceAll(".*\"error\":\"([a-z_]+)\".*", "$1");
  }

  private static String sections(int count, int length) {
    return IntStream.range(0, count)
        .mapToObj(i ->
            "{\"type\":\"section\",\"text\":{\"type\":\"mrkdwn\",\"text\":\""
                + "x".repeat(length)
                + "\"}}")
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static Map<String, String> blocks(String blocks) {
    return Map.of("channel", "C0DESK", "text", "t", "blocks", blocks);
  }

  @Test
  void refusesWrongTokens() throws Exception {
    assertThat(call("chat.postMessage", "", Map.of()).body()).contains("not_authed");
    assertThat(call("chat.postMessage", "xoxb-other", Map.of()).body()).contains("invalid_auth");
    assertThat(call("apps.connections.open", options.botToken(), Map.of()).body())
        .contains("not_allowed_token_type");
  }

  @Test
  void refusesWhatSlackRefusesInMessages() throws Exception {
    assertThat(error("chat.postMessage", Map.of("channel", "C404", "text", "t")))
        .isEqualTo("channel_not_found");
    assertThat(error("chat.postMessage", Map.of("channel", "C0RANDOM", "text", "t")))
        .isEqualTo("not_in_channel");
    assertThat(error("chat.postMessage", Map.of("channel", "C0DESK"))).isEqualTo("no_text");
    assertThat(error("chat.postMessage", Map.of("channel", "C0DESK", "text", "x".repeat(40_001))))
        .isEqualTo("msg_too_long");
    assertThat(error("chat.postMessage", blocks(sections(51, 1)))).isEqualTo("invalid_blocks");
    assertThat(error("chat.postMessage", blocks(sections(1, 3_001)))).isEqualTo("invalid_blocks");
    assertThat(error("chat.postMessage", blocks(sections(1, 0)))).isEqualTo("invalid_blocks");
    assertThat(error("chat.postMessage", blocks(sections(5, 2_900))))
        .isEqualTo("msg_blocks_too_long");
    assertThat(error("chat.update", Map.of("channel", "C0DESK", "ts", "1.1", "text", "t")))
        .isEqualTo("message_not_found");
    assertThat(workspace.seenBy("U0ALICE", "C0DESK")).isEmpty();
  }

  @Test
  void refusesActionIdsThatAreNotUniqueAndValuesThatAreTooLong() throws Exception {
    String button =
        "{\"type\":\"button\",\"action_id\":\"%s\",\"value\":\"%s\","
            + "\"text\":{\"type\":\"plain_text\",\"text\":\"Go\"}}";
    String row = "[{\"type\":\"actions\",\"elements\":[%s]}]";
    String one = button.formatted("a", "v");
    assertThat(error("chat.postMessage", blocks(row.formatted(one + "," + one))))
        .isEqualTo("invalid_blocks");
    assertThat(
            error(
                "chat.postMessage",
                blocks(row.formatted(button.formatted("a", "v".repeat(2_001))))))
        .isEqualTo("invalid_blocks");
    assertThat(call("chat.postMessage", options.botToken(), blocks(row.formatted(one))).body())
        .contains("\"ok\":true");
  }

  @Test
  void takesOneMessageASecondInAChannel() throws Exception {
    Map<String, String> message = Map.of("channel", "C0DESK", "text", "t");
    assertThat(call("chat.postMessage", options.botToken(), message).statusCode()).isEqualTo(200);
    HttpResponse<String> second = call("chat.postMessage", options.botToken(), message);
    assertThat(second.statusCode()).isEqualTo(429);
    assertThat(second.headers().firstValue("Retry-After")).contains("1");
    assertThat(
            call(
                    "chat.postMessage",
                    options.botToken(),
                    Map.of("channel", "#trading-alerts", "text", "t"))
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void envelopeWaitsForAnAppThatIsNotThere() {
    Delivery waiting = workspace.type("U0ALICE", "C0DESK", "/trader", "status");
    assertThat(waiting.acknowledged()).isFalse();
  }

  @Test
  void limitsAreThoseOfTheOptions() {
    assertThat(options.ackWithin()).isEqualTo(Duration.ofSeconds(3));
    assertThat(options.toString()).doesNotContain(options.botToken());
  }
}
