package trader.bot.telegram;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;

/** One queue a chat. */
final class ChatQueues {
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);
  private final BotClient client;
  private final Executor threads;
  private final Clock clock;
  private final ConcurrentMap<String, ChatQueue> byChat = new ConcurrentHashMap<>();

  ChatQueues(BotClient client, Executor threads, Clock clock) {
    this.client = client;
    this.threads = threads;
    this.clock = clock;
  }

  ChatQueue of(String chat) {
    return byChat.computeIfAbsent(chat, id -> new ChatQueue(id, client, threads, clock));
  }

  /** Ends them; what waits has two seconds in all to be shown. */
  void close() throws InterruptedException {
    long end = System.nanoTime() + LAST_WORDS.toNanos();
    for (ChatQueue queue : byChat.values()) {
      queue.close(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    }
  }
}
