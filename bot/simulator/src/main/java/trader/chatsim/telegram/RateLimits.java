package trader.chatsim.telegram;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Telegram's limits on what a bot sends: one message a second in a chat, twenty a minute in a
 * group, thirty a second in all. Whoever calls it holds the world's lock.
 */
final class RateLimits {
  private static final Limit A_CHAT = new Limit(1, Duration.ofSeconds(1));
  private static final Limit A_GROUP = new Limit(20, Duration.ofMinutes(1));
  private static final Limit ALL = new Limit(30, Duration.ofSeconds(1));
  private final Map<Long, Deque<Instant>> byChat = new HashMap<>();
  private final Deque<Instant> all = new ArrayDeque<>();

  /** So many in so long. */
  private record Limit(int most, Duration span) {
    /** How long the next one has to wait; zero where it may be sent. */
    Duration wait(Deque<Instant> sent, Instant now) {
      Instant since = now.minus(span);
      Deque<Instant> counted = new ArrayDeque<>();
      sent.stream().filter(at -> at.isAfter(since)).forEach(counted::add);
      while (counted.size() > most) {
        counted.removeFirst();
      }
      return counted.size() < most
          ? Duration.ZERO
          : Duration.between(now, counted.getFirst().plus(span));
    }
  }

  /** Counts a message; throws where it is one too many, which is not counted. */
  void admit(long chat, boolean group, Instant now) throws BotApiException {
    Deque<Instant> there = byChat.computeIfAbsent(chat, _ -> new ArrayDeque<>());
    Duration wait = A_CHAT.wait(there, now);
    if (group) {
      wait = longer(wait, A_GROUP.wait(there, now));
    }
    wait = longer(wait, ALL.wait(all, now));
    if (wait.isPositive()) {
      throw BotApiException.tooMany((int) wait.plusMillis(999).toSeconds());
    }
    add(there, now);
    add(all, now);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }

  private static void add(Deque<Instant> sent, Instant now) {
    sent.add(now);
    if (sent.size() > ALL.most()) {
      sent.removeFirst();
    }
  }
}
