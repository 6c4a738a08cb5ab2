package trader.bot.web;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import trader.bot.http.Entrance;
import trader.bot.http.Entrance.Credential;

/** The logins that hold. They live in this process only: a restart of the bot ends them all. */
final class Sessions {
  /** Without a call that a person made, a login ends after this. */
  static final Duration IDLE = Duration.ofMinutes(60);

  /** However much it is used, a login ends after this. */
  static final Duration LONGEST = Duration.ofHours(12);

  private static final int MOST = 100;
  private static final int SECRET_BYTES = 32;

  private final SecureRandom random;
  private final InstantSource clock;

  /** By the hash of the cookie's value, so that how long a look-up takes tells nothing of it. */
  private final Map<String, Session> byHash = new ConcurrentHashMap<>();

  Sessions(SecureRandom random, InstantSource clock) {
    this.random = random;
    this.clock = clock;
  }

  /** A login and the value of the cookie that stands for it. */
  record Opened(Session session, String cookie) {}

  Opened open(Credential credential) {
    Instant now = clock.instant();
    byHash.values().removeIf(session -> !session.endsAt().isAfter(now));
    while (byHash.size() >= MOST) {
      byHash.entrySet().stream()
          .min(Comparator.comparing(entry -> entry.getValue().lastUsed()))
          .ifPresent(oldest -> byHash.remove(oldest.getKey()));
    }
    String cookie = secret();
    Session session = new Session(credential, secret(), now);
    byHash.put(Entrance.hash(cookie), session);
    return new Opened(session, cookie);
  }

  /** The login that the cookie stands for, empty where it is over or never was. */
  Optional<Session> find(String cookie) {
    String hash = Entrance.hash(cookie);
    Optional<Session> found = Optional.ofNullable(byHash.get(hash));
    if (found.filter(this::holds).isEmpty()) {
      byHash.remove(hash);
      return Optional.empty();
    }
    return found;
  }

  /** Whether the login is neither over nor ended. */
  boolean holds(Session session) {
    return session.endsAt().isAfter(clock.instant()) && byHash.containsValue(session);
  }

  void end(Session session) {
    byHash.values().remove(session);
  }

  int count() {
    return byHash.size();
  }

  private String secret() {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
