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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One {@code redis-server} process that cannot outlive the process that began it: a small shell
 * beside it holds the other end of a pipe, and ends the server when the pipe breaks, also after
 * kill -9. The server stands in a session of its own where the system allows, so that Ctrl-C at a
 * terminal reaches only its owner, who stops it in order. Where the system allows that too, its
 * main thread is a real-time one, so that a halt does not wait for whatever holds a processor.
 */
public final class RedisProcess {
  private static final Logger LOG = LoggerFactory.getLogger(RedisProcess.class);
  private static final Duration GRACE = Duration.ofSeconds(10);

  /**
   * $1 is a folder to remove where the owner dies, or empty; $2 the log; then the command. Says the
   * server's process id, later its exit status, and ends once the owner said a line or died.
   */
  private static final String GUARD =
      """
      trap '' INT HUP QUIT TERM PIPE
      exec 3<&0 4>&1 1>/dev/null
      scratch=$1 log=$2
      shift 2
      own=
      if command -v setsid >/dev/null 2>&1; then own=setsid; fi
      if chrt -R -r 1 true >/dev/null 2>&1; then own="$own chrt -R -r 1"; fi
      $own "$@" </dev/null >>"$log" 2>&1 3<&- 4>&- &
      server=$!
      (
        read -r line <&3
        kill -CONT $server
        kill -TERM $server
        tries=0
        while kill -0 $server && [ $tries -lt 50 ]; do
          sleep 0.1
          tries=$((tries + 1))
        done
        kill -KILL $server
      ) </dev/null >/dev/null 2>&1 4>&- &
      guard=$!
      echo $server >&4
      wait $server
      status=$?
      kill -KILL $guard
      wait $guard
      echo $status >&4
      exec 4>&-
      if ! read -r line <&3 && [ -n "$scratch" ]; then rm -rf -- "$scratch"; fi
      """;

  private final Process shell;
  private final long pid;
  private final CompletableFuture<String> ended = new CompletableFuture<>();

  private RedisProcess(Process shell, long pid, BufferedReader words) {
    this.shell = shell;
    this.pid = pid;
    Thread.ofPlatform().daemon().name("redis-process-" + pid).start(() -> listen(words));
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
      BufferedReader out =
          new BufferedReader(
              new InputStreamReader(shell.getInputStream(), StandardCharsets.US_ASCII));
      String line = out.readLine();
      if (line == null) {
        throw new IllegalStateException("the shell that guards redis-server did not start");
      }
      return new RedisProcess(shell, Long.parseLong(line), out);
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
    return !ended.isDone();
  }

  /** Ends the server as {@code kill -9} does and waits until it is gone. */
  public void kill() {
    signal("KILL");
    await();
  }

  /** Stops the server in mid-instruction; its connections stay open and silent. */
  public void freeze() {
    signal("STOP");
  }

  /** Lets a frozen server run on. */
  public void thaw() {
    signal("CONT");
  }

  /** Asks the server to save and end, kills it where it does not within 10 s, and frees it all. */
  public void stop() {
    thaw();
    signal("TERM");
    await();
    dismiss();
  }

  private void listen(BufferedReader words) {
    try (words) {
      ended.complete(String.valueOf(words.readLine()));
    } catch (IOException e) {
      // The shell was killed: its guard ends the server.
      ended.complete(String.valueOf(e.getMessage()));
    }
  }

  private void await() {
    try {
      ended.get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.warn("redis-server {} did not end within {} s and is killed", pid, GRACE.toSeconds());
      signal("KILL");
      ended.join();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the end of redis-server " + pid + " was not seen", e);
    } catch (InterruptedException e) {
      signal("KILL");
      ended.join();
      Thread.currentThread().interrupt();
    }
  }

  /** Lets the shell go; without the line it would take its owner for dead. */
  private void dismiss() {
    if (!shell.isAlive()) {
      return;
    }
    try {
      shell.getOutputStream().write('\n');
      shell.getOutputStream().flush();
    } catch (IOException e) {
      LOG.debug("the shell beside redis-server {} went by itself", pid, e);
    }
    if (shell
        .onExit()
        .completeOnTimeout(shell, GRACE.toSeconds(), TimeUnit.SECONDS)
        .join()
        .isAlive()) {
      LOG.warn("the shell beside redis-server {} did not end and is killed", pid);
      shell.destroyForcibly();
    }
  }

  private void signal(String name) {
    if (!isAlive()) {
      return;
    }
    try {
      Process kill =
          new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + pid)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      kill.onExit().join();
    } catch (IOException e) {
      throw new UncheckedIOException("signal " + name + " could not be sent to " + pid, e);
    }
  }
}
