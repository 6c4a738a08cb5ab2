package trader.app.e2e;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import trader.commands.cli.Main;

/** The {@code trader} command line, run in this process as a shell would run it. */
final class Cli {
  private final Map<String, String> environment;

  Cli(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** What a run left: its exit status and what it printed. */
  record Run(int status, String out, String err) {}

  /** Runs without a person to ask. */
  Run run(String... words) {
    return run("", false, words);
  }

  /** Runs with a person who types {@code typed}. */
  Run asked(String typed, String... words) {
    return run(typed, true, words);
  }

  private Run run(String typed, boolean terminal, String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status =
        new Main(
                environment,
                new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
                () -> terminal,
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                Clock.systemUTC())
            .run(words);
    return new Run(status, out.toString(), err.toString());
  }
}
