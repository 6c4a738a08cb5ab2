package trader.redis;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import trader.control.Acknowledgement;
import trader.control.Alert;
import trader.control.Color;
import trader.control.Directive;
import trader.control.EngineRequest;
import trader.control.EngineState;

/**
 * What every store does, whichever client library carries it. In a Cluster, where the keys of a
 * lever live apart, directives are written before and read after the values they belong to.
 */
public class RedisDeskStore implements DeskStore {
  private final Wire wire;
  private final InstantSource clock;
  private final AuditLog audit;
  private final Streams streams;
  private final Memory memory;
  private final AlertStore alerts;

  /** A store over {@code wire}, which it closes with itself. */
  public RedisDeskStore(Wire wire, InstantSource clock) {
    this.wire = wire;
    this.clock = clock;
    this.audit = new AuditLog(wire);
    this.streams = new Streams(wire);
    this.memory = new RedisMemory(wire);
    this.alerts = new RedisAlertStore(wire, clock);
  }

  @Override
  public ControlReading readControl() {
    List<@Nullable Object> texts;
    if (wire.clustered()) {
      texts = new ArrayList<>(wire.sendAll(gets(ControlCodec.VALUE_KEYS)));
      texts.addAll(wire.sendAll(gets(ControlCodec.DIRECTIVE_KEYS)));
    } else {
      texts = new ArrayList<>(Replies.list(wire.send(Call.of("MGET").keys(ControlCodec.KEYS))));
    }
    return new ControlCodec().reading(texts, this::type, clock.instant());
  }

  private String type(String key) {
    return String.valueOf(wire.send(Call.of("TYPE").key(key)));
  }

  private static List<Call> gets(List<String> keys) {
    return keys.stream().map(key -> Call.of("GET").key(key)).toList();
  }

  @Override
  public Optional<EngineState> engineState(Color color) {
    return Optional.ofNullable((String) wire.send(Call.of("GET").key(Keys.engineState(color))))
        .map(json -> Json.read(json, EngineState.class));
  }

  @Override
  public long nextEpoch(Instant now) {
    Object epoch =
        wire.send(
            Script.call(
                Script.NEXT_EPOCH, List.of(Keys.CONTROL_EPOCH), Long.toString(now.toEpochMilli())));
    return Long.parseLong(String.valueOf(epoch));
  }

  @Override
  public boolean apply(Directive directive, @Nullable String expected, boolean unconditional) {
    String valueKey = Keys.value(directive.lever());
    String directiveKey = Keys.directive(directive.lever());
    String json = ControlCodec.write(directive);
    List<String> keys = List.of(valueKey, directiveKey);
    if (wire.clustered()) {
      wire.send(Call.of("SET").key(directiveKey).with(json));
      keys = List.of(valueKey);
    }
    String condition = unconditional ? "any" : expected == null ? "missing" : "is";
    Object written =
        wire.send(
            Script.call(
                Script.APPLY,
                keys,
                directive.value(),
                json,
                condition,
                expected == null ? "" : expected));
    return Long.valueOf(1).equals(written);
  }

  @Override
  public void request(EngineRequest request) {
    wire.send(Call.append(Keys.ENGINE_REQUESTS, Keys.REQUESTS_MAX, Json.write(request)));
  }

  @Override
  public String acknowledgementCursor() {
    return streams.cursor(Keys.ENGINE_ACKS);
  }

  @Override
  public Acknowledgements acknowledgements(String cursor, Duration wait) {
    List<StreamEntry> entries = streams.after(Keys.ENGINE_ACKS, cursor, wait);
    List<Acknowledgement> list = Replies.readable(entries, Acknowledgement.class);
    return new Acknowledgements(list, entries.isEmpty() ? cursor : entries.getLast().id());
  }

  @Override
  public Claim claim(String commandId, String bodyHash, Instant now) {
    List<?> found =
        Replies.list(
            wire.send(
                Script.call(
                    Script.CLAIM,
                    List.of(Keys.command(commandId)),
                    bodyHash,
                    Long.toString(now.toEpochMilli()),
                    Long.toString(Keys.COMMAND_TTL.toMillis()))));
    return found.isEmpty() ? new Claim.Fresh() : earlier(found, bodyHash);
  }

