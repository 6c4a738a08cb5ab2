package trader.bot;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import org.springframework.boot.web.server.PortInUseException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import trader.commands.people.OperatorsFaultException;
import trader.commands.settings.SettingsException;

/** {@code trader bot}; a composition root. */
@Command(
    name = "bot",
    mixinStandardHelpOptions = true,
    description = "Serve the ops HTTP API, on 127.0.0.1:8002 unless told otherwise.")
public final class Main implements Runnable {
  private static final int FAILED = 1;
  private static final int WORDS_WRONG = 2;

  @Option(names = "--port", paramLabel = "<N>", description = "The port; 0 for any free one.")
  private int port = -1;

  @Option(names = "--bind", paramLabel = "<address>", description = "The address to listen on.")
  private String bind = "";

  @Option(names = "--exit-with-stdin", description = "End when standard input ends.")
  private boolean exitWithStdin;

  /** Serves until the process is told to end. */
  public static void main(String[] args) {
    // What is logged before Spring has set logging up must not get onto standard output either.
    System.setProperty("logback.configurationFile", "trader/bot/logback.xml");
    int status = new CommandLine(new Main()).execute(args);
    if (status != 0) {
      System.exit(status);
    }
  }

  @Override
  public void run() {
    Bot bot;
    try {
      bot = Bot.start(settings(), System.getenv(), Clock.systemUTC());
    } catch (SettingsException | OperatorsFaultException e) {
      System.err.println(e.getMessage());
      System.exit(WORDS_WRONG);
      return;
    } catch (PortInUseException e) {
      System.err.println(
          "port " + e.getPort() + " is in use; --port or OPS_PORT chooses another, 0 any free one");
      System.exit(FAILED);
      return;
    }
    System.out.println("bot=" + bot.address());
    System.out.flush();
    if (exitWithStdin) {
      awaitEnd(System.in);
      bot.close();
      System.exit(0);
    }
  }

  private BotSettings settings() {
    BotSettings read = BotSettings.read(System.getenv());
    BotSettings bound = bind.isEmpty() ? read : read.withBind(bind);
    return port < 0 ? bound : bound.withPort(port);
  }

  private static void awaitEnd(InputStream in) {
    try {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      System.err.println("standard input cannot be read, so the bot ends: " + e.getMessage());
    }
  }
}
