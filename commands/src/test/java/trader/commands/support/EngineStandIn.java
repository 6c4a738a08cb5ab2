package trader.commands.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import trader.control.Acknowledgement;
import trader.control.Acknowledgement.Outcome;
import trader.control.Color;
import trader.control.ControlKey;
import trader.control.ControlLever;
import trader.control.Directive;
import trader.control.EngineRequest;
import trader.control.EngineState;
import trader.control.GateLevel;
import trader.control.Lever;
import trader.control.Mode;
import trader.control.Proposal;
import trader.redis.ControlListener;
import trader.redis.ControlReading;
import trader.redis.EnginePublication;
import trader.redis.Json;
import trader.redis.RedisAddress;
import trader.redis.lettuce.ControlWatcher;
import trader.redis.lettuce.EnginePublisher;
import trader.redis.lettuce.RequestTail;

/**
 * Speaks an engine's side of the protocol with Redis and over HTTP, and decides by the rules that
 * an engine has: whoever writes may lower, only a grant that verifies, is fresh and newer raises.
 */
public final class EngineStandIn implements AutoCloseable {
  private static final Duration GRANT_AGE = Duration.ofSeconds(60);
  private final Color color;
  private final ControlKey key;
  private final Clock clock;
  private final Instant startedAt;
  private final EnginePublisher publisher;
  private final ControlWatcher watcher;
  private final RequestTail tail;
  private final HttpServer http;
  private final ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor();
  private final Map<ControlLever, String> held = new EnumMap<>(ControlLever.class);
  private final Map<ControlLever, String> answered = new EnumMap<>(ControlLever.class);
  private final List<String> killTokens = new CopyOnWriteArrayList<>();
  private final List<EngineRequest> requests = new CopyOnWriteArrayList<>();
  private final List<Proposal> proposals = new CopyOnWriteArrayList<>();
  private final ScheduledFuture<?> pulse;
  private long epoch;
  private volatile String raw = "";
  private volatile boolean mute;
  private volatile boolean silent;
  private volatile boolean cancelsLate;
  private volatile boolean real;

  private EngineStandIn(RedisAddress redis, Color color, String controlKey, Clock clock)
      throws IOException {
    this.color = color;
    this.key = ControlKey.of(controlKey);
    this.clock = clock;
    this.startedAt = clock.instant();
    held.put(ControlLever.MODE, "halt");
    held.put(ControlLever.COLOR, "none");
    held.put(ControlLever.CAPITAL, "0");
    held.put(ControlLever.PAUSE, "running");
    held.put(ControlLever.KILL, "armed");
    publisher = EnginePublisher.start(redis, "engine-" + color.text(), clock);
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/kill", this::kill);
    http.createContext("/state", exchange -> answer(exchange, 200, Json.write(state())));
    http.start();
    watcher =
        ControlWatcher.start(
            redis,
            "engine-" + color.text(),
            clock,
            new ControlListener() {
              @Override
              public void onReading(ControlReading reading) {
                read(reading);
              }

              @Override
              public void onLost(Instant since, String why) {
                // What is held stays held.
              }
            });
    tail = RequestTail.start(redis, "engine-" + color.text(), RequestTail.OLDEST, this::request);
    pulse = heart.scheduleAtFixedRate(this::publish, 0, 100, TimeUnit.MILLISECONDS);
  }

