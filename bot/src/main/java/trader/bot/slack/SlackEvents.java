package trader.bot.slack;

import com.slack.api.bolt.App;
import com.slack.api.bolt.jakarta_servlet.SlackAppServlet;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import trader.bot.chat.ChatDesk;
import trader.bot.chat.Platform;
import trader.bot.http.Machine;

/**
 * {@code POST /slack/events}. Bolt checks the signature and that it is not old; what it does not
 * check stands here: that the time is not in the future and that the request is not a replay.
 */
final class SlackEvents extends SlackAppServlet {
  private static final long serialVersionUID = 1;
  private static final Duration OLDEST = Duration.ofMinutes(5);
  private static final Duration AHEAD = Duration.ofSeconds(60);
  private static final long MAX_BYTES = 1 << 20;
  private static final int REMEMBERED = 50_000;
  private final transient Clock clock;
  private final transient MeterRegistry meters;
  private final transient Timer acknowledged;
  private final transient Recent signatures = new Recent(REMEMBERED);
  private final transient ChatDesk desk;
  private volatile boolean closed;

  SlackEvents(App app, ChatDesk desk, Clock clock, MeterRegistry meters) {
    super(app);
    this.desk = desk;
    this.clock = clock;
    this.meters = meters;
    this.acknowledged = meters.timer("chat_ack", "platform", "slack", "way", "http");
  }

  /** From now on Slack is told to come again later. */
  void shut() {
    closed = true;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    long began = System.nanoTime();
    if (closed) {
      count("closing");
      respond(response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, "closing");
      return;
    }
    long length = request.getContentLengthLong();
    if (length < 0 || length > MAX_BYTES) {
      refuse(request, response, HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE, "size");
      return;
    }
    String timestamp = request.getHeader("X-Slack-Request-Timestamp");
    String signature = request.getHeader("X-Slack-Signature");
    if (timestamp == null || signature == null || !timestamp.matches("[0-9]{1,12}")) {
      refuse(request, response, HttpServletResponse.SC_UNAUTHORIZED, "unsigned");
      return;
    }
    Duration age =
        Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), clock.instant());
    if (age.compareTo(OLDEST) > 0 || age.negated().compareTo(AHEAD) > 0) {
      refuse(
          request,
          response,
          HttpServletResponse.SC_UNAUTHORIZED,
          age.isNegative() ? "future" : "old");
      return;
    }
    if (!signatures.add(signature)) {
      refuse(request, response, HttpServletResponse.SC_UNAUTHORIZED, "replayed");
      return;
    }
    super.doPost(request, response);
    if (response.getStatus() == HttpServletResponse.SC_UNAUTHORIZED) {
      // Whoever guesses signatures must not fill the memory of the real ones.
      signatures.remove(signature);
      turnedAway(request, "forged");
      return;
    }
    acknowledged.record(Duration.ofNanos(System.nanoTime() - began));
  }

  private void refuse(
      HttpServletRequest request, HttpServletResponse response, int status, String why)
      throws IOException {
    turnedAway(request, why);
    respond(response, status, why);
  }

  private void turnedAway(HttpServletRequest request, String why) {
    count(why);
    desk.turnedAway(Platform.SLACK, Machine.of(request), "POST " + SlackPlatform.EVENTS_PATH, why);
  }

  private static void respond(HttpServletResponse response, int status, String why)
      throws IOException {
    response.setStatus(status);
    response.setContentType("application/json; charset=utf-8");
    response.getWriter().write("{\"error\":\"" + why + "\"}");
  }

  private void count(String why) {
    meters.counter("chat_rejected_requests_total", "platform", "slack", "why", why).increment();
  }
}
