package trader.app.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import trader.app.process.Child;
import trader.app.process.Jvm;
import trader.control.EngineState;
import trader.control.Lever;
import trader.redis.Json;

/** An engine in a process of its own that can be killed and started again, as it was. */
final class KillableEngine implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(2);
  private final Map<String, String> environment;
  private final Path log;
  private final HttpClient http = HttpClient.newHttpClient();
  private @Nullable Child process;
  private String mainClass = "";
  private List<String> arguments = List.of();
  private String url = "";

  /** How long it took, from the kill on. */
  record Recovery(long upNanos, long readyNanos, long safeNanos) {}

  /** It is not started yet. {@code log} gets its error output. */
  KillableEngine(Map<String, String> environment, Path log) {
    this.environment = environment;
    this.log = log;
  }

  /** Starts a program that says where its engine serves, and waits until it does. */
  void start(String program, String... words) {
    mainClass = program;
    arguments = List.of(words);
    launch();
  }

  private void launch() {
    Child started =
        Child.start(
            "engine", Jvm.cached("engine", Jvm.engine()), mainClass, arguments, environment, log);
    process = started;
    url = started.said("engine", PATIENCE);
  }

  /** Its process id. */
  long pid() {
    return Objects.requireNonNull(process).pid();
  }

  /** Kills it by kill -9 and starts it again, until it holds so many positions in safety. */
  Recovery recover(int positions) {
    long begun = System.nanoTime();
    Objects.requireNonNull(process).kill();
    launch();
    long up = System.nanoTime() - begun;
    await("readiness", () -> get("/readyz").isPresent());
    long ready = System.nanoTime() - begun;
    awaitSafe(positions);
    return new Recovery(up, ready, System.nanoTime() - begun);
  }

  /** Waits until it holds so many positions in safety. */
  void awaitSafe(int positions) {
    await("protection of " + positions + " positions or more", () -> says(safe(positions)));
  }

  /** Waits until something is so, wherever it is seen. */
  void await(String what, BooleanSupplier wanted) {
    if (!comesTo(PATIENCE, wanted)) {
      throw new IllegalStateException(
          "no "
              + what
              + " within "
              + PATIENCE.toSeconds()
              + " s; the engine says "
              + get("/state"));
    }
  }

  /** Whether it comes to hold so many positions in safety within that time. */
  boolean comesToHold(int positions, Duration patience) {
    return comesTo(patience, () -> says(safe(positions)));
  }

  private static boolean comesTo(Duration patience, BooleanSupplier wanted) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!wanted.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
    return true;
  }

  private boolean says(Predicate<EngineState> wanted) {
    return get("/state").map(body -> Json.read(body, EngineState.class)).filter(wanted).isPresent();
  }

  /** The account was compared with the venue's, and each position has a stop that works there. */
  private static Predicate<EngineState> safe(int positions) {
    return state ->
        state.levers().stream()
                .anyMatch(lever -> lever.name() == Lever.RECONCILING && lever.value().equals("no"))
            && state.positions().size() >= positions
            && state.positions().stream().allMatch(position -> position.stopPrice() != null);
  }

  /** The answer where it is a good one. */
  private Optional<String> get(String path) {
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create(url + path)).build(),
              HttpResponse.BodyHandlers.ofString());
      return Optional.of(answer.body()).filter(_ -> answer.statusCode() == 200);
    } catch (IOException e) {
      throw new UncheckedIOException("the engine does not answer; see " + log, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the engine answered", e);
    }
  }

  /** Lets it end by itself. */
  void end() {
    if (process != null) {
      process.close();
      process = null;
    }
  }

  @Override
  public void close() {
    end();
    http.close();
  }
}
