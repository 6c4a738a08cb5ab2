package trader.bot.alerts;

import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import trader.bot.chat.Hearing;
import trader.bot.chat.Platform;
import trader.commands.people.Contact;
import trader.commands.people.Operators;
import trader.commands.support.Rig;
import trader.control.Alert;
import trader.control.Reason;
import trader.redis.DeskStore;
import trader.redis.lettuce.LettuceDeskStore;

/** Delivery before a real Redis, with outlets that note what they deliver. */
final class AlertRig implements AutoCloseable {
  private final Rig rig;
  private final DeskStore store;
  private final RecordingOutlet slack = new RecordingOutlet("slack");
  private final RecordingOutlet mail = new RecordingOutlet("mail");
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final List<Delivery> running = new ArrayList<>();
  private final List<Hearing> hearings = new CopyOnWriteArrayList<>();
  private volatile Optional<Instant> heard = Optional.empty();
  private AlertLevels levels = AlertLevels.standard();
  private Optional<Duration> digestEvery = Optional.empty();
  private final Alarms alarms;

  AlertRig(Path folder) {
    rig = new Rig(folder);
    store = new LettuceDeskStore(rig.address(), rig.clock(), "alerts");
    alarms = new Alarms(store);
  }

  AlertRig with(AlertLevels other) {
    levels = other;
    return this;
  }

  AlertRig digestEvery(Duration every) {
    digestEvery = Optional.of(every);
    return this;
  }

  AlertRig hearing() {
    heard = Optional.of(rig.clock().instant());
    hearings.add(
        new Hearing() {
          @Override
          public Platform platform() {
            return Platform.TELEGRAM;
          }

          @Override
          public Optional<Instant> lastHeard() {
            return heard;
          }
        });
    return this;
  }

  void hear() {
    heard = Optional.of(rig.clock().instant());
  }

  Delivery start() {
    return start("bot-1");
  }

  Delivery start(String holder) {
    Delivery delivery =
        Delivery.start(
            List.of(slack, mail),
            hearings,
            rig.desk(),
            store,
            AlertRig::operators,
            alarms,
            new Delivery.Settings(levels, digestEvery, options(), holder),
            registry,
            rig.clock());
    running.add(delivery);
    return delivery;
  }

  static DeliveryOptions options() {
    return new DeliveryOptions(
        Duration.ofMinutes(2),
        Duration.ofMillis(1),
        12,
        Duration.ofMillis(50),
        Duration.ofMinutes(1),
        Duration.ofSeconds(30),
        Duration.ofMinutes(2),
        Duration.ofSeconds(90),
        Duration.ofMillis(20));
  }

  static Operators operators() {
    return new Operators(
        List.of(),
        Set.of(),
        Set.of(),
        List.of(
            contact("risk", "Rita", "rita@example.org", "URITA"),
            contact("infrastructure", "Ines", "ines@example.org", "UINES"),
            contact("risk", "Ralf", "ralf@example.org", "URALF")));
  }

  private static Contact contact(String subject, String name, String email, String slack) {
    return new Contact(subject, name, Optional.of(email), Optional.of(slack), Optional.empty());
  }

  Alert raise(Alert.Severity severity, Reason reason, String subject, String text) {
    Alert alert = new Alert(severity, reason, subject, text, "engine-blue", rig.clock().instant());
    store.raise(alert);
    return alert;
  }

  /** Waits until an alert is told everywhere and watched: the clock may be moved then. */
  void awaitTaken(String text) {
    slack.awaitTitle(text);
    mail.awaitTitle(text);
    awaitWatched(text);
  }

  /** Waits until it is watched whether anybody takes note of an alert. */
  void awaitWatched(String text) {
    await()
        .until(() -> store.recall("alerts:escalation").filter(s -> s.contains(text)).isPresent());
  }

  Rig rig() {
    return rig;
  }

  DeskStore store() {
    return store;
  }

  RecordingOutlet slack() {
    return slack;
  }

  RecordingOutlet mail() {
    return mail;
  }

  SimpleMeterRegistry registry() {
    return registry;
  }

  Alarms alarms() {
    return alarms;
  }

  @Override
  public void close() {
    slack.goOn();
    mail.goOn();
    running.forEach(Delivery::close);
    store.close();
    rig.close();
  }
}
