package trader.bot.web;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A headless Chromium of this machine, spoken to over its DevTools protocol. */
final class Chromium implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("DevTools listening on (ws://\\S+)");
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private final Process process;
  private final HttpClient client;
  private final DevTools tools;

  private Chromium(Process process, HttpClient client, DevTools tools) {
    this.process = process;
    this.client = client;
    this.tools = tools;
  }

  /** Where it is installed; empty where it is not. */
  static Optional<Path> installed() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .flatMap(folder ->
            Stream.of("chromium", "chromium-browser", "google-chrome")
                .map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Starts it with a profile of its own, and without a way to anything but this machine. */
  static Chromium start(Path binary, Path profile) throws IOException {
    Process process =
        new ProcessBuilder(
                List.of(
                    binary.toString(),
                    "--headless=new",
                    "--remote-debugging-port=0",
                    "--user-data-dir=" + profile,
                    // A container has no user namespaces, and a test opens its own pages only.
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-dev-shm-usage",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--no-first-run",
                    "--no-default-browser-check",
                    "--hide-scrollbars",
                    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                    "about:blank"))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    HttpClient client = HttpClient.newHttpClient();
    return new Chromium(process, client, DevTools.connect(client, address(process)));
  }

  private static URI address(Process process) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
    StringBuilder said = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      said.append(line).append('\n');
      Matcher matcher = ADDRESS.matcher(line);
      if (matcher.find()) {
        // What it goes on to say must not fill the pipe.
        Thread.ofVirtual().start(() -> lines.lines().forEach(_ -> {}));
        return URI.create(matcher.group(1));
      }
    }
    process.destroyForcibly();
    throw new IllegalStateException("chromium ended without listening:\n" + said);
  }

  /** A new empty tab that shares no cookie with another. */
  Tab tab() {
    return Tab.open(tools);
  }

  @Override
  public void close() {
    tools.close();
    client.shutdownNow();
    List<ProcessHandle> all =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    process.destroy();
    // Those that it started still write to the profile for a moment.
    for (ProcessHandle one : all) {
      one.onExit()
          .completeOnTimeout(one, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
          .thenAccept(ProcessHandle::destroyForcibly)
          .join();
    }
  }
}
