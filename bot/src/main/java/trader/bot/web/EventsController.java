package trader.bot.web;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import trader.bot.http.BadCall;
import trader.bot.http.Entrance;
import trader.redis.Json;

/** The stream of server-sent events of one open page, on a virtual thread of its own. */
@Hidden
@RestController
class EventsController {
  private static final Logger LOG = LoggerFactory.getLogger(EventsController.class);

  /**
   * How long a login that was ended may go on listening, and a page that went away be unnoticed.
   */
  private static final Duration LOOK_UP = Duration.ofSeconds(2);

  private final LiveFeed feed;
  private final Entrance entrance;
  private final Sessions sessions;
  private final Assets assets;

  EventsController(
      LiveFeed feed, Entrance entrance, Sessions sessions, Assets assets, MeterRegistry registry) {
    this.feed = feed;
    this.entrance = entrance;
    this.sessions = sessions;
    this.assets = assets;
    Gauge.builder("ops_console_pages", feed, LiveFeed::readers)
        .description("Open pages of the web console")
        .register(registry);
    Gauge.builder("ops_console_logins", sessions, Sessions::count)
        .description("Logins to the web console that are remembered")
        .register(registry);
  }

  @GetMapping(ConsoleGate.EVENTS)
  void events(HttpServletRequest call, HttpServletResponse answer) {
    Session session = Visitor.of(call).session();
    Optional<LiveFeed.Reader> opened = feed.open();
    if (opened.isEmpty()) {
      throw new BadCall(
          HttpStatus.SERVICE_UNAVAILABLE,
          "too_many_pages",
          "There are "
              + LiveFeed.MOST_READERS
              + " open pages, or the bot is about to end; close one and load again");
    }
    try (LiveFeed.Reader reader = opened.get()) {
      stream(session, reader, answer);
    } catch (IOException e) {
      LOG.debug("A page went away: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void stream(Session session, LiveFeed.Reader reader, HttpServletResponse answer)
      throws IOException, InterruptedException {
    answer.setContentType("text/event-stream;charset=utf-8");
    answer.setHeader("X-Accel-Buffering", "no");
    OutputStream out = answer.getOutputStream();
    send(out, "hello", Json.write(Map.of("version", assets.version())));
    out.flush();
    while (feed.isRunning()) {
      List<LiveFeed.Frame> frames = reader.next(LOOK_UP);
      if (!sessions.holds(session)
          || entrance.actor(WebConsole.SURFACE, session.credential()).isEmpty()) {
        send(out, "over", "{}");
        out.flush();
        return;
      }
      if (frames.isEmpty()) {
        out.write(":\n\n".getBytes(StandardCharsets.UTF_8));
      }
      for (LiveFeed.Frame frame : frames) {
        send(out, frame.topic(), frame.json());
      }
      out.flush();
    }
  }

  private static void send(OutputStream out, String event, String json) throws IOException {
    String text = "event: " + event + "\ndata: " + json + "\n\n";
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
