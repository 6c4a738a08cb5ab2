package trader.bot.alerts;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.control.Alert;
import trader.control.Reason;
import trader.redis.AlertStore;
import trader.redis.DeskStore;
import trader.redis.Json;
import trader.redis.RedisRefusedException;
import trader.redis.StoreUnavailableException;

/**
 * Brings messages to one outlet, on a thread of its own: alerts from the stream behind a cursor
 * that survives restarts, and posts that other parts hand over. Nothing that the outlet does, or
 * fails to do, is felt elsewhere.
 */
final class OutletRunner implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OutletRunner.class);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration FIRST_LOOK_BACK = Duration.ofMinutes(10);
  private static final int MOST_POSTS = 50;
  private static final int MOST_IN_ONE = 20;

  private final Outlet outlet;
  private final DeskStore store;
  private final AlertLevels levels;
  private final DeliveryOptions options;
  private final BooleanSupplier onDuty;
  private final InstantSource clock;
  private final AlertMessages messages;
  private final Map<String, Post> posts = new LinkedHashMap<>();
  private final Deque<Instant> sent = new ArrayDeque<>();
  private final Counter delivered;
  private final Counter failed;
  private final Counter undeliverable;
  private final Thread thread;
  private @Nullable Inbox inbox;
  private Instant rested = Instant.MIN;
  private int failures;
  private String refused = "";
  private volatile @Nullable Instant oldest;
  private volatile int waiting;
  private volatile boolean closed;

  /** A message that is not an alert of the stream. */
  private record Post(Message message, Instant at, Runnable done) {}

  /** What goes out next. */
  private record Outgoing(Message message, boolean urgent, Runnable done) {}

  OutletRunner(
      Outlet outlet,
      DeskStore store,
      AlertLevels levels,
      DeliveryOptions options,
      BooleanSupplier onDuty,
      BooleanSupplier codesWanted,
      MeterRegistry registry,
      InstantSource clock) {
    this.outlet = outlet;
    this.store = store;
    this.levels = levels;
    this.options = options;
    this.onDuty = onDuty;
    this.clock = clock;
    this.messages = new AlertMessages(options, codesWanted);
    this.delivered = counter(registry, "delivered");
    this.failed = counter(registry, "failed");
    this.undeliverable = counter(registry, "undeliverable");
    Gauge.builder("alerts_waiting", this, runner -> runner.waiting)
        .description("Alerts and reports that an outlet has yet to tell")
        .tag("outlet", outlet.name())
        .register(registry);
    Gauge.builder("alerts_oldest_age_seconds", this, runner -> runner.lag().toMillis() / 1e3)
        .description("Since when an outlet has had something to tell that it could not")
        .tag("outlet", outlet.name())
        .register(registry);
    this.thread = Thread.ofPlatform().daemon().name("alerts-" + outlet.name()).unstarted(this::run);
  }

  private Counter counter(MeterRegistry registry, String outcome) {
    return Counter.builder("alert_deliveries")
        .description("Messages handed to an outlet by outcome; a failed one is tried again")
        .tag("outlet", outlet.name())
        .tag("outcome", outcome)
        .register(registry);
  }

  void start() {
    thread.start();
  }

  String name() {
    return outlet.name();
  }

  /** Since when something waits that should have been told, zero where nothing does. */
  Duration lag() {
    Instant since = oldest;
    return since == null ? Duration.ZERO : Duration.between(since, clock.instant());
  }

  /**
   * Queues a message; one with the same key that waits is replaced.
   *
   * @param done runs on the runner's thread once it is delivered, or never can be
   */
  void post(String key, Message message, Runnable done) {
    synchronized (posts) {
      if (posts.size() >= MOST_POSTS && !posts.containsKey(key)) {
        String eldest = posts.keySet().iterator().next();
        posts.remove(eldest);
        LOG.warn("ALERT_DROPPED outlet={} key={} why=\"too many wait\"", name(), eldest);
      }
      posts.put(key, new Post(message, clock.instant(), done));
    }
  }

  private void run() {
    while (!closed) {
      try {
        step();
      } catch (InterruptedException _) {
        return;
      } catch (RuntimeException e) {
        LOG.error("alerts for {} met a fault of ours and go on", name(), e);
        rest(Optional.empty());
      }
    }
  }

  private void step() throws InterruptedException {
    if (!onDuty.getAsBoolean()) {
      // Whoever is on duty writes the cursor now.
      inbox = null;
      TimeUnit.MILLISECONDS.sleep(options.tick().toMillis());
      return;
    }
    boolean read = read();
    Instant now = clock.instant();
    Optional<Outgoing> next = now.isBefore(rested) ? Optional.empty() : next(now);
    if (next.isPresent()) {
      deliver(next.get());
    } else if (!read) {
      TimeUnit.MILLISECONDS.sleep(options.tick().toMillis());
    }
    note();
  }

  /** Reads on in the stream, waiting a little for news; answers whether Redis answered. */
  private boolean read() {
    try {
      Inbox box = inbox;
      if (box == null) {
        box = new Inbox(recalled(), options.coalescing());
        inbox = box;
      }
      boolean something = box.waiting() > 0 || hasPost();
      AlertStore.Alerts alerts =
          store.alertsAfter(box.readUpTo(), something ? Duration.ofMillis(50) : options.tick());
      for (AlertStore.Raised raised : alerts.list()) {
        if (!isAboutThisOutlet(raised.alert())) {
          box.add(raised, levels.of(raised.alert()));
        }
      }
      box.readUpTo(alerts.cursor());
      refused = "";
      return true;
    } catch (RedisRefusedException e) {
      if (!refused.equals(e.code())) {
        refused = e.code();
        LOG.error("ALERTS_UNREADABLE outlet={} why=\"{}\"", name(), e.getMessage());
      }
      return false;
    } catch (StoreUnavailableException _) {
      // Told once by whoever watches Redis.
      return false;
    }
  }

  private boolean isAboutThisOutlet(Alert alert) {
    return alert.reason() == Reason.DELIVERY_FAILED && alert.subject().equals(name());
  }

  private Inbox.State recalled() {
    Optional<String> json = store.recall(memory());
    if (json.isPresent()) {
      try {
        return Json.read(json.get(), Inbox.State.class);
      } catch (IllegalArgumentException e) {
        LOG.warn("what {} was told is not known ({}); it begins anew", name(), e.getMessage());
      }
    }
    long since = clock.instant().minus(FIRST_LOOK_BACK).toEpochMilli();
    return new Inbox.State(since + "-0", List.of());
  }

  private String memory() {
    return "alerts:told:" + name();
  }

  private boolean hasPost() {
    synchronized (posts) {
      return !posts.isEmpty();
    }
  }

  private Optional<Outgoing> next(Instant now) {
    if (tooSoon(now, options.gap(), 1)) {
      return Optional.empty();
    }
    boolean full = tooSoon(now, MINUTE, options.mostAMinute());
    return alerts(now, full).or(() -> post().filter(post -> post.urgent() || !full));
  }

  private boolean tooSoon(Instant now, Duration within, int most) {
    while (!sent.isEmpty() && Duration.between(sent.getFirst(), now).compareTo(MINUTE) >= 0) {
      sent.removeFirst();
    }
    return sent.stream().filter(at -> Duration.between(at, now).compareTo(within) < 0).count()
        >= most;
  }

  /** The next message about alerts; only about critical ones where the outlet had its share. */
  private Optional<Outgoing> alerts(Instant now, boolean full) {
    Inbox box = inbox;
    if (box == null) {
      return Optional.empty();
    }
    List<Line.Due> wanted = new ArrayList<>();
    for (Line.Due due : box.due(now, MOST_IN_ONE)) {
      if (full && due.line().severity() != Alert.Severity.CRITICAL) {
        break;
      }
      if (isWanted(due)) {
        wanted.add(due);
      } else {
        box.dropped(due);
      }
    }
    return wanted.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Outgoing(
                messages.of(wanted, now),
                wanted.getFirst().line().severity() == Alert.Severity.CRITICAL,
                () -> {
                  box.told(wanted, clock.instant());
                  remember(box);
                }));
  }

  /** Not where someone silenced it, or has taken note of the last of them. */
  private boolean isWanted(Line.Due due) {
    try {
      Alert alert = due.line().latest();
      return store.silenced(alert).isEmpty()
          && store
              .acknowledged(alert.fingerprint())
              .filter(word -> !word.at().isBefore(alert.at()))
              .isEmpty();
    } catch (StoreUnavailableException _) {
      return true;
    }
  }

  private Optional<Outgoing> post() {
    synchronized (posts) {
      return posts.entrySet().stream()
          .findFirst()
          .map(entry ->
              new Outgoing(
                  entry.getValue().message(),
                  entry.getValue().message().loud(),
                  () -> {
                    synchronized (posts) {
                      posts.remove(entry.getKey(), entry.getValue());
                    }
                    entry.getValue().done().run();
                  }));
    }
  }

  private void remember(Inbox box) {
    try {
      store.remember(memory(), Json.write(box.state()));
    } catch (StoreUnavailableException _) {
      LOG.warn("Redis does not answer: after a restart {} may be told some alerts again", name());
    }
  }

  private void deliver(Outgoing outgoing) {
    note();
    sent.addLast(clock.instant());
    try {
      send(outgoing.message());
      delivered.increment();
      if (failures > 0) {
        LOG.info("OUTLET_BACK outlet={} failures={}", name(), failures);
      }
      failures = 0;
      outgoing.done().run();
    } catch (Outlet.UndeliveredException e) {
      if (e.permanent()) {
        undeliverable.increment();
        LOG.error(
            "ALERT_UNDELIVERABLE outlet={} id={} title=\"{}\" why=\"{}\"",
            name(),
            outgoing.message().id(),
            outgoing.message().page().title(),
            e.getMessage());
        outgoing.done().run();
      } else {
        rest(e.retryAfter());
        LOG.warn(
            "OUTLET_FAILED outlet={} failures={} next_try={} why=\"{}\"",
            name(),
            failures,
            rested,
            e.getMessage());
      }
    }
  }

  /** A message that is refused for good is told once more in one line. */
  private void send(Message message) throws Outlet.UndeliveredException {
    try {
      outlet.deliver(message);
    } catch (Outlet.UndeliveredException e) {
      if (!e.permanent()) {
        throw e;
      }
      outlet.deliver(AlertMessages.plain(message));
    }
  }

  private void rest(Optional<Duration> asked) {
    failures++;
    failed.increment();
    rested = clock.instant().plus(asked.orElseGet(() -> options.rest(failures)));
  }

  /** Shows to other threads what waits. */
  private void note() {
    Instant now = clock.instant();
    Inbox box = inbox;
    List<Line.Due> due = box == null ? List.of() : box.due(now, Integer.MAX_VALUE);
    Optional<Instant> first = due.stream().map(Line.Due::at).min(Instant::compareTo);
    synchronized (posts) {
      for (Post post : posts.values()) {
        first = Optional.of(first.filter(at -> at.isBefore(post.at())).orElse(post.at()));
      }
      waiting = posts.size() + (box == null ? 0 : box.waiting());
    }
    oldest = first.orElse(null);
  }

  /** Stops; what was not told is told by whoever starts next. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }

  void join(Duration patience) throws InterruptedException {
    var _ = thread.join(patience);
  }
}
