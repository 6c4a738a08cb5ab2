package trader.commands.link;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import trader.commands.Secret;
import trader.control.Acknowledgement;
import trader.control.Color;
import trader.control.EngineState;
import trader.redis.Json;

/** Speaks to the engines over their HTTP endpoints; nothing is opened before the first call. */
public final class HttpEngineLink implements EngineLink {
  private static final int SHOWN = 200;

  /** An engine answers a kill at the latest when its own patience with its core is over. */
  private static final Duration KILL_PATIENCE = Duration.ofSeconds(2);

  private final Map<Color, URI> engines;
  private final Optional<Secret> token;
  private final Duration timeout;

  /** Built on first use: a command that does not need it does not wait for it. */
  private static final class Lazy {
    static final HttpClient CLIENT =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /**
   * A link to those engines.
   *
   * @param token what the engines take as {@code X-Ops-Token}
   * @param timeout for an answer, connecting included; a kill's may take two seconds more
   */
  public HttpEngineLink(Map<Color, URI> engines, Optional<Secret> token, Duration timeout) {
    this.engines = Map.copyOf(engines);
    this.token = token;
    this.timeout = timeout;
  }

  @Override
  public List<KillAnswer> kill(String commandId, String actor, String reason) {
    String body = Json.write(Map.of("enabled", false, "reason", reason));
    List<CompletableFuture<KillAnswer>> answers =
        engines.keySet().stream()
            .sorted()
            .map(color -> kill(color, commandId, actor, body))
            .toList();
    return answers.stream().map(CompletableFuture::join).toList();
  }

  private CompletableFuture<KillAnswer> kill(
      Color color, String commandId, String actor, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(color, "/kill"))
            .timeout(timeout.plus(KILL_PATIENCE))
            .header("Content-Type", "application/json")
            .header("X-Ops-Actor", actor)
            .header("Idempotency-Key", commandId)
            .POST(HttpRequest.BodyPublishers.ofString(body));
    token.ifPresent(secret -> request.header("X-Ops-Token", secret.reveal()));
    return Lazy.CLIENT
        .sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
        // The request's own time ends with the answer's head; a body that never ends must not hold.
        .orTimeout(timeout.plus(KILL_PATIENCE).plus(timeout).toMillis(), TimeUnit.MILLISECONDS)
        .handle((response, failure) ->
            failure == null
                ? killed(color, response)
                : isNobody(failure)
                    ? new KillAnswer.NobodyThere(color, address(color))
                    : new KillAnswer.Failed(color, address(color), problem(failure)));
  }

  private KillAnswer killed(Color color, HttpResponse<String> response) {
    if (response.statusCode() != 200) {
      return new KillAnswer.Failed(
          color,
          address(color),
          "it answered "
              + response.statusCode()
              + " "
              + shown(response.body())
              + (token.isEmpty() ? " (OPS_API_TOKEN is not set here)" : ""));
    }
    try {
      return new KillAnswer.Killed(
          color, address(color), Json.read(response.body(), Acknowledgement.class));
    } catch (IllegalArgumentException e) {
      return new KillAnswer.Failed(color, address(color), "it answered 200 with " + e.getMessage());
    }
  }

  @Override
  public StateAnswer state(Color color) {
    HttpRequest request =
        HttpRequest.newBuilder(uri(color, "/state")).timeout(timeout).GET().build();
    try {
      HttpResponse<String> response =
          Lazy.CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
      return response.statusCode() == 200
          ? new StateAnswer.Told(Json.read(response.body(), EngineState.class))
          : new StateAnswer.Silent(
              address(color) + " answered " + response.statusCode() + " to GET /state");
    } catch (IOException e) {
      return new StateAnswer.Silent(
          isNobody(e)
              ? "nobody listens at " + address(color)
              : address(color) + " did not answer: " + problem(e));
    } catch (IllegalArgumentException e) {
      return new StateAnswer.Silent(address(color) + " answered " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new StateAnswer.Silent("interrupted while waiting for " + address(color));
    }
  }

  @Override
  public String address(Color color) {
    return base(color).toString();
  }

  private URI base(Color color) {
    return Optional.ofNullable(engines.get(color))
        .orElseThrow(() -> new IllegalArgumentException("no address for " + color.text()));
  }

  private URI uri(Color color, String path) {
    String base = base(color).toString();
    return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
  }

  private static boolean isNobody(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException) {
        return true;
      }
    }
    return false;
  }

  private String problem(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && !(cause instanceof IOException)) {
      cause = cause.getCause();
    }
    return cause instanceof HttpTimeoutException
        ? "no answer in time"
        : cause.getClass().getSimpleName()
            + (cause.getMessage() == null ? "" : ": " + cause.getMessage());
  }

  private static String shown(String body) {
    String line = body.strip().replaceAll("\\s+", " ");
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
  }
}
