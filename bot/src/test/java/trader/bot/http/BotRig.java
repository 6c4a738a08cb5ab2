package trader.bot.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import trader.bot.Bot;
import trader.bot.BotSettings;
import trader.commands.support.Rig;
import trader.redis.Json;

/** A bot on a real socket before a real Redis and an engine that stands in for the real one. */
final class BotRig implements AutoCloseable {
  private final HttpClient client = HttpClient.newHttpClient();
  private final Rig rig;
  private final Bot bot;

  BotRig(Path folder, Map<String, String> more) {
    rig = new Rig(folder);
    Map<String, String> environment = new HashMap<>(rig.environment());
    environment.putAll(more);
    bot = Bot.start(BotSettings.read(environment).withPort(0), environment, rig.clock());
  }

  Rig rig() {
    return rig;
  }

  String address() {
    return bot.address();
  }

  /** One answer; {@code cookie} is what it sets, without its attributes. */
  record Answer(int status, String type, String cookie, String body) {
    JsonNode json() {
      return Json.mapper().readTree(body);
    }
  }

  Answer get(String path) {
    return send("GET", path, "", Map.of());
  }

  /** With the token, and headers given as name, value, name, value. */
  Answer post(String path, String body, String... headers) {
    Map<String, String> all = new HashMap<>(Map.of("X-Ops-Token", Rig.OPS_TOKEN));
    for (int i = 0; i < headers.length; i += 2) {
      all.put(headers[i], headers[i + 1]);
    }
    return send("POST", path, body, all);
  }

  Answer send(String method, String path, String body, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(bot.address() + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    try {
      HttpResponse<String> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(
          response.statusCode(),
          response.headers().firstValue("Content-Type").orElse(""),
          response.headers().firstValue("Set-Cookie").orElse("").replaceFirst(";.*", ""),
          response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    bot.close();
    rig.close();
    client.close();
  }
}
