package trader.bot.http;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import trader.commands.Command;
import trader.commands.desk.Desk;

/** The calls that only read. */
@RestController
class ReadingController {
  private final Desk desk;

  ReadingController(Desk desk) {
    this.desk = desk;
  }

  @Operation(summary = "What can trade now, and why not: the engine's state and its freshness")
  @GetMapping("/status")
  ResponseEntity<byte[]> status(HttpServletRequest call) {
    return answer(new Command.Status(), call);
  }

  @Operation(summary = "Open positions with their stops")
  @GetMapping("/positions")
  ResponseEntity<byte[]> positions(HttpServletRequest call) {
    return answer(new Command.Positions(), call);
  }

  @Operation(summary = "The newest audit entries, newest first")
  @GetMapping("/audit")
  ResponseEntity<byte[]> audit(
      @RequestParam(defaultValue = "20") int limit, HttpServletRequest call) {
    if (limit < 1 || limit > Command.Audit.MOST) {
      throw new BadCall(
          HttpStatus.BAD_REQUEST,
          "bad_parameter",
          "limit " + limit + " is not in 1 to " + Command.Audit.MOST);
    }
    return answer(new Command.Audit(limit), call);
  }

  private ResponseEntity<byte[]> answer(Command command, HttpServletRequest call) {
    return HttpReply.reading(desk.handle(desk.request(Caller.reader(call), command, "")));
  }
}
