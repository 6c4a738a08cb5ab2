package trader.chatsim.slack;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Sends envelopes over Socket Mode, and again where no acknowledgement comes in time. */
final class SocketSender implements SocketHub.Envelopes, AutoCloseable {
  private static final int ATTEMPTS = 20;
  private final SocketHub hub;
  private final Duration ackWithin;
  private final AtomicLong counter = new AtomicLong();
  private final Map<String, Waiting> waiting = new ConcurrentHashMap<>();
  private final Map<String, ObjectNode> sent = new ConcurrentHashMap<>();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().daemon().name("slack-redelivery").unstarted(task));

  private record Waiting(Delivery delivery, ObjectNode envelope, AtomicInteger attempts) {}

  SocketSender(SocketHub hub, Duration ackWithin) {
    this.hub = hub;
    this.ackWithin = ackWithin;
  }

  Delivery send(String type, JsonNode payload) {
    String id = "%08x-57a6-4f3e-9f5f-0c8d2a".formatted(counter.incrementAndGet());
    ObjectNode envelope =
        Json.object()
            .put("envelope_id", id)
            .put("type", type)
            .put("accepts_response_payload", true);
    envelope.set("payload", payload);
    Waiting fresh = new Waiting(new Delivery(id), envelope, new AtomicInteger());
    waiting.put(id, fresh);
    sent.put(id, envelope);
    attempt(fresh);
    return fresh.delivery();
  }

  /**
   * Sends an envelope again that was answered already, as Slack does when an answer was lost.
   * Throws {@link IllegalArgumentException} where it was never sent.
   */
  Delivery again(String id) {
    ObjectNode envelope = sent.get(id);
    if (envelope == null) {
      throw new IllegalArgumentException("no envelope " + id + " was sent");
    }
    Waiting second = new Waiting(new Delivery(id), envelope, new AtomicInteger(1));
    waiting.put(id, second);
    attempt(second);
    return second.delivery();
  }

  private void attempt(Waiting one) {
    int attempt = one.attempts().getAndIncrement();
    if (attempt >= ATTEMPTS) {
      waiting.remove(one.delivery().id());
      one.delivery().answered(0, "", attempt);
      return;
    }
    if (attempt > 0) {
      one.envelope().put("retry_attempt", attempt).put("retry_reason", "timeout");
    }
    hub.any().ifPresent(connection -> hub.say(connection, one.envelope()));
    var _ = clock.schedule(() -> retry(one), ackWithin.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void retry(Waiting one) {
    Waiting now = waiting.get(one.delivery().id());
    if (now != null && now.delivery() == one.delivery()) {
      attempt(one);
    }
  }

  @Override
  public void acknowledged(String envelope, JsonNode payload) {
    Waiting one = waiting.remove(envelope);
    if (one != null) {
      one.delivery()
          .answered(200, payload.isMissingNode() ? "" : payload.toString(), one.attempts().get());
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
