package trader.bot.telegram;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import trader.chatsim.telegram.FakeBotApi;
import trader.chatsim.telegram.Sent;
import trader.commands.Secret;
import trader.commands.support.MovableClock;
import trader.control.Alert;

/** A Bot API on loopback, users, and a bot with a scripted desk. */
final class TelegramRig implements AutoCloseable {
  static final String TOKEN = "123456789:AAFakeButSecret_abcdefghijklmnop";
  static final long ANNA = 11;
  static final long BEN = 12;
  static final long EVE = 66;
  static final long GROUP = -1001;
  static final long OTHER_GROUP = -1002;

  private final MovableClock clock = MovableClock.running();
  private final FakeBotApi api = FakeBotApi.start(TOKEN, "trader_bot", clock);
  private final ScriptedDesk desk = new ScriptedDesk(clock);
  private final HeapMemory memory = new HeapMemory(clock);
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final List<Alert> alerts = new CopyOnWriteArrayList<>();
  private final List<TelegramPlatform> platforms = new CopyOnWriteArrayList<>();

  TelegramRig() {
    api.addUser(ANNA, "Anna");
    api.addUser(BEN, "Ben <b>");
    api.addUser(EVE, "Eve");
    api.addGroup(GROUP, "trading", List.of(ANNA, BEN, EVE));
    api.addGroup(OTHER_GROUP, "friends", List.of(ANNA, EVE));
  }

  TelegramPlatform start() {
    TelegramPlatform platform =
        TelegramPlatform.start(settings(), desk, memory, alerts::add, registry, clock);
    platforms.add(platform);
    return platform;
  }

  /** Starts one and waits until it listens and has its menu. */
  TelegramPlatform listening() {
    TelegramPlatform platform = start();
    await().until(() -> !api.menu().isEmpty() && api.calls().contains("getupdates"));
    return platform;
  }

  TelegramSettings settings() {
    return new TelegramSettings(
        new Secret(TOKEN),
        URI.create(api.address()),
        Optional.of(Long.toString(GROUP)),
        Duration.ofSeconds(1),
        Duration.ofMillis(900),
        Duration.ofMillis(300));
  }

  static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(15)).pollInterval(Duration.ofMillis(5));
  }

  /** The bot's newest message in that chat, once it contains the text. */
  Sent shown(long chat, String text) {
    return await()
        .until(
            () -> api.ofBot(chat).stream().filter(sent -> sent.text().contains(text)).findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  FakeBotApi api() {
    return api;
  }

  ScriptedDesk desk() {
    return desk;
  }

  HeapMemory memory() {
    return memory;
  }

  MovableClock clock() {
    return clock;
  }

  SimpleMeterRegistry registry() {
    return registry;
  }

  List<Alert> alerts() {
    return alerts;
  }

  @Override
  public void close() {
    platforms.forEach(TelegramPlatform::close);
    api.close();
  }
}
