package trader.redis;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.control.Alert;

/** {@link AlertStore} over a wire. */
final class RedisAlertStore implements AlertStore {
  private static final Logger LOG = LoggerFactory.getLogger(RedisAlertStore.class);
  private final Streams streams;
  private final Wire wire;
  private final InstantSource clock;

  RedisAlertStore(Wire wire, InstantSource clock) {
    this.wire = wire;
    this.streams = new Streams(wire);
    this.clock = clock;
  }

  @Override
  public void raise(Alert alert) {
    wire.send(Call.append(Keys.ALERTS, Keys.ALERTS_MAX, Json.write(alert)));
  }

  @Override
  public List<Alert> alerts(int count) {
    return Replies.readable(streams.newest(Keys.ALERTS, count), Alert.class);
  }

  @Override
  public String alertCursor() {
    return streams.cursor(Keys.ALERTS);
  }

  @Override
  public Alerts alertsAfter(String cursor, Duration wait) {
    List<StreamEntry> entries = streams.after(Keys.ALERTS, cursor, wait);
    List<Raised> list = new ArrayList<>();
    for (StreamEntry entry : entries) {
      try {
        list.add(new Raised(entry.id(), Json.read(entry.json(), Alert.class)));
      } catch (IllegalArgumentException e) {
        LOG.warn("alert {} skipped: {}", entry.id(), e.getMessage());
      }
    }
    return new Alerts(list, entries.isEmpty() ? cursor : entries.getLast().id());
  }

  @Override
  public void acknowledge(String fingerprint, Word word) {
    keep(Keys.alertAcknowledged(fingerprint), word);
  }

  @Override
  public Optional<Word> acknowledged(String fingerprint) {
    return word(Keys.alertAcknowledged(fingerprint));
  }

  @Override
  public void silence(String kind, Word word) {
    keep(Keys.alertSilenced(kind), word);
  }

  @Override
  public Optional<Word> silenced(Alert alert) {
    return word(Keys.alertSilenced(alert.reason().text()))
        .or(() -> word(Keys.alertSilenced(alert.fingerprint())));
  }

  private void keep(String key, Word word) {
    long millis = Duration.between(clock.instant(), word.until()).toMillis();
    wire.send(Call.of("SET").key(key).with(Json.write(word), "PX").with(Math.max(1, millis)));
  }

  private Optional<Word> word(String key) {
    return Optional.ofNullable((String) wire.send(Call.of("GET").key(key)))
        .map(json -> Json.read(json, Word.class));
  }
}
