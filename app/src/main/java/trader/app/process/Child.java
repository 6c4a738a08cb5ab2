package trader.app.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A process of our own: a Java program that prints {@code name=value} lines when it is up, and ends
 * when its standard input does, so that it cannot outlive the one who started it.
 */
public final class Child implements AutoCloseable {
  private static final Duration FAREWELL = Duration.ofSeconds(5);
  private final String name;
  private final Path log;
  private final Process process;
  private final Map<String, CompletableFuture<String>> said = new ConcurrentHashMap<>();

  private Child(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
  }

  /**
   * Starts a program of this same class path.
   *
   * @param log where its error output goes
   * @param environment added to this process' own
   */
  public static Child start(
      String name,
      List<String> jvm,
      String mainClass,
      List<String> arguments,
      Map<String, String> environment,
      Path log) {
    return start(
        name, jvm, System.getProperty("java.class.path"), mainClass, arguments, environment, log);
  }

  /** Starts a program of another class path. */
  public static Child start(
      String name,
      List<String> jvm,
      String classPath,
      String mainClass,
      List<String> arguments,
      Map<String, String> environment,
      Path log) {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(jvm);
    command.add("-cp");
    command.add(classPath);
    command.add(mainClass);
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      Child child = new Child(name, log, builder.start());
      Thread.ofPlatform().daemon().name(name + "-output").start(child::listen);
      return child;
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be started", e);
    }
  }

  /** The value that it says under a name. Throws {@link IllegalStateException} where it ends. */
  public String said(String key, Duration patience) {
    try {
      return of(key).get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          name + " did not come up within " + patience.toSeconds() + " s; see " + log, e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          name + " ended before it was up (exit status " + status() + "); see " + log, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + name + " came up", e);
    }
  }

  /** Its process id. */
  public long pid() {
    return process.pid();
  }

  /** Completes when it ends, with its exit status. */
  public CompletableFuture<Integer> ended() {
    return process.onExit().thenApply(Process::exitValue);
  }

  /** Ends it by kill -9, and waits until it is gone. */
  public void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Ends its input, so that it ends by itself. */
  public void endInput() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      process.destroy();
    }
  }

  /** Lets it end by itself, and by force where that takes longer than five seconds. */
  @Override
  public void close() {
    endInput();
    try {
      if (!process.waitFor(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        process.waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private String status() {
    return process.isAlive() ? "none yet" : Integer.toString(process.exitValue());
  }

  private CompletableFuture<String> of(String key) {
    return said.computeIfAbsent(key, _ -> new CompletableFuture<>());
  }

  private void listen() {
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int equals = line.indexOf('=');
        if (equals > 0) {
          of(line.substring(0, equals)).complete(line.substring(equals + 1));
        }
      }
    } catch (IOException e) {
      said.values().forEach(value -> value.completeExceptionally(e));
    }
    process.onExit().join();
    IllegalStateException ended = new IllegalStateException(name + " ended");
    said.values().forEach(value -> value.completeExceptionally(ended));
  }
}
