package trader.chatsim.slack;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Something that the workspace told the app, and the app's acknowledgement of it. */
public final class Delivery {
  private static final long PATIENCE_SECONDS = 60;
  private final String id;
  private final long began = System.nanoTime();
  private final CompletableFuture<Ack> ack = new CompletableFuture<>();

  Delivery(String id) {
    this.id = id;
  }

  /**
   * The app's answer.
   *
   * @param status the HTTP status; 200 over Socket Mode; 0 where there was no answer at all
   * @param took from the first try to the answer
   * @param attempts how often it was sent
   */
  public record Ack(int status, String body, Duration took, int attempts) {}

  /** The envelope's id, or the request's signature. */
  public String id() {
    return id;
  }

  /** Whether the app has answered. */
  public boolean acknowledged() {
    return ack.isDone();
  }

  /** Waits for the answer. Throws {@link IllegalStateException} where none comes in a minute. */
  public Ack ack() {
    try {
      return ack.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + id + " waited for its answer", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(id + " was not acknowledged", e);
    }
  }

  void answered(int status, String body, int attempts) {
    ack.complete(new Ack(status, body, Duration.ofNanos(System.nanoTime() - began), attempts));
  }
}
