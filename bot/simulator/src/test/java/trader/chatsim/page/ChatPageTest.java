package trader.chatsim.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import trader.chatsim.slack.FakeWorkspace;
import trader.chatsim.slack.WorkspaceOptions;

@Tag("integration")
class ChatPageTest {
  private final FakeWorkspace workspace =
      FakeWorkspace.start(WorkspaceOptions.strict(), Clock.systemUTC());
  private final ChatPage page = ChatPage.start(List.of(workspace.room()), 0);
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    client.shutdownNow();
    page.close();
    workspace.close();
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(page.address() + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void pageLoadsNothingFromElsewhere() throws Exception {
    for (String path : List.of("/", "/chat.js", "/chat.css")) {
      HttpResponse<String> answer = get(path);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).doesNotContain("http://", "https://");
      assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
          .contains("default-src 'none'");
    }
    assertThat(get("/api/rooms").body()).contains("slack").contains("alice");
    assertThat(get("/api/slack/places?user=U0ALICE").body()).contains("#trading");
    assertThat(get("/nothing").statusCode()).isEqualTo(404);
  }

  @Test
  void whatIsTypedIsSeenLive() throws Exception {
    HttpResponse<String> said =
        client.send(
            HttpRequest.newBuilder(URI.create(page.address() + "/api/slack/say"))
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "{\"user\":\"U0ALICE\",\"place\":\"C0DESK\",\"text\":\"/trader status\"}"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(said.statusCode()).isEqualTo(204);
    var stream =
        client.send(
            HttpRequest.newBuilder(
                    URI.create(page.address() + "/api/slack/live?user=U0ALICE&place=C0DESK"))
                .build(),
            HttpResponse.BodyHandlers.ofInputStream());
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).startsWith("data: ").contains("/trader status");
    }
  }

  @Test
  void anotherSitesNameIsRefused() throws Exception {
    URI address = URI.create(page.address());
    try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), address.getPort())) {
      socket
          .getOutputStream()
          .write(
              "GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 403");
    }
  }

  @Test
  void unknownDeedIsSaidPlainly() throws Exception {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(URI.create(page.address() + "/api/slack/dance"))
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("dance");
  }
}