  @Override
  public Optional<Claim> claimed(String commandId, String bodyHash) {
    List<?> found =
        Replies.list(
            wire.send(
                Call.of("HMGET").key(Keys.command(commandId)).with("body", "since", "result")));
    return found.get(0) == null ? Optional.empty() : Optional.of(earlier(found, bodyHash));
  }

  private static Claim earlier(List<?> found, String bodyHash) {
    if (!bodyHash.equals(found.get(0))) {
      return new Claim.Conflict();
    }
    Object result = found.get(2);
    return result == null
        ? new Claim.Running(Instant.ofEpochMilli(Long.parseLong(String.valueOf(found.get(1)))))
        : new Claim.Done(String.valueOf(result));
  }

  @Override
  public void complete(String commandId, String resultJson) {
    wire.send(
        Script.call(
            Script.COMPLETE,
            List.of(Keys.command(commandId)),
            resultJson,
            Long.toString(Keys.COMMAND_TTL.toMillis())));
  }

  @Override
  public void putConfirmation(String id, String json, Duration ttl) {
    wire.send(Call.of("SET").key(Keys.confirmation(id)).with(json, "PX").with(ttl.toMillis()));
  }

  @Override
  public Optional<String> confirmation(String id) {
    return Optional.ofNullable((String) wire.send(Call.of("GET").key(Keys.confirmation(id))));
  }

  @Override
  public Optional<String> takeConfirmation(String id) {
    return Optional.ofNullable((String) wire.send(Call.of("GETDEL").key(Keys.confirmation(id))));
  }

  @Override
  public AuditEntry audit(AuditDraft draft) {
    return audit.append(draft);
  }

  @Override
  public List<AuditEntry> auditTail(int count) {
    return audit.tail(count);
  }

  @Override
  public Optional<String> verifyAudit() {
    return audit.verify();
  }

  @Override
  public List<EquitySample> history(Instant since) {
    return new History(wire).since(since);
  }

  @Override
  public void remember(String name, String value) {
    memory.remember(name, value);
  }

  @Override
  public Optional<String> recall(String name) {
    return memory.recall(name);
  }

  @Override
  public void forget(String name) {
    memory.forget(name);
  }

  @Override
  public boolean lease(String name, String holder, Duration ttl) {
    return memory.lease(name, holder, ttl);
  }

  @Override
  public void release(String name, String holder) {
    memory.release(name, holder);
  }

  @Override
  public boolean firstUse(String name, Duration ttl) {
    return memory.firstUse(name, ttl);
  }

  @Override
  public long tally(String name, Duration window) {
    return memory.tally(name, window);
  }

  @Override
  public void endTally(String name) {
    memory.endTally(name);
  }

  @Override
  public void raise(Alert alert) {
    alerts.raise(alert);
  }

  @Override
  public List<Alert> alerts(int count) {
    return alerts.alerts(count);
  }

  @Override
  public String alertCursor() {
    return alerts.alertCursor();
  }

  @Override
  public Alerts alertsAfter(String cursor, Duration wait) {
    return alerts.alertsAfter(cursor, wait);
  }

  @Override
  public void acknowledge(String fingerprint, Word word) {
    alerts.acknowledge(fingerprint, word);
  }

  @Override
  public Optional<Word> acknowledged(String fingerprint) {
    return alerts.acknowledged(fingerprint);
  }

  @Override
  public void silence(String kind, Word word) {
    alerts.silence(kind, word);
  }

  @Override
  public Optional<Word> silenced(Alert alert) {
    return alerts.silenced(alert);
  }

  @Override
  public Map<String, String> dump() {
    return new Dump(wire).all();
  }

  @Override
  public Duration ping() {
    long start = System.nanoTime();
    wire.send(Call.of("PING"));
    return Duration.ofNanos(System.nanoTime() - start);
  }

  @Override
  public void close() {
    wire.close();
  }
}
