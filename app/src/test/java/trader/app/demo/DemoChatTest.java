package trader.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trader.redis.Json;

/** The demo's chats as a person uses them: by the page on which one types. */
@Tag("integration")
class DemoChatTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  @TempDir private Path directory;
  private final HttpClient http = HttpClient.newHttpClient();

  @SuppressWarnings("NullAway.Init") // set before each test
  private Process demo;

  @BeforeEach
  void start() {
    demo = DemoTest.start(directory, "--chat");
  }

  @AfterEach
  void stop() throws IOException, InterruptedException {
    demo.getOutputStream().close();
    if (!demo.waitFor(30, TimeUnit.SECONDS)) {
      demo.destroyForcibly();
    }
    http.close();
  }

  @Test
  void haltTypedInSlackIsConfirmedThereAndTelegramAnswersToo() throws Exception {
    String page = said("page");
    await().atMost(PATIENCE).until(() -> out().contains("Ctrl-C ends everything"));

    say(page, "slack", "U0ALICE", "C0DESK", "/mode halt typed in Slack");
    shows(page, "slack", "U0BOB", "C0DESK", "HALTED", "confirmed at");
    say(page, "slack", "U0MALLORY", "C0DESK", "/mode auto I am nobody");
    say(page, "telegram", "1001", "1001", "/status");
    shows(page, "telegram", "1001", "1001", "HALTED", "mode is halt");
    say(page, "telegram", "1002", "1002", "/whoami");
    shows(page, "telegram", "1002", "1002", "bob", "approver");
  }

  private String out() throws IOException {
    return Files.readString(directory.resolve("out"));
  }

  private String said(String name) throws IOException {
    await().atMost(PATIENCE).until(() -> out().contains("\n" + name + "="));
    return out()
        .lines()
        .filter(line -> line.startsWith(name + "="))
        .findFirst()
        .orElseThrow()
        .substring(name.length() + 1);
  }

  private void say(String page, String platform, String user, String place, String text)
      throws IOException, InterruptedException {
    String body = Json.write(Map.of("user", user, "place", place, "text", text));
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(page + "/api/" + platform + "/say"))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
  }

  /** Waits until that user sees all of it at that place. */
  private void shows(String page, String platform, String user, String place, String... texts)
      throws Exception {
    URI live = URI.create(page + "/api/" + platform + "/live?user=" + user + "&place=" + place);
    CompletableFuture<String> seen =
        CompletableFuture.supplyAsync(() -> {
          try {
            return awaitScreen(live, texts);
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("the page went away", e);
          }
        });
    assertThat(seen.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).contains(texts);
  }

  private String awaitScreen(URI live, String... texts) throws IOException, InterruptedException {
    var answer =
        http.send(HttpRequest.newBuilder(live).build(), HttpResponse.BodyHandlers.ofInputStream());
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      String last = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        last = line;
        if (java.util.Arrays.stream(texts).allMatch(line::contains)) {
          return line;
        }
      }
      return last;
    }
  }
}
