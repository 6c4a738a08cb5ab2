package trader.engine.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.control.Account;
import trader.control.Acknowledgement;
import trader.control.EngineState;
import trader.control.InstrumentId;
import trader.control.Reason;
import trader.engine.core.ReconciliationReport;
import trader.engine.run.Engine;
import trader.redis.Json;

/**
 * Serves {@code GET /state /healthz /readyz /metrics /book/SYMBOL} and {@code POST /kill /close
 * /orders /positions/import /reconcile/manual}. The changing endpoints need {@code X-Ops-Token};
 * without a configured token they are closed. They move no lever up: arming again goes through the
 * desk, which leaves a grant. An order passes only what the levers leave open, and at a real
 * exchange a purchase is only proposed.
 */
public final class EngineHttp implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EngineHttp.class);
  private static final int MAX_BODY_BYTES = 64 << 10;
  private final Engine engine;
  private final Optional<String> token;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Replays replays = new Replays();

  private EngineHttp(Engine engine, Optional<String> token, HttpServer server) {
    this.engine = engine;
    this.token = token;
    this.server = server;
  }

  /** Starts to serve. Throws {@link UncheckedIOException} where the port cannot be had. */
  public static EngineHttp start(Engine engine, Optional<String> token, String host, int port) {
    HttpServer server;
    try {
      server = HttpServer.create(new InetSocketAddress(host, port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "port " + port + " on " + host + " cannot be had; set ENGINE_PORT to a free one", e);
    }
    EngineHttp http = new EngineHttp(engine, token, server);
    server.setExecutor(http.threads);
    server.createContext("/", http::serve);
    server.start();
    return http;
  }

  /** The address, e.g. {@code http://127.0.0.1:8003}. */
  public String url() {
    InetSocketAddress address = server.getAddress();
    return "http://" + address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer;
      try {
        answer = answer(exchange);
      } catch (IllegalArgumentException e) {
        answer = Problem.of(400, "The request is not understood", String.valueOf(e.getMessage()));
      } catch (RuntimeException e) {
        LOG.error("HTTP {} failed", exchange.getRequestURI().getPath(), e);
        answer =
            Problem.of(500, "The engine failed on this request", "its log has the whole error");
      }
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", answer.type());
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String method = exchange.getRequestMethod();
    if (path.startsWith(BookEndpoint.PATH)) {
      String symbol = path.substring(BookEndpoint.PATH.length());
      String query = exchange.getRequestURI().getQuery();
      return only("GET", method, () -> BookEndpoint.answer(engine, symbol, query));
    }
    return switch (path) {
      case "/state" -> only("GET", method, this::state);
      case "/healthz" -> only("GET", method, this::health);
      case "/readyz" -> only("GET", method, this::ready);
      case "/metrics" ->
          only(
              "GET",
              method,
              () -> new Answer(200, "text/plain; version=0.0.4; charset=utf-8", engine.metrics()));
      case "/kill" -> changing(exchange, body -> kill(exchange, body));
      case "/close" -> changing(exchange, body -> once(exchange, body, this::close));
      case "/orders" -> changing(exchange, body -> once(exchange, body, this::order));
      case "/positions/import" ->
          changing(exchange, body -> once(exchange, body, this::importPosition));
      case "/reconcile/manual" -> changing(exchange, body -> reconcile(exchange));
      default ->
          Problem.of(
              404,
              "No such endpoint",
              path
                  + " is not served here; there are GET /state /healthz /readyz /metrics"
                  + " /book/SYMBOL and POST /kill /close /orders /positions/import"
                  + " /reconcile/manual");
    };
  }

  private interface Handler {
    Answer answer();
  }

  private interface BodyHandler {
    Answer answer(String body);
  }

  private interface KeyedHandler {
    Answer answer(HttpExchange exchange, String key, String body);
  }

  /** The same key is answered as the first time, and does nothing twice. */
  private Answer once(HttpExchange exchange, String body, KeyedHandler handler) {
    Optional<String> sent = header(exchange, "Idempotency-Key");
    if (sent.isEmpty()) {
      return handler.answer(exchange, UUID.randomUUID().toString(), body);
    }
    String content = exchange.getRequestURI().getPath() + " " + body;
    return replays.once(sent.get(), content, () -> handler.answer(exchange, sent.get(), body));
  }

  private Answer order(HttpExchange exchange, String key, String body) {
    OrderCall order = OrderCall.read(body, engine::instrument);
    return OrderCall.told(
        engine
            .calls()
            .order(
                key,
                order.instrument(),
                order.side(),
                order.qty(),
                order.quote(),
                header(exchange, "X-Ops-Actor").orElse("http"),
                order.reason()));
  }

  private static Answer only(String allowed, String method, Handler handler) {
    return method.equals(allowed)
        ? handler.answer()
        : Problem.of(405, "Method not allowed", method + " was sent; it takes " + allowed);
  }

  private Answer changing(HttpExchange exchange, BodyHandler handler) throws IOException {
    if (!exchange.getRequestMethod().equals("POST")) {
      return Problem.of(
          405, "Method not allowed", exchange.getRequestMethod() + " was sent; it takes POST");
    }
    if (token.isEmpty()) {
      return Problem.of(
          403, "Closed", "OPS_API_TOKEN is not set for the engine, so nothing can be changed here");
    }
    String sent = exchange.getRequestHeaders().getFirst("X-Ops-Token");
    if (sent == null
        || !MessageDigest.isEqual(
            sent.getBytes(StandardCharsets.UTF_8), token.get().getBytes(StandardCharsets.UTF_8))) {
      return Problem.of(
          401, "Not authorized", "the header X-Ops-Token is missing or not the engine's");
    }
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
    if (body.length > MAX_BODY_BYTES) {
      return Problem.of(413, "Too large", "a body has at most " + MAX_BODY_BYTES + " bytes");
    }
    return handler.answer(new String(body, StandardCharsets.UTF_8));
  }

  private Answer state() {
    return engine
        .state()
        .map(state -> Answer.json(200, Json.write(state)))
        .orElseGet(() -> Problem.of(503, "Not started", "the engine has no state yet"));
  }

  private Answer health() {
    Map<String, Object> health = new LinkedHashMap<>();
    health.put("ok", !engine.loop().failed());
    health.put("gate", engine.gates().level(Account.LIVE));
    engine.state().map(EngineState::health).ifPresent(h -> health.put("health", h));
    engine.state().map(EngineState::asOf).ifPresent(at -> health.put("as_of", at));
    return Answer.json(engine.loop().failed() ? 503 : 200, Json.write(health));
  }

  private Answer ready() {
    return engine
        .notReady()
        .map(why -> Problem.of(503, "Not ready", why))
        .orElseGet(() -> Answer.json(200, "{\"ready\":true}"));
  }

  /** What may be sent to stop the engine. */
  private record Kill(@Nullable Boolean enabled, @Nullable String reason) {}

  private Answer kill(HttpExchange exchange, String body) {
    Kill kill = Json.read(body.isBlank() ? "{}" : body, Kill.class);
    if (kill.enabled() == null) {
      return Problem.of(
          400, "Nothing to do", "send {\"enabled\":false,\"reason\":\"…\"} to stop trading");
    }
    if (kill.enabled()) {
      return Problem.of(
          403,
          "Raising risk is not done here",
          "the engine's own /kill only stops; arm it again through the desk, which leaves a"
              + " grant");
    }
    String id = header(exchange, "Idempotency-Key").orElseGet(() -> UUID.randomUUID().toString());
    String actor = header(exchange, "X-Ops-Actor").orElse("http");
    String reason = kill.reason() == null ? "no reason given" : kill.reason();
    Optional<Acknowledgement> answer = engine.calls().kill(id, Reason.OPERATOR, actor, reason);
    return answer
        .map(ack -> Answer.json(200, Json.write(ack)))
        .orElseGet(() ->
            Problem.of(
                504,
                "The gate is closed; the engine's core has not confirmed",
                "the gate is "
                    + engine.gates().level(Account.LIVE)
                    + " and lets no new order out, but the core did not answer in time, so"
                    + " working entries may not have been cancelled; look at /state, or"
                    + " restart the engine"));
  }

  /** What may be sent to close: a symbol, or {@code all}. */
  private record Close(@Nullable String symbol, @Nullable String reason) {}

  private Answer close(HttpExchange exchange, String id, String body) {
    Close close = Json.read(body.isBlank() ? "{}" : body, Close.class);
    if (close.symbol() == null || close.symbol().isBlank()) {
      return Problem.of(
          400, "Nothing to do", "send {\"symbol\":\"BTCUSDT\"} or {\"symbol\":\"all\"}");
    }
    Optional<InstrumentId> instrument =
        close.symbol().equalsIgnoreCase("all")
            ? Optional.empty()
            : Optional.of(engine.instrument(close.symbol()));
    String actor = header(exchange, "X-Ops-Actor").orElse("http");
    String reason = close.reason() == null ? "no reason given" : close.reason();
    return acknowledged(engine.calls().closePositions(id, instrument, actor, reason));
  }

  /** What may be sent to import a position that is not ours. */
  private record Import(
      @Nullable String symbol,
      @Nullable BigDecimal qty,
      @Nullable BigDecimal stopPrice,
      @Nullable String reason) {}

  private Answer importPosition(HttpExchange exchange, String id, String body) {
    Import wanted = Json.read(body.isBlank() ? "{}" : body, Import.class);
    if (wanted.symbol() == null || wanted.symbol().isBlank()) {
      return Problem.of(
          400,
          "Nothing to do",
          "send {\"symbol\":\"BTCUSDT\"}, with qty and stop_price where not all of it or the default"
              + " stop is meant");
    }
    String actor = header(exchange, "X-Ops-Actor").orElse("http");
    return acknowledged(
        engine
            .calls()
            .importPosition(
                id,
                engine.instrument(wanted.symbol()),
                Optional.ofNullable(wanted.qty()),
                Optional.ofNullable(wanted.stopPrice()),
                actor,
                wanted.reason() == null ? "no reason given" : wanted.reason()));
  }

  private static Answer acknowledged(Optional<Acknowledgement> answer) {
    return answer
        .map(ack -> Answer.json(200, Json.write(ack)))
        .orElseGet(() ->
            Problem.of(
                504,
                "Asked for, and not confirmed",
                "the venue has not confirmed it in time; it goes on; look at /state and the log"));
  }

  private Answer reconcile(HttpExchange exchange) {
    String id = header(exchange, "Idempotency-Key").orElseGet(() -> UUID.randomUUID().toString());
    String actor = header(exchange, "X-Ops-Actor").orElse("http");
    try {
      return engine
          .calls()
          .reconcile(id, actor)
          .map(report -> Answer.json(200, Json.write(counts(report))))
          .orElseGet(() ->
              Answer.json(
                  202,
                  Json.write(
                      Map.of(
                          "requested",
                          true,
                          "why",
                          "it is not done yet; new risk waits for it; send the same"
                              + " Idempotency-Key again, or look for RECONCILIATION_REPORT"))));
    } catch (IllegalStateException e) {
      return Problem.of(409, "Nothing to compare", String.valueOf(e.getMessage()));
    }
  }

  /** As the log line has them. */
  private static Map<String, Object> counts(ReconciliationReport report) {
    Map<String, Object> counts = new LinkedHashMap<>();
    counts.put("fills_applied", report.fillsApplied());
    counts.put("orphaned", report.orphaned());
    counts.put("phantom", report.phantom());
    counts.put("qty_mismatch", report.qtyMismatch());
    counts.put("qty_synced", report.qtySynced());
    counts.put("pending_adopted", report.pendingAdopted());
    counts.put("starts_adopting", report.startsAdopting());
    counts.put("state_adjustments_logged", report.adjustmentsLogged());
    counts.put("state_adjustments_deduped", report.adjustmentsDeduped());
    counts.put("foreign_orders", report.foreignOrders());
    counts.put("foreign_positions", report.foreignPositions());
    counts.put("took_ms", report.micros() / 1_000);
    return counts;
  }

  private static Optional<String> header(HttpExchange exchange, String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }
}
