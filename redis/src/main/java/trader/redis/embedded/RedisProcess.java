package trader.redis.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One {@code redis-server} process that cannot outlive the process that began it: a small shell
 * beside it holds the other end of a pipe, and ends the server when the pipe breaks, also after
 * kill -9. The server stands in a session of its own where the system allows, so that Ctrl-C at a
 * terminal reaches only its owner, who stops it in order.
 */
public final class RedisProcess {
  private static final Duration GRACE = Duration.ofSeconds(10);

  // $1 is a folder to remove when the owner died, or empty; $2 the log; then the command.
  private static final String GUARD =
      """
      trap '' INT HUP QUIT TERM
      exec 3<&0 4>&1 1>/dev/null
      scratch=$1 log=$2
      shift 2
      own=
      if command -v setsid >/dev/null 2>&1; then own=setsid; fi
      $own "$@" </dev/null >>"$log" 2>&1 3<&- 4>&- &
      server=$!
      echo $server >&4
      exec 4>&-
      (
        read -r line <&3
        kill -CONT $server 2>/dev/null
        kill -TERM $server 2>/dev/null
        tries=0
        while kill -0 $server 2>/dev/null && [ $tries -lt 50 ]; do
          sleep 0.1
          tries=$((tries + 1))
        done
        kill -KILL $server 2>/dev/null
        if [ -n "$scratch" ]; then rm -rf -- "$scratch"; fi
      ) </dev/null >/dev/null 2>&1 &
      guard=$!
      exec 3<&-
      wait $server
      status=$?
      kill -0 $PPID 2>/dev/null && kill -KILL $guard 2>/dev/null
      exit $status
      """;

  private final Process shell;
  private final long pid;

  private RedisProcess(Process shell, long pid) {
    this.shell = shell;
    this.pid = pid;
  }

  /**
   * Starts {@code command}, whose output goes to {@code log}. A {@code scratch} folder is removed
   * where the owner dies without stopping the server; an empty path names none.
   */
  static RedisProcess start(List<String> command, Path log, String scratch) {
    List<String> words =
        new ArrayList<>(List.of("/bin/sh", "-c", GUARD, "trader-redis", scratch, log.toString()));
    words.addAll(command);
    try {
      Process shell =
          new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      try (BufferedReader out =
          new BufferedReader(
              new InputStreamReader(shell.getInputStream(), StandardCharsets.US_ASCII))) {
        String line = out.readLine();
        if (line == null) {
          throw new IllegalStateException("the shell that guards redis-server did not start");
        }
        return new RedisProcess(shell, Long.parseLong(line));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("redis-server could not be started by /bin/sh", e);
    }
  }

  /** The server's process id. */
  public long pid() {
    return pid;
  }

  /** Whether the server runs; a frozen one does. */
  public boolean isAlive() {
    return shell.isAlive();
  }

  /** Ends the server as {@code kill -9} does and waits until it is gone. */
  public void kill() {
    if (isAlive()) {
      signal("KILL");
      await();
    }
  }

  /** Stops the server in mid-instruction; its connections stay open and silent. */
  public void freeze() {
    signal("STOP");
  }

  /** Lets a frozen server run on. */
  public void thaw() {
    signal("CONT");
  }

  /** Asks the server to save and end, and kills it where it does not within 10 s. */
  public void stop() {
    if (isAlive()) {
      thaw();
      signal("TERM");
      await();
    }
  }

  private void await() {
    try {
      if (!shell.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        signal("KILL");
        shell.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      signal("KILL");
      Thread.currentThread().interrupt();
    }
  }

  private void signal(String name) {
    try {
      Process kill =
          new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + pid)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      kill.waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException("signal " + name + " could not be sent to " + pid, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
