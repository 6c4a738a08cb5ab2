package trader.bot.slack;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.slack.api.bolt.App;
import com.slack.api.bolt.response.Response;
import com.slack.api.bolt.socket_mode.request.SocketModeRequest;
import com.slack.api.bolt.socket_mode.request.SocketModeRequestParser;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one connection of Socket Mode alive. The SDK's own client is not used: it runs every
 * envelope on one thread that looks every 10 ms, answers on another connection than the one that
 * asked, does not answer where a handler fails, and may connect again after it was closed.
 */
final class SocketLink implements SocketSession.Owner, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SocketLink.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
  private static final long DRAIN_MILLIS = 2_000;
  private final SlackApi api;
  private final App app;
  private final Executor threads;
  private final int pingEverySeconds;
  private final SocketModeRequestParser parser;
  private final MeterRegistry meters;
  private final Timer acknowledged;
  private final Thread keeper;
  private @Nullable SocketSession current;
  private @Nullable SocketSession opening;
  private boolean closed;

  SocketLink(SlackApi api, App app, Executor threads, Duration pingEvery, MeterRegistry meters) {
    this.api = api;
    this.app = app;
    this.threads = threads;
    this.pingEverySeconds = (int) Math.max(1, pingEvery.toSeconds());
    this.parser = new SocketModeRequestParser(app.config());
    this.meters = meters;
    this.acknowledged = meters.timer("chat_ack", "platform", "slack", "way", "socket");
    meters.gauge(
        "chat_connected", Tags.of("platform", "slack"), this, link -> link.connected() ? 1 : 0);
    this.keeper = Thread.ofVirtual().name("slack-link").unstarted(this::keep);
  }

  void start() {
    keeper.start();
  }

  synchronized boolean connected() {
    return current != null && !current.leaving();
  }

  private void keep() {
    Duration pause = Duration.ZERO;
    try {
      while (awaitWish()) {
        Thread.sleep(pause);
        try {
          replace(connect());
          pause = Duration.ZERO;
        } catch (SlackFault e) {
          Duration next = pause.isZero() ? FIRST_PAUSE : pause.multipliedBy(2);
          pause = e.retryAfter().orElse(next.compareTo(LONGEST_PAUSE) < 0 ? next : LONGEST_PAUSE);
          LOG.warn(
              "no connection to Slack: {}; the next try is in {} ms", e.error(), pause.toMillis());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until a connection is needed; false where it is over. */
  private synchronized boolean awaitWish() throws InterruptedException {
    while (!closed && current != null && !current.leaving()) {
      wait();
    }
    return !closed;
  }

  private SocketSession connect() throws SlackFault, InterruptedException {
    SocketSession session =
        new SocketSession(URI.create(api.socketAddress()), pingEverySeconds, this);
    synchronized (this) {
      if (closed) {
        throw new InterruptedException("closed");
      }
      opening = session;
    }
    try {
      if (!session.begin()) {
        session.end();
        throw new SlackFault("no hello", Optional.empty());
      }
      return session;
    } finally {
      synchronized (this) {
        opening = null;
      }
    }
  }

  private void replace(SocketSession next) {
    SocketSession old;
    synchronized (this) {
      if (closed) {
        next.end();
        return;
      }
      old = current;
      current = next;
    }
    LOG.info("connected to Slack");
    if (old != null) {
      threads.execute(() -> retire(old));
    }
  }

  /** Lets what is under way be answered, then ends it. */
  private static void retire(SocketSession session) {
    try {
      long until = System.nanoTime() + Duration.ofMillis(DRAIN_MILLIS).toNanos();
      while (session.busy() > 0 && System.nanoTime() < until) {
        Thread.sleep(5);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    session.end();
  }

  @Override
  public synchronized void wanting(SocketSession session, String why) {
    if (!closed && session == current) {
      LOG.info("the connection to Slack is given up: {}", why);
      notifyAll();
    }
  }

  @Override
  public void envelope(SocketSession session, String text) {
    synchronized (this) {
      if (closed) {
        return; // Not answered, so Slack gives it to whoever connects next.
      }
    }
    long began = System.nanoTime();
    threads.execute(() -> {
      String answer = answer(text);
      session.answer(answer);
      acknowledged.record(Duration.ofNanos(System.nanoTime() - began));
    });
  }

  /** The answer to an envelope; there is one whatever happens, or it would come for ever. */
  private String answer(String text) {
    JsonObject envelope = JsonParser.parseString(text).getAsJsonObject();
    JsonObject answer = new JsonObject();
    answer.add("envelope_id", envelope.get("envelope_id"));
    try {
      SocketModeRequest request = parser.parse(text);
      if (request == null) {
        return answer.toString();
      }
      Response response = app.run(request.getBoltRequest());
      String body = response.getBody();
      if (body != null && !body.isBlank() && body.startsWith("{")) {
        answer.add("payload", JsonParser.parseString(body));
      }
    } catch (Exception e) {
      // Bolt declares it; its words may quote the payload.
      meters.counter("chat_handler_errors_total", "platform", "slack").increment();
      LOG.error("an envelope could not be handled: {}", e.getClass().getName());
    }
    return answer.toString();
  }

  @Override
  public void close() {
    SocketSession last;
    SocketSession half;
    synchronized (this) {
      closed = true;
      last = current;
      half = opening;
      notifyAll();
    }
    keeper.interrupt();
    if (half != null) {
      half.end();
    }
    if (last != null) {
      retire(last);
    }
    try {
      keeper.join(DRAIN_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
