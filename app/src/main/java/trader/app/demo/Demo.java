package trader.app.demo;

import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.utils.Signals;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Starts Redis, the simulated exchange, an engine and the ops bot, and gives the operator a prompt.
 * Ends when its input does, or on Ctrl-C, and leaves nothing running.
 */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = "The whole product on this machine, against a simulated exchange.")
public final class Demo implements Callable<Integer> {
  private static final int SECRET_BYTES = 24;
  @Mixin private DemoOptions options = new DemoOptions();
  private final PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
  private final PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);

  /**
   * Runs the demo; exit status 0 when it was ended, 1 when it could not start, 2 for wrong words.
   */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Demo()).execute(args));
  }

  @Override
  public Integer call() {
    try {
      options.check();
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      return 2;
    }
    AtomicBoolean closed = new AtomicBoolean();
    Desk desk = new Desk(options, out, secrets());
    Runnable end =
        () -> {
          if (closed.compareAndSet(false, true)) {
            desk.close();
          }
        };
    Signals.register("INT", () -> exit(end));
    Signals.register("TERM", () -> exit(end));
    try {
      desk.start();
      desk.introduce();
      desk.awaitTrading();
      talk(desk.operatorEnvironment());
      return 0;
    } catch (IllegalStateException | UncheckedIOException e) {
      if (closed.get()) {
        return 0;
      }
      err.println("the demo cannot start: " + e.getMessage());
      return 1;
    } finally {
      end.run();
    }
  }

  private static void exit(Runnable end) {
    end.run();
    Runtime.getRuntime().halt(0);
  }

  private void talk(Map<String, String> environment) {
    boolean terminal =
        Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    trader.commands.cli.Main chat =
        new trader.commands.cli.Main(
            environment, System.in, () -> terminal, out, err, Clock.systemUTC());
    chat.run("chat");
  }

  /** Fresh for each demo: what signs grants, and what opens the HTTP endpoints. */
  private static Map<String, String> secrets() {
    SecureRandom random = new SecureRandom();
    Map<String, String> secrets = new TreeMap<>();
    for (String name : new String[] {"CONTROL_KEY", "OPS_API_TOKEN"}) {
      byte[] bytes = new byte[SECRET_BYTES];
      random.nextBytes(bytes);
      secrets.put(name, HexFormat.of().formatHex(bytes));
    }
    return secrets;
  }

  /** A port that is free now. */
  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no free port on loopback", e);
    }
  }
}
