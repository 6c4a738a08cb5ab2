package trader.bot.http;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.swagger.v3.oas.annotations.Operation;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import trader.redis.DeskStore;
import trader.redis.Json;
import trader.redis.StoreUnavailableException;

/** What supervisors and scrapers ask. */
@RestController
class ProbeController {
  private static final MediaType EXPOSITION =
      MediaType.parseMediaType("text/plain;version=0.0.4;charset=utf-8");
  private final DeskStore store;
  private final PrometheusMeterRegistry registry;

  ProbeController(DeskStore store, PrometheusMeterRegistry registry) {
    this.store = store;
    this.registry = registry;
  }

  @Operation(summary = "Whether this process answers")
  @GetMapping("/healthz")
  ResponseEntity<byte[]> healthz() {
    return HttpReply.json(HttpStatus.OK, Json.mapper().createObjectNode().put("status", "ok"));
  }

  @Operation(summary = "Whether every command can be done: Redis answers")
  @GetMapping("/readyz")
  ResponseEntity<byte[]> readyz() {
    try {
      long micros = store.ping().toNanos() / 1_000;
      return HttpReply.json(
          HttpStatus.OK,
          Json.mapper().createObjectNode().put("status", "ready").put("redis_ping_us", micros));
    } catch (StoreUnavailableException e) {
      return Problem.answer(
          HttpStatus.SERVICE_UNAVAILABLE,
          "redis_unavailable",
          e.getMessage() + "; halting works all the same, by the engines' own kill switches");
    }
  }

  @Operation(summary = "Metrics in Prometheus' text format")
  @GetMapping("/metrics")
  ResponseEntity<byte[]> metrics() {
    return ResponseEntity.ok()
        .contentType(EXPOSITION)
        .body(registry.scrape().getBytes(StandardCharsets.UTF_8));
  }
}
