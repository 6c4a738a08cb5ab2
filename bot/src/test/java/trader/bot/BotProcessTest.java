package trader.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class BotProcessTest {

  private static Process start(String... options) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "trader.bot.Main"));
    command.addAll(List.of(options));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("REDIS_URL", "redis://127.0.0.1:9");
    return builder.start();
  }

  private static String firstLine(Process process) throws IOException {
    return String.valueOf(
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
            .readLine());
  }

  @Test
  void startsWithoutRedisPrintsItsAddressAndEndsWithItsInput() throws Exception {
    Process process = start("--port", "0", "--exit-with-stdin");
    try (HttpClient client = HttpClient.newHttpClient()) {
      String line = firstLine(process);
      assertThat(line).matches("bot=http://127\\.0\\.0\\.1:[0-9]+");
      HttpResponse<String> healthz =
          client.send(
              HttpRequest.newBuilder(URI.create(line.substring(4) + "/healthz")).build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(healthz.body()).isEqualTo("{\"status\":\"ok\"}");
      process.getOutputStream().close();
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void endsOnSigterm() throws Exception {
    Process process = start("--port", "0");
    try {
      assertThat(firstLine(process)).startsWith("bot=");
      process.destroy();
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void portInUseIsSaidInOneLine() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Process process = start("--port", Integer.toString(taken.getLocalPort()));
      try {
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
            .contains(
                "port "
                    + taken.getLocalPort()
                    + " is in use; --port or OPS_PORT chooses another, 0 any free one")
            .doesNotContain("\tat ");
      } finally {
        process.destroyForcibly();
      }
    }
  }
}
