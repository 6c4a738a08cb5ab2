package trader.bot.chat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import trader.commands.Role;
import trader.commands.desk.Desk;
import trader.commands.desk.Ids;
import trader.commands.people.Operators;
import trader.commands.people.Person;
import trader.commands.support.Rig;
import trader.control.Alert;
import trader.control.ControlKey;
import trader.redis.DeskStore;
import trader.redis.lettuce.LettuceDeskStore;

/** People who talk to desks before a real Redis and an engine that stands in for the real one. */
final class TalkRig implements AutoCloseable {
  static final String PLACE = "T1:C1";
  static final String ANNA = "T1:UANNA";
  static final String VERA = "T1:UVERA";
  static final String CHAT = "-100200";
  static final String ANNA_ON_TELEGRAM = "4711";

  private final Rig rig;
  private final DeskStore store;
  private final DeskStore haltStore;
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final List<Alert> alarms = new CopyOnWriteArrayList<>();
  private final AtomicInteger ids = new AtomicInteger();
  private final DeskTalks talks;

  TalkRig(Path folder, Desk.SnapshotTaker snapshots) {
    rig = new Rig(folder);
    store = new LettuceDeskStore(rig.address(), rig.clock(), "talks");
    haltStore = new LettuceDeskStore(rig.address(), rig.clock(), "talks-halt");
    talks =
        new DeskTalks(
            TalkRig::operators,
            new Desks(desk(store, snapshots), desk(haltStore, snapshots)),
            alarms::add,
            registry,
            rig.clock());
  }

  static Operators operators() {
    return new Operators(
        List.of(
            new Person(
                "anna",
                "Anna",
                Set.of(Role.ADMIN),
                Set.of(ANNA),
                Set.of(ANNA_ON_TELEGRAM),
                Set.of(),
                Set.of(),
                Optional.empty()),
            new Person(
                "vera",
                "Vera",
                Set.of(Role.VIEWER),
                Set.of(VERA),
                Set.of(),
                Set.of(),
                Set.of(),
                Optional.empty())),
        Set.of(PLACE),
        Set.of(CHAT),
        List.of());
  }

  private Desk desk(DeskStore own, Desk.SnapshotTaker snapshots) {
    return new Desk(
        own,
        rig.address(),
        rig.link(),
        Optional.of(ControlKey.of(Rig.CONTROL_KEY)),
        Optional.of(TalkRig::operators),
        Rig.options(),
        snapshots,
        new Ids(new SecureRandom()),
        rig.clock());
  }

  Rig rig() {
    return rig;
  }

  SimpleMeterRegistry registry() {
    return registry;
  }

  List<Alert> alarms() {
    return alarms;
  }

  DeskTalks talks() {
    return talks;
  }

  Utterance slack(String account, String place, String words) {
    return said(new Speaker(Platform.SLACK, account, place, "shown"), words, rig.clock().instant());
  }

  Utterance said(Speaker speaker, String words, Instant at) {
    return new Utterance(
        speaker.platform().text() + ":" + ids.incrementAndGet(), speaker, words, at);
  }

  RecordingTalk hear(Utterance utterance) {
    RecordingTalk talk = new RecordingTalk();
    talks.hear(utterance, talk);
    return talk;
  }

  RecordingTalk anna(String words) {
    return hear(slack(ANNA, PLACE, words));
  }

  @Override
  public void close() {
    talks.close();
    store.close();
    haltStore.close();
    rig.close();
  }
}
