package trader.commands.desk;

import java.util.Optional;
import trader.commands.Command;
import trader.commands.Reply;
import trader.commands.reading.Situation;
import trader.control.EngineRequest;
import trader.redis.StoreUnavailableException;

/** Asks the engine to close positions. Works whatever the gate. */
final class Closing {
  private final Tools tools;
  private final EngineCalls calls;

  Closing(Tools tools) {
    this.tools = tools;
    this.calls = new EngineCalls(tools);
  }

  Reply close(Request request, Command.Close command, Progress progress) {
    Lenient lenient = new Lenient();
    try {
      Optional<Reply> before = tools.claims().claim(request, false);
      if (before.isPresent()) {
        return before.get();
      }
      Reply reply =
          calls.ask(
              request,
              Situation.fromRedis(tools.store(), tools.clock()),
              now ->
                  new EngineRequest(
                      request.commandId(),
                      EngineRequest.Kind.CLOSE,
                      command.instrument(),
                      request.actor().label(),
                      request.reason(),
                      now),
              lenient,
              progress);
      lenient.tryTo("keeping the result", () -> tools.claims().complete(request, reply));
      return reply;
    } catch (StoreUnavailableException e) {
      return Levers.unreachable(request, e);
    }
  }
}
