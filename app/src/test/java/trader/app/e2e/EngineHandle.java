package trader.app.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import trader.app.process.Child;
import trader.control.Acknowledgement;
import trader.control.EngineState;
import trader.redis.Json;

/** An engine process and its HTTP endpoints. */
final class EngineHandle implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration ANSWER = Duration.ofSeconds(5);

  /** A comparison may have to wait for the venue's limits. */
  private static final Duration COMPARISON = Duration.ofSeconds(30);

  static final List<String> JVM =
      List.of(
          "-XX:+UseSerialGC",
          "-Xmx512m",
          "-XX:TieredStopAtLevel=1",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");
  private final HttpClient client;
  private final Child process;
  private final String url;

  private EngineHandle(HttpClient client, Child process, String url) {
    this.client = client;
    this.process = process;
    this.url = url;
  }

  /** Starts one and waits until it serves. */
  static EngineHandle start(
      HttpClient client,
      String mainClass,
      List<String> arguments,
      Map<String, String> environment,
      Path errors) {
    return start(client, Launch.usual(), mainClass, arguments, environment, errors);
  }

  /** Starts one as that launch says, and waits until it serves. */
  static EngineHandle start(
      HttpClient client,
      Launch launch,
      String mainClass,
      List<String> arguments,
      Map<String, String> environment,
      Path errors) {
    Child process =
        Child.start(
            "engine", launch.jvm(), launch.classPath(), mainClass, arguments, environment, errors);
    try {
      return new EngineHandle(client, process, process.said("engine", START));
    } catch (IllegalStateException e) {
      System.out.println(Autopsy.of(process.pid(), errors));
      process.close();
      throw e;
    }
  }

  String url() {
    return url;
  }

  long pid() {
    return process.pid();
  }

  /** What it says of itself now; empty before it has said anything, or where it does not answer. */
  Optional<EngineState> state() {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/state")).timeout(ANSWER).build();
    try {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == 200
          ? Optional.of(Json.read(answer.body(), EngineState.class))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Stops it by its own endpoint, without Redis. */
  Acknowledgement kill(String token, String reason) {
    String answer =
        post("/kill", token, ANSWER, Json.write(Map.of("enabled", false, "reason", reason)));
    return Json.read(answer, Acknowledgement.class);
  }

  /** Has it compare its account with the venue's, and waits for what it says to that. */
  void reconcile(String token) {
    post("/reconcile/manual", token, COMPARISON, "{}");
  }

  private String post(String path, String token, Duration patience, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(patience)
            .header("X-Ops-Token", token)
            .header("X-Ops-Actor", "test")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new IllegalStateException(path + " answered " + answer.body());
      }
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Ends it by kill -9. */
  void killProcess() {
    process.kill();
  }

  @Override
  public void close() {
    process.close();
  }
}
