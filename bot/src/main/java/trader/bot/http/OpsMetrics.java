package trader.bot.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import trader.commands.Catalog;
import trader.commands.Command;
import trader.commands.Reply;

/** Counts what operators asked over HTTP, and how long it took. */
@Component
public class OpsMetrics {
  private final MeterRegistry registry;
  private final Counter turnedAway;

  OpsMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.turnedAway =
        Counter.builder("ops_calls_turned_away")
            .description("Changing calls without a valid token")
            .register(registry);
  }

  /** Does it and counts it by command and outcome. */
  public Reply timed(Command command, Supplier<Reply> act) {
    Timer.Sample sample = Timer.start(registry);
    Reply reply = act.get();
    sample.stop(
        Timer.builder("ops_command")
            .description("Commands by outcome, until the engine answered or patience ended")
            .tag("command", Catalog.entryOf(command).name())
            .tag("outcome", reply.outcome().name().toLowerCase(Locale.ROOT))
            .register(registry));
    return reply;
  }

  void turnedAway() {
    turnedAway.increment();
  }
}
