package trader.simulator.binancefutures;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import trader.simulator.binance.ApiError;
import trader.simulator.faults.FaultPlan;
import trader.simulator.net.UserEventQueue;
import trader.simulator.net.VenueClock;

/**
 * The user data streams: listen keys that live an hour unless they are kept alive, who listens with
 * one, and the events that wait for the next flush.
 */
final class FuturesUsers {
  static final long KEY_LIFE_MICROS = 60 * 60_000_000L;

  private static final String KEY_CHARS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

  private static final class Key {
    private final String account;
    private final String text;
    private long expiresMicros;

    Key(String account, String text, long expiresMicros) {
      this.account = account;
      this.text = text;
      this.expiresMicros = expiresMicros;
    }
  }

  private final VenueClock clock;
  private final RandomGenerator random;
  private final Map<String, Key> keys = new LinkedHashMap<>();
  private final List<UserSession> sessions = new ArrayList<>();
  private final UserEventQueue queue;

  FuturesUsers(FaultPlan faults, VenueClock clock, RandomGenerator random, EventLoop loop) {
    this.clock = clock;
    this.random = random;
    this.queue = new UserEventQueue(faults, clock, loop, new Listeners());
  }

  /** The account's listen key, which lives another hour from now on. */
  String open(String account) {
    for (Key key : keys.values()) {
      if (key.account.equals(account)) {
        key.expiresMicros = clock.micros() + KEY_LIFE_MICROS;
        return key.text;
      }
    }
    StringBuilder text = new StringBuilder(64);
    while (text.length() < 64) {
      text.append(KEY_CHARS.charAt(random.nextInt(KEY_CHARS.length())));
    }
    Key key = new Key(account, text.toString(), clock.micros() + KEY_LIFE_MICROS);
    keys.put(key.text, key);
    return key.text;
  }

  /** Lets the account's listen key live another hour, or refuses where there is none. */
  String keepAlive(String account) {
    if (keys.values().stream().noneMatch(key -> key.account.equals(account))) {
      throw ApiError.of(-1125, "This listenKey does not exist.");
    }
    return open(account);
  }

  /** Forgets the account's listen key; who listens with it hears nothing any more. */
  void close(String account) {
    keys.values().removeIf(key -> key.account.equals(account));
  }

  /** The account that listens with a key, empty for one that is not known. */
  Optional<String> account(String listenKey) {
    return Optional.ofNullable(keys.get(listenKey)).map(key -> key.account);
  }

  /** Tells of keys whose hour is over, and forgets them. */
  void onTick() {
    long now = clock.micros();
    for (Key key : List.copyOf(keys.values())) {
      if (key.expiresMicros <= now) {
        expire(key);
      }
    }
  }

  /** Ends all listen keys as if their hour were over. */
  void expireKeys() {
    List.copyOf(keys.values()).forEach(this::expire);
  }

  private void expire(Key key) {
    keys.remove(key.text);
    String event =
        "{\"e\":\"listenKeyExpired\",\"E\":"
            + clock.millis()
            + ",\"listenKey\":\""
            + key.text
            + "\"}";
    sessions.stream().filter(s -> s.listenKey().equals(key.text)).forEach(s -> s.send(event));
  }

  void opened(UserSession session) {
    sessions.add(session);
  }

  void closed(UserSession session) {
    sessions.remove(session);
  }

  List<UserSession> sessions() {
    return List.copyOf(sessions);
  }

  /** Queues an event of an account. */
  void emit(String account, String name, CharSequence json) {
    queue.emit(account, name, json);
  }

  /** Sends what is queued. */
  void flush() {
    queue.flush();
  }

  private final class Listeners implements UserEventQueue.Outlet {
    @Override
    public boolean isOpen() {
      return !sessions.isEmpty();
    }

    @Override
    public void send(String account, String json) {
      for (UserSession session : List.copyOf(sessions)) {
        Key key = keys.get(session.listenKey());
        if (key != null && key.account.equals(account)) {
          session.send(json);
        }
      }
    }
  }
}
