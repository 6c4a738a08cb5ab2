package trader.bot.web;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import trader.redis.Json;

/** Listens to server-sent events as a browser does. */
final class EventStream implements AutoCloseable {
  private final HttpResponse<InputStream> answer;
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final Thread thread;
  private volatile boolean ended;

  private EventStream(HttpResponse<InputStream> answer) {
    this.answer = answer;
    this.thread = Thread.ofVirtual().start(this::read);
  }

  record Event(String name, String data) {
    JsonNode json() {
      return Json.mapper().readTree(data);
    }
  }

  static EventStream open(HttpClient client, URI address, String cookie) {
    try {
      HttpResponse<InputStream> answer =
          client.send(
              HttpRequest.newBuilder(address).header("Cookie", cookie).build(),
              HttpResponse.BodyHandlers.ofInputStream());
      return new EventStream(answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void read() {
    String name = "";
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("event: ")) {
          name = line.substring(7);
        } else if (line.startsWith("data: ")) {
          events.add(new Event(name, line.substring(6)));
        }
      }
    } catch (IOException e) {
      // The other side went away, which ends it too.
    }
    ended = true;
  }

  int status() {
    return answer.statusCode();
  }

  String type() {
    return answer.headers().firstValue("Content-Type").orElse("");
  }

  /** The first event like that; waits for it. */
  Event await(String name, Predicate<JsonNode> such) {
    return Awaitility.await()
        .until(
            () ->
                events.stream()
                    .filter(event -> event.name().equals(name) && such.test(event.json()))
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  long count(String name) {
    return events.stream().filter(event -> event.name().equals(name)).count();
  }

  boolean ended() {
    return ended;
  }

  @Override
  public void close() throws IOException {
    answer.body().close();
    thread.interrupt();
  }
}
