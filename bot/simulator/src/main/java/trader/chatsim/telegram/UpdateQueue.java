package trader.chatsim.telegram;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the bot has not confirmed yet, and the one who may wait for it. */
final class UpdateQueue {
  private static final int MOST = 100;
  private static final long LONGEST_SECONDS = 50;
  private final Condition changed;
  private final Deque<ObjectNode> waiting = new ArrayDeque<>();
  private Set<String> allowed = Set.of();
  private String webhook = "";
  private long nextId;
  private long pollers;

  UpdateQueue(Condition changed, long firstId) {
    this.changed = changed;
    this.nextId = firstId;
  }

  /** Adds an update of that kind, unless the bot said that it does not want them. */
  void add(String kind, ObjectNode content) {
    if (!allowed.isEmpty() && !allowed.contains(kind)) {
      return;
    }
    ObjectNode update = Wire.object();
    update.put("update_id", nextId++);
    update.set(kind, content);
    waiting.add(update);
    changed.signalAll();
  }

  /** From now on update ids go on from there, as they do after a week of silence. */
  void jumpTo(long id) {
    nextId = id;
  }

  int pending() {
    return waiting.size();
  }

  void webhook(String url) {
    webhook = url;
    changed.signalAll();
  }

  String webhook() {
    return webhook;
  }

  ArrayNode poll(Params params) throws BotApiException, InterruptedException {
    refuseWithWebhook();
    long me = ++pollers;
    changed.signalAll();
    remember(params);
    confirm(params.whole("offset").orElse(0L));
    long limit = Math.clamp(params.whole("limit").orElse((long) MOST), 1, MOST);
    long seconds = Math.clamp(params.whole("timeout").orElse(0L), 0, LONGEST_SECONDS);
    long left = TimeUnit.SECONDS.toNanos(seconds);
    while (waiting.isEmpty() && left > 0) {
      left = changed.awaitNanos(left);
      refuseWithWebhook();
      if (me != pollers) {
        throw new BotApiException(
            409,
            "Conflict: terminated by other getUpdates request; make sure that only one bot"
                + " instance is running");
      }
    }
    ArrayNode updates = Wire.array();
    waiting.stream().limit(limit).forEach(updates::add);
    return updates;
  }

  private void refuseWithWebhook() throws BotApiException {
    if (!webhook.isEmpty()) {
      throw new BotApiException(
          409,
          "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to"
              + " delete the webhook first");
    }
  }

  private void remember(Params params) throws BotApiException {
    JsonNode kinds = params.structure("allowed_updates").orElse(null);
    if (kinds != null && kinds.isArray()) {
      Set<String> named = new TreeSet<>();
      kinds.forEach(kind -> named.add(kind.asString()));
      allowed = Set.copyOf(named);
    }
  }

  private void confirm(long offset) {
    if (offset < 0) {
      while (waiting.size() > -offset) {
        waiting.removeFirst();
      }
    } else {
      waiting.removeIf(update -> update.path("update_id").asLong() < offset);
    }
  }
}
