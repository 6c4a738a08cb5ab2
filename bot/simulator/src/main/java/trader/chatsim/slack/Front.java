package trader.chatsim.slack;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The workspace's HTTP server: Web API, uploads and response addresses. */
final class Front implements AutoCloseable {
  static {
    // Without it a kept-alive connection waits 40 ms for the second half of each answer.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private static final String API = "/api/";
  private static final String UPLOAD = "/upload/v1/";
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Interactions interactions;
  private final Uploads uploads;
  private final Clock clock;
  private final Map<String, Deque<Fault>> faults = new ConcurrentHashMap<>();
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private @Nullable WebApi api;

  Front(Interactions interactions, Uploads uploads, Clock clock) {
    this.interactions = interactions;
    this.uploads = uploads;
    this.clock = clock;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException("no port on 127.0.0.1 is free", e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::serve);
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  void run(WebApi methods) {
    api = methods;
    server.start();
  }

  /** Every later call of the method meets the faults one after the other. */
  void fault(String method, Fault fault) {
    Deque<Fault> queue = faults.computeIfAbsent(method, _ -> new ArrayDeque<>());
    synchronized (queue) {
      queue.add(fault);
    }
  }

  List<Call> calls(String method) {
    return calls.stream().filter(call -> call.method().equals(method)).toList();
  }

  private void serve(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    byte[] body = exchange.getRequestBody().readAllBytes();
    try (exchange) {
      try {
        route(exchange, path, body);
      } catch (ApiFault e) {
        answer(exchange, 404, refusal(e).toString());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void route(HttpExchange exchange, String path, byte[] body)
      throws IOException, InterruptedException, ApiFault {
    if (path.startsWith(API)) {
      method(exchange, path.substring(API.length()), body);
    } else if (path.startsWith(UPLOAD)) {
      uploads.receive(path.substring(UPLOAD.length()), body);
      answer(exchange, 200, "OK - " + body.length);
    } else {
      note("response_url", Map.of("body", new String(body, StandardCharsets.UTF_8)));
      if (!faulted(exchange, "response_url")) {
        interactions.respond(path, Json.parse(new String(body, StandardCharsets.UTF_8)));
        answer(exchange, 200, "ok");
      }
    }
  }

  private void method(HttpExchange exchange, String method, byte[] body)
      throws IOException, InterruptedException {
    Map<String, String> params = params(exchange, body);
    String header = Optional.ofNullable(header(exchange, "Authorization")).orElse("");
    String token =
        header.startsWith("Bearer ")
            ? header.substring("Bearer ".length())
            : params.getOrDefault("token", "");
    note(method, params);
    boolean loses = loses(method);
    if (!loses && faulted(exchange, method)) {
      return;
    }
    String answer;
    try {
      if (api == null) {
        throw new ApiFault("service_unavailable");
      }
      answer = api.call(method, params, token).toString();
    } catch (ApiFault e) {
      if (e.retryAfterSeconds() > 0) {
        limited(exchange, e.retryAfterSeconds());
        return;
      }
      answer = refusal(e).toString();
    }
    if (!loses) {
      exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
      answer(exchange, 200, answer);
    }
  }

  private boolean loses(String method) {
    Deque<Fault> queue = faults.get(method);
    if (queue == null) {
      return false;
    }
    synchronized (queue) {
      if (queue.peek() instanceof Fault.LoseAnswer) {
        queue.poll();
        return true;
      }
      return false;
    }
  }

  private boolean faulted(HttpExchange exchange, String method)
      throws IOException, InterruptedException {
    Deque<Fault> queue = faults.get(method);
    if (queue == null) {
      return false;
    }
    Fault next;
    synchronized (queue) {
      next = queue.poll();
    }
    switch (next) {
      case null -> {
        return false;
      }
      case Fault.Refuse refuse -> {
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        answer(exchange, 200, refusal(new ApiFault(refuse.error())).toString());
      }
      case Fault.Limit limit -> limited(exchange, limit.retryAfterSeconds());
      case Fault.Status status -> answer(exchange, status.status(), "upstream error");
      case Fault.Stall stall -> {
        Thread.sleep(stall.time());
        return false;
      }
      case Fault.LoseAnswer _ -> throw new IllegalStateException("handled before");
    }
    return true;
  }

  private static void limited(HttpExchange exchange, long seconds) throws IOException {
    exchange.getResponseHeaders().set("Retry-After", Long.toString(seconds));
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
    answer(exchange, 429, refusal(new ApiFault("ratelimited")).toString());
  }

  private static JsonNode refusal(ApiFault fault) {
    ObjectNode node = Json.object().put("ok", false).put("error", fault.error());
    if (!fault.details().isEmpty()) {
      fault.details().forEach(node.putObject("response_metadata").putArray("messages")::add);
    }
    return node;
  }

  private void note(String method, Map<String, String> params) {
    Map<String, String> shown = new HashMap<>(params);
    shown.remove("token");
    calls.add(new Call(clock.instant(), System.nanoTime(), method, Map.copyOf(shown)));
  }

  private static Map<String, String> params(HttpExchange exchange, byte[] body) {
    Map<String, String> params = new LinkedHashMap<>();
    String type = Optional.ofNullable(header(exchange, "Content-Type")).orElse("");
    String text = new String(body, StandardCharsets.UTF_8);
    if (type.startsWith("application/json")) {
      try {
        Json.parse(text)
            .forEachEntry((name, value) ->
                params.put(name, value.isString() ? value.asString() : value.toString()));
      } catch (ApiFault e) {
        params.clear();
      }
      return params;
    }
    for (String pair : text.split("&", -1)) {
      int at = pair.indexOf('=');
      if (at > 0) {
        params.put(decoded(pair.substring(0, at)), decoded(pair.substring(at + 1)));
      }
    }
    return params;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static @Nullable String header(HttpExchange exchange, String name) {
    return exchange.getRequestHeaders().getFirst(name);
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
