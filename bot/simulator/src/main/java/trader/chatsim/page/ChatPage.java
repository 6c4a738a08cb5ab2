package trader.chatsim.page;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import trader.chatsim.ChatRoom;

/** The page on which one types as a user of a fake platform, on loopback. */
public final class ChatPage implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final long LOOK_MILLIS = 100;
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " form-action 'none'; frame-ancestors 'none'; base-uri 'none'";
  private static final Map<String, String> FILES =
      Map.of(
          "/", "chat.html",
          "/chat.js", "chat.js",
          "/chat.css", "chat.css");
  private final Map<String, ChatRoom> rooms = new LinkedHashMap<>();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean closed;

  private ChatPage(List<ChatRoom> all, int port) throws IOException {
    all.forEach(room -> rooms.put(room.platform(), room));
    server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 0);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
  }

  /** Serves the rooms; port 0 takes any free one. */
  public static ChatPage start(List<ChatRoom> rooms, int port) {
    try {
      ChatPage page = new ChatPage(rooms, port);
      page.server.start();
      return page;
    } catch (IOException e) {
      throw new UncheckedIOException("port " + port + " of 127.0.0.1 cannot be used", e);
    }
  }

  /** Where it is, e.g. {@code http://127.0.0.1:4711}. */
  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Security-Policy", POLICY);
      exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      try {
        route(exchange, exchange.getRequestURI().getPath());
      } catch (IllegalArgumentException | JacksonException e) {
        answer(exchange, 400, "text/plain", String.valueOf(e.getMessage()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void route(HttpExchange exchange, String path) throws IOException, InterruptedException {
    if (!fromHere(exchange)) {
      answer(exchange, 403, "text/plain", "only for 127.0.0.1");
    } else if (FILES.containsKey(path)) {
      String name = Objects.requireNonNull(FILES.get(path));
      answer(exchange, 200, type(name), resource(name));
    } else if (path.equals("/api/rooms")) {
      json(exchange, rooms.values().stream().map(ChatPage::described).toList());
    } else {
      room(exchange, path.split("/", -1));
    }
  }

  /** Another site's name that leads here must not reach the page. */
  private boolean fromHere(HttpExchange exchange) {
    String host = exchange.getRequestHeaders().getFirst("Host");
    int port = server.getAddress().getPort();
    return ("127.0.0.1:" + port).equals(host) || ("localhost:" + port).equals(host);
  }

  private record Described(String platform, List<ChatRoom.Entry> users) {}

  private static Described described(ChatRoom room) {
    return new Described(room.platform(), room.users());
  }

  private void room(HttpExchange exchange, String[] path) throws IOException, InterruptedException {
    ChatRoom room = path.length == 4 && path[1].equals("api") ? rooms.get(path[2]) : null;
    if (room == null) {
      answer(exchange, 404, "text/plain", "nothing is here");
      return;
    }
    if (exchange.getRequestMethod().equals("POST")) {
      act(room, path[3], JSON.readTree(exchange.getRequestBody().readAllBytes()));
      answer(exchange, 204, "text/plain", "");
      return;
    }
    Map<String, String> query = query(exchange);
    String user = query.getOrDefault("user", "");
    switch (path[3]) {
      case "places" -> json(exchange, room.places(user));
      case "live" -> live(exchange, room, user, query.getOrDefault("place", ""));
      case "file" -> {
        byte[] bytes = room.file(query.getOrDefault("id", ""));
        boolean picture = bytes.length > 1 && bytes[1] == 'P';
        answer(exchange, 200, picture ? "image/png" : "text/plain; charset=utf-8", bytes);
      }
      default -> answer(exchange, 404, "text/plain", "nothing is here");
    }
  }

  private static void act(ChatRoom room, String what, JsonNode body) {
    String user = text(body, "user");
    switch (what) {
      case "say" -> room.say(user, text(body, "place"), text(body, "text"));
      case "press" ->
          room.press(user, text(body, "place"), text(body, "message"), text(body, "button"));
      case "submit" -> {
        Map<String, String> values = new HashMap<>();
        body.path("values").forEachEntry((name, value) -> values.put(name, value.asString("")));
        room.submit(user, text(body, "form"), values);
      }
      case "dismiss" -> room.dismiss(user, text(body, "form"));
      default -> throw new IllegalArgumentException("nothing is done by '" + what + "'");
    }
  }

  private static String text(JsonNode body, String name) {
    return body.path(name).asString("");
  }

  private record Screen(List<ChatRoom.Shown> messages, List<ChatRoom.Form> forms) {}

  private void live(HttpExchange exchange, ChatRoom room, String user, String place)
      throws IOException, InterruptedException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    String shown = "";
    int quiet = 0;
    while (!closed) {
      String now =
          JSON.writeValueAsString(new Screen(room.messages(user, place), room.forms(user)));
      if (!now.equals(shown) || quiet++ > 100) {
        exchange
            .getResponseBody()
            .write(("data: " + now + "\n\n").getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
        shown = now;
        quiet = 0;
      }
      Thread.sleep(LOOK_MILLIS);
    }
  }

  private static Map<String, String> query(HttpExchange exchange) {
    Map<String, String> query = new HashMap<>();
    String raw = exchange.getRequestURI().getRawQuery();
    for (String pair : (raw == null ? "" : raw).split("&", -1)) {
      int at = pair.indexOf('=');
      if (at > 0) {
        query.put(
            pair.substring(0, at),
            URLDecoder.decode(pair.substring(at + 1), StandardCharsets.UTF_8));
      }
    }
    return query;
  }

  private static String type(String name) {
    return switch (name.substring(name.lastIndexOf('.'))) {
      case ".js" -> "text/javascript; charset=utf-8";
      case ".css" -> "text/css; charset=utf-8";
      default -> "text/html; charset=utf-8";
    };
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = ChatPage.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name + " is not on the class path").readAllBytes();
    }
  }

  private static void json(HttpExchange exchange, Object value) throws IOException {
    answer(exchange, 200, "application/json; charset=utf-8", JSON.writeValueAsBytes(value));
  }

  private static void answer(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    answer(exchange, status, type, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void answer(HttpExchange exchange, int status, String type, byte[] bytes)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    closed = true;
    server.stop(0);
    threads.shutdownNow();
  }
}
