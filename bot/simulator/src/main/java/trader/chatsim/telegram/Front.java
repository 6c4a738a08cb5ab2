package trader.chatsim.telegram;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** From a request to a method and back. */
final class Front {
  private static final Pattern PATH = Pattern.compile("/bot([^/]*)/([^/]+)");
  private static final Pattern TOKEN = Pattern.compile("[0-9]+:[A-Za-z0-9_-]{20,}");
  private final String token;
  private final Methods methods;
  private final ReentrantLock lock;
  private final Faults faults;
  private final List<String> calls = new CopyOnWriteArrayList<>();

  private record Answer(int status, String type, String body) {}

  Front(String token, Methods methods, ReentrantLock lock, Faults faults) {
    this.token = token;
    this.methods = methods;
    this.lock = lock;
    this.faults = faults;
  }

  List<String> calls() {
    return List.copyOf(calls);
  }

  void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Optional<Answer> answer = answer(exchange, body);
      if (answer.isPresent()) {
        byte[] bytes = answer.get().body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.get().type());
        exchange.sendResponseHeaders(answer.get().status(), bytes.length);
        exchange.getResponseBody().write(bytes);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The answer; empty where the connection is to end without one. */
  private Optional<Answer> answer(HttpExchange exchange, byte[] body) throws InterruptedException {
    String path = exchange.getRequestURI().getPath();
    try {
      Matcher call = PATH.matcher(path);
      if (!call.matches() || !TOKEN.matcher(call.group(1)).matches()) {
        throw new BotApiException(404, "Not Found");
      }
      if (!call.group(1).equals(token)) {
        throw new BotApiException(401, "Unauthorized");
      }
      String method = call.group(2);
      calls.add(method.toLowerCase(Locale.ROOT));
      Optional<Faults.Answer> fault = faults.meet(method);
      if (fault.isPresent()) {
        return faulty(fault.get(), path);
      }
      return Optional.of(json(200, result(method, params(exchange, body))));
    } catch (BotApiException e) {
      return Optional.of(json(e.code(), e.json()));
    }
  }

  private ObjectNode result(String method, Params params)
      throws BotApiException, InterruptedException {
    lock.lock();
    try {
      ObjectNode answer = Wire.object();
      answer.put("ok", true);
      answer.set("result", methods.call(method, params));
      return answer;
    } finally {
      lock.unlock();
    }
  }

  private static Optional<Answer> faulty(Faults.Answer fault, String path)
      throws BotApiException, InterruptedException {
    switch (fault) {
      case Faults.Answer.Refuse refuse -> throw refuse.error();
      case Faults.Answer.Page page -> {
        String html = "<html><body>" + page.status() + " at " + path + "</body></html>";
        return Optional.of(new Answer(page.status(), "text/html", html));
      }
      case Faults.Answer.Drop _ -> {
        return Optional.empty();
      }
      case Faults.Answer.Hang hang -> {
        hang.over().await();
        return Optional.empty();
      }
    }
  }

  private static Answer json(int status, ObjectNode body) {
    return new Answer(status, "application/json", body.toString());
  }

  private static Params params(HttpExchange exchange, byte[] body) throws BotApiException {
    String type =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type")).orElse("");
    if (type.startsWith("multipart/form-data")) {
      return Multipart.read(type, body);
    }
    String text = new String(body, StandardCharsets.UTF_8);
    if (type.startsWith("application/json")) {
      return Params.ofJson(
          Wire.read(text)
              .filter(JsonNode::isObject)
              .orElseThrow(
                  () -> BotApiException.badRequest("can't parse request: object expected")));
    }
    String query = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
    return Params.ofTexts(form(text.isEmpty() ? query : text), Map.of());
  }

  private static Map<String, String> form(String text) {
    Map<String, String> values = new HashMap<>();
    for (String pair : text.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        values.put(
            URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return values;
  }
}
