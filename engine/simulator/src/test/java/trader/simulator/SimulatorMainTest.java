package trader.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The command as a process of its own. */
@Tag("integration")
class SimulatorMainTest {
  private static Process start(String... args) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                SimulatorMain.class.getName()));
    command.addAll(List.of(args));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  private static Map<String, String> announced(Process process) throws IOException {
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    Map<String, String> lines = new TreeMap<>();
    for (String line = out.readLine();
        line != null && !lines.containsKey("prices");
        line = out.readLine()) {
      int equals = line.indexOf('=');
      if (equals > 0 && line.indexOf(' ') != 0 && !line.contains("DEBUG")) {
        lines.put(line.substring(0, equals), line.substring(equals + 1));
      }
      if (lines.containsKey("prices")) {
        return lines;
      }
    }
    return lines;
  }

  @Test
  void addressAndKeyAreAnnouncedAndTheEndOfInputEndsIt() throws IOException, InterruptedException {
    Process process = start("--seed", "7", "--exit-with-stdin");
    try {
      Map<String, String> lines = announced(process);
      assertThat(lines)
          .containsKeys(
              "binance-spot", "binance-futures", "kraken-spot", "key", "secret", "prices");
      assertThat(lines.get("binance-spot")).startsWith("http://127.0.0.1:");
      assertThat(lines.get("secret")).matches("[A-Za-z0-9+/]+=*");
      assertThat(lines.get("prices")).contains("generated with seed 7");
      try (HttpClient http = HttpClient.newHttpClient()) {
        URI ping = URI.create(lines.get("binance-spot") + "/api/v3/ping");
        assertThat(http.send(HttpRequest.newBuilder(ping).build(), BodyHandlers.ofString()).body())
            .isEqualTo("{}");
      }
      process.getOutputStream().close();
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT"})
  void signalEndsItWithZero(String signal) throws IOException, InterruptedException {
    Process process = start("--seed", "7");
    try {
      assertThat(announced(process)).containsKey("binance-spot");
      new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  private static int run(StringWriter err, String... args) {
    return new CommandLine(new SimulatorMain())
        .setErr(new PrintWriter(err, true))
        .setOut(new PrintWriter(new StringWriter(), true))
        .execute(args);
  }

  @Test
  void wrongWordsAndDamagedDataAreRefused(@TempDir Path folder) throws IOException {
    StringWriter err = new StringWriter();
    assertThat(run(err, "--colour", "green")).isEqualTo(2);
    Path data = Files.writeString(folder.resolve("d.csv"), "time,price,qty\n1,x,1\n");
    assertThat(run(err, "--data", data.toString())).isEqualTo(1);
    assertThat(run(err, "--data", data.toString(), "--seed", "1")).isEqualTo(1);
    assertThat(run(err, "--seed", "1", "--speed", "0")).isEqualTo(1);
    assertThat(err.toString())
        .contains("d.csv, line 2: price is not a number: 'x'")
        .contains("choose one")
        .contains("the speed must be in");
  }
}
