package trader.bot.web;

import io.swagger.v3.oas.annotations.Hidden;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import trader.bot.http.BadCall;
import trader.bot.http.Problem;
import trader.redis.DeskStore;
import trader.redis.Json;
import trader.redis.StoreUnavailableException;

/** The curves' past; their present comes with the stream. */
@Hidden
@RestController
class HistoryController {
  private static final int MOST_HOURS = 14 * 24;
  private static final int MOST_ROWS = 720;
  private final DeskStore store;
  private final Clock clock;

  HistoryController(DeskStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  @GetMapping("/console/history")
  ResponseEntity<byte[]> history(@RequestParam(defaultValue = "24") int hours) {
    if (hours < 1 || hours > MOST_HOURS) {
      throw new BadCall(
          HttpStatus.BAD_REQUEST,
          "bad_parameter",
          "hours " + hours + " is not in 1 to " + MOST_HOURS);
    }
    try {
      Curves curves =
          Curves.of(store.history(clock.instant().minus(Duration.ofHours(hours))), MOST_ROWS);
      return ResponseEntity.ok()
          .contentType(MediaType.APPLICATION_JSON)
          .body(Json.write(curves).getBytes(StandardCharsets.UTF_8));
    } catch (StoreUnavailableException e) {
      return Problem.answer(
          HttpStatus.SERVICE_UNAVAILABLE,
          "redis_unavailable",
          e.getMessage() + "; the curves begin when the page was opened");
    }
  }
}
