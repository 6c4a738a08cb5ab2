package trader.simulator.binancefutures;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import trader.simulator.binance.ApiError;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;
import trader.simulator.faults.FaultPlan;
import trader.simulator.net.VenueClock;
import trader.simulator.net.Wire;

/**
 * The user data streams: listen keys that live an hour unless they are kept alive, who listens with
 * one, and the events that wait for the next flush, where faults may lose, double, delay or swap
 * them.
 */
final class FuturesUsers {
  static final long KEY_LIFE_MICROS = 60 * 60_000_000L;

  private static final String KEY_CHARS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

  private record Event(String account, String name, String json) {}

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

  private final FaultPlan faults;
  private final VenueClock clock;
  private final RandomGenerator random;
  private final Map<String, Key> keys = new LinkedHashMap<>();
  private final List<UserSession> sessions = new ArrayList<>();
  private final Deque<Event> pending = new ArrayDeque<>();
  private final Deque<Event> swapped = new ArrayDeque<>();

  FuturesUsers(FaultPlan faults, VenueClock clock, RandomGenerator random) {
    this.faults = faults;
    this.clock = clock;
    this.random = random;
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
    if (!sessions.isEmpty()) {
      pending.add(new Event(account, name, json.toString()));
    }
  }

  /** Sends what is queued. */
  void flush() {
    for (Event event = pending.poll(); event != null; event = pending.poll()) {
      deliver(event);
    }
  }

  private void deliver(Event event) {
    if (faults.isEmpty()) {
      send(event);
      return;
    }
    long now = clock.wallMicros();
    if (hits(FaultKind.MISSING_REPORT, event, now)
        || faults.hit(FaultKind.SILENT_STREAM, "user", now).isPresent()) {
      return;
    }
    if (hits(FaultKind.REORDER_REPORT, event, now)) {
      swapped.add(event);
      return;
    }
    Optional<Fault> late = faults.hit(FaultKind.LATE_REPORT, event.name(), now);
    if (late.isPresent() && !sessions.isEmpty()) {
      Wire.later(
          sessions.getFirst().channel().eventLoop(),
          late.get().number("ms", 1_000) * 1_000,
          () -> send(event));
      return;
    }
    send(event);
    if (hits(FaultKind.DUPLICATE_REPORT, event, now)) {
      send(event);
    }
    for (Event earlier = swapped.poll(); earlier != null; earlier = swapped.poll()) {
      send(earlier);
    }
  }

  private boolean hits(FaultKind kind, Event event, long now) {
    return faults.hit(kind, event.name(), now).isPresent();
  }

  private void send(Event event) {
    for (UserSession session : List.copyOf(sessions)) {
      Key key = keys.get(session.listenKey());
      if (key != null && key.account.equals(event.account())) {
        session.send(event.json());
      }
    }
  }
}