  /** Starts an engine that trades: auto, active, 30 percent. */
  public static EngineStandIn trading(
      RedisAddress redis, Color color, String controlKey, Clock clock) {
    try {
      EngineStandIn engine = new EngineStandIn(redis, color, controlKey, clock);
      engine.hold(ControlLever.MODE, "auto");
      engine.hold(ControlLever.COLOR, color.text());
      engine.hold(ControlLever.CAPITAL, "30");
      return engine;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Obeys that value from now on, as if by an earlier grant. */
  public synchronized void hold(ControlLever lever, String value) {
    held.put(lever, value);
    publish();
  }

  /** Obeys, and answers nothing. */
  public void mute() {
    mute = true;
  }

  /** Answers again. */
  public void speak() {
    mute = false;
  }

  /** Does not publish its state any more. */
  public void fallSilent() {
    silent = true;
  }

  /** Answers a lowering first without, then with the venue's answers to its cancels. */
  public void cancelLate() {
    cancelsLate = true;
  }

  /** Says from now on that its orders reach a real exchange, which nothing here does. */
  public void claimRealVenue() {
    real = true;
    publish();
  }

  /** Says that a strategy proposes that. */
  public void propose(Proposal proposal) {
    proposals.add(proposal);
    publish();
  }

  /** What still waits for a person. */
  public List<Proposal> proposals() {
    return proposals;
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
  }

  /** What the lever is for this engine. */
  public synchronized String held(ControlLever lever) {
    return String.valueOf(held.get(lever));
  }

  /** The tokens with which {@code /kill} was called. */
  public List<String> killTokens() {
    return killTokens;
  }

  public List<EngineRequest> requests() {
    return requests;
  }

  private synchronized void read(ControlReading reading) {
    raw = Optional.ofNullable(reading.lever(ControlLever.MODE).raw()).orElse("");
    for (ControlLever lever : ControlLever.values()) {
      ControlReading.Lever one = reading.lever(lever);
      String value = one.raw();
      Optional<Directive> desk = one.directive().filter(d -> d.value().equals(value));
      if (value == null || desk.isEmpty()) {
        continue;
      }
      Directive directive = desk.get();
      if (directive.commandId().equals(answered.put(lever, directive.commandId()))) {
        continue;
      }
      judge(lever, value, directive);
    }
    publish();
  }

  private void judge(ControlLever lever, String value, Directive directive) {
    int wanted = risk(lever, value);
    int now = risk(lever, held(lever));
    if (wanted == now) {
      acknowledge(directive.commandId(), lever.text(), value, Outcome.UNCHANGED, "so already");
    } else if (wanted < now) {
      held.put(lever, value);
      lowered(directive.commandId(), lever.text(), value);
    } else if (granted(directive)) {
      epoch = directive.epoch();
      held.put(lever, value);
      acknowledge(
          directive.commandId(), lever.text(), value, Outcome.APPLIED, "by " + directive.actor());
    } else {
      acknowledge(
          directive.commandId(), lever.text(), value, Outcome.REFUSED, "the grant does not hold");
    }
  }

  private boolean granted(Directive directive) {
    return key.verifies(directive)
        && directive.epoch() > epoch
        && Duration.between(directive.issuedAt(), clock.instant()).compareTo(GRANT_AGE) <= 0;
  }

  private int risk(ControlLever lever, String value) {
    return switch (lever) {
      case MODE -> Mode.parse(value).map(Mode::ordinal).orElse(0);
      case COLOR -> value.equals(color.text()) ? 1 : 0;
      case CAPITAL -> Integer.parseInt(value);
      case PAUSE -> value.equals("running") ? 1 : 0;
      case KILL -> value.equals("armed") ? 1 : 0;
    };
  }

  private void lowered(String commandId, String subject, String value) {
    if (mute) {
      return;
    }
    if (cancelsLate) {
      publisher.acknowledge(
          ack(commandId, subject, value, Outcome.APPLIED, "", List.of(), List.of("tb-7-1"), false));
    }
    publisher.acknowledge(
        ack(commandId, subject, value, Outcome.APPLIED, "", List.of("tb-7-1"), List.of(), true));
  }

  private void acknowledge(
      String commandId, String subject, String value, Outcome outcome, String why) {
    if (!mute) {
      publisher.acknowledge(
          ack(commandId, subject, value, outcome, why, List.of(), List.of(), true));
    }
  }

  private Acknowledgement ack(
      String commandId,
      String subject,
      String value,
      Outcome outcome,
      String why,
      List<String> cancelled,
      List<String> unknown,
      boolean complete) {
    EngineState state = state();
    return new Acknowledgement(
        commandId,
        subject,
        value,
        outcome,
        color,
        state.gate(),
        state.modeEffective(),
        clock.instant(),
        outcome == Outcome.APPLIED && why.isEmpty() ? 412 : 0,
        cancelled,
        List.of(),
        unknown,
        complete,
        why);
  }

  private void request(String id, EngineRequest request) {
    requests.add(request);
    switch (request.kind()) {
      case CLOSE, RECONCILE ->
          acknowledge(request.commandId(), "close", "all", Outcome.APPLIED, "sold 1.2 BTCUSDT");
      case APPROVE, REJECT -> decide(request);
    }
  }

  private void decide(EngineRequest request) {
    String target = request.target().orElse("");
    String subject = request.kind().name().toLowerCase(Locale.ROOT);
    if (request.kind() == EngineRequest.Kind.APPROVE && !key.verifies(request)) {
      acknowledge(
          request.commandId(), subject, target, Outcome.REFUSED, "the signature does not hold");
    } else if (proposals.removeIf(proposal -> proposal.id().equals(target))) {
      acknowledge(request.commandId(), subject, target, Outcome.APPLIED, "by " + request.actor());
    } else {
      acknowledge(request.commandId(), subject, target, Outcome.REFUSED, "there is no " + target);
    }
    publish();
  }

  private void publish() {
    if (!silent) {
      EngineState state = state();
      publisher.publish(
          new EnginePublication(state, held(ControlLever.COLOR).equals(color.text())));
    }
  }

  /** What it says of itself. */
  public synchronized EngineState state() {
    Mode mode = Mode.parse(held(ControlLever.MODE)).orElse(Mode.HALT);
    boolean active = held(ControlLever.COLOR).equals(color.text());
    boolean killed = held(ControlLever.KILL).equals("killed");
    boolean paused = held(ControlLever.PAUSE).equals("paused");
    return States.asOf(clock.instant())
        .startedAt(startedAt)
        .real(real)
        .proposals(proposals)
        .color(color)
        .mode(raw, mode, "by test")
        .capital(held(ControlLever.CAPITAL))
        .lever(
            Lever.COLOR,
            active ? "active" : "shadow",
            active ? GateLevel.OPEN : GateLevel.CLOSED,
            "")
        .lever(
            Lever.KILL_SWITCH,
            held(ControlLever.KILL),
            killed ? GateLevel.CLOSED : GateLevel.OPEN,
            "")
        .lever(
            Lever.PAUSED,
            held(ControlLever.PAUSE),
            paused ? GateLevel.REDUCE_ONLY : GateLevel.OPEN,
            "")
        .build();
  }

  private void kill(HttpExchange exchange) throws IOException {
    killTokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("X-Ops-Token")));
    String id = String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
    hold(ControlLever.KILL, "killed");
    answer(
        exchange,
        200,
        Json.write(
            ack(id, "kill", "killed", Outcome.APPLIED, "", List.of("tb-7-1"), List.of(), true)));
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    pulse.cancel(true);
    heart.shutdownNow();
    watcher.close();
    tail.close();
    publisher.close();
    http.stop(0);
  }
}
