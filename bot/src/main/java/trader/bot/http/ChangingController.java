package trader.bot.http;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import trader.bot.chat.Desks;
import trader.commands.Command;
import trader.commands.Parsed;
import trader.commands.Parser;
import trader.commands.Reply;
import trader.commands.desk.Ids;
import trader.control.CapitalStage;
import trader.control.Color;
import trader.control.Mode;

/** The calls that change something; {@link Gatekeeper} lets only those with the token get here. */
@RestController
class ChangingController {
  private static final String REASON = "reason";
  private static final String RAISES =
      "A call that raises risk is answered 202 with a preview; the same call with X-Ops-Confirm and"
          + " X-Ops-Reason does it; on a real venue with X-Ops-Code too.";
  private final Desks desks;
  private final Ids ids;
  private final Clock clock;
  private final OpsMetrics metrics;

  ChangingController(Desks desks, Ids ids, Clock clock, OpsMetrics metrics) {
    this.desks = desks;
    this.ids = ids;
    this.clock = clock;
    this.metrics = metrics;
  }

  @Operation(
      summary = "Throw the kill switch, or re-arm it",
      description = "enabled false stops trading at once, and so does an empty body. " + RAISES,
      requestBody =
          @RequestBody(content = @Content(examples = @ExampleObject("{\"enabled\":false}"))))
  @PostMapping("/kill")
  ResponseEntity<byte[]> kill(HttpServletRequest call) {
    Body body = Body.read(call, List.of("enabled", REASON));
    boolean enabled = body.flag("enabled").orElse(false);
    return handle(call, enabled ? new Command.Rearm() : new Command.Kill(), body);
  }

  @Operation(
      summary = "Set the mode",
      description = RAISES,
      requestBody =
          @RequestBody(content = @Content(examples = @ExampleObject("{\"mode\":\"halt\"}"))))
  @PostMapping("/mode")
  ResponseEntity<byte[]> mode(HttpServletRequest call) {
    Body body = Body.read(call, List.of("mode", REASON));
    return handle(call, "mode " + body.required("mode", Mode.allowed()), body);
  }

  @Operation(
      summary = "Set which engine trades",
      description = RAISES,
      requestBody =
          @RequestBody(content = @Content(examples = @ExampleObject("{\"color\":\"green\"}"))))
  @PostMapping("/canary")
  ResponseEntity<byte[]> canary(HttpServletRequest call) {
    Body body = Body.read(call, List.of("color", REASON));
    return handle(call, "canary " + body.required("color", Color.allowed()), body);
  }

  @Operation(
      summary = "Set the percent of equity that may be deployed",
      description = RAISES,
      requestBody = @RequestBody(content = @Content(examples = @ExampleObject("{\"stage\":30}"))))
  @PostMapping("/capital/stage")
  ResponseEntity<byte[]> capitalStage(HttpServletRequest call) {
    Body body = Body.read(call, List.of("stage", REASON));
    return handle(call, "capital stage " + body.required("stage", CapitalStage.allowed()), body);
  }

  @Operation(summary = "Write an incident snapshot; answers where it is")
  @PostMapping("/snapshot")
  ResponseEntity<byte[]> snapshot(HttpServletRequest call) {
    return handle(call, new Command.TakeSnapshot(), Body.read(call, List.of(REASON)));
  }

  @Operation(summary = "Pause trading: no new risk, exits go on")
  @PostMapping("/admin/pause")
  ResponseEntity<byte[]> pause(HttpServletRequest call) {
    return handle(call, new Command.Pause(), Body.read(call, List.of(REASON)));
  }

  @Operation(summary = "End a pause", description = RAISES)
  @PostMapping("/admin/resume")
  ResponseEntity<byte[]> resume(HttpServletRequest call) {
    return handle(call, new Command.Resume(), Body.read(call, List.of(REASON)));
  }

  /** Values are read by the one parser, so that they mean the same on every surface. */
  private ResponseEntity<byte[]> handle(HttpServletRequest call, String words, Body body) {
    return switch (Parser.parse(words)) {
      case Parsed.Understood understood when understood.reason().isEmpty() ->
          handle(call, understood.command(), body);
      case Parsed.Understood understood ->
          throw new BadCall(
              HttpStatus.BAD_REQUEST,
              "wrong_field",
              "'" + understood.reason() + "' is more than a value; a reason goes into " + REASON);
      case Parsed.Misunderstood misunderstood ->
          HttpReply.changing(new Reply.Misunderstood(misunderstood.mistake()));
    };
  }

  private ResponseEntity<byte[]> handle(HttpServletRequest call, Command command, Body body) {
    Optional<String> reason = body.word(REASON);
    Reply reply =
        metrics.timed(
            command,
            () ->
                desks
                    .forCommand(command)
                    .handle(Caller.request(call, command, reason, ids, clock)));
    return HttpReply.changing(reply);
  }
}
