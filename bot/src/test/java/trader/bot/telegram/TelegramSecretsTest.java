package trader.bot.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static trader.bot.telegram.TelegramRig.ANNA;
import static trader.bot.telegram.TelegramRig.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import trader.bot.alerts.Message;
import trader.bot.alerts.Outlet.UndeliveredException;
import trader.commands.Page;
import trader.commands.settings.Environment;
import trader.commands.settings.SettingsException;

@Tag("integration")
class TelegramSecretsTest {
  private static final String SECRET =
      TelegramRig.TOKEN.substring(TelegramRig.TOKEN.indexOf(':') + 1);
  private final TelegramRig rig = new TelegramRig();
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final Logger library = (Logger) LoggerFactory.getLogger("org.telegram.telegrambots");
  private final java.util.logging.Logger jdk = java.util.logging.Logger.getLogger("okhttp3");
  private final List<String> logged = new CopyOnWriteArrayList<>();
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          logged.add(event.getLoggerName() + " " + event.getFormattedMessage());
          if (event.getThrowableProxy() != null) {
            logged.add(ThrowableProxyUtil.asString(event.getThrowableProxy()));
          }
        }
      };
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord event) {
          logged.add("jdk " + event.getMessage() + " " + event.getThrown());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };
  private Level before = Level.ERROR;
  private @Nullable Level libraryBefore;

  @BeforeEach
  void listen() {
    before = root.getLevel();
    root.setLevel(Level.DEBUG);
    libraryBefore = library.getLevel();
    library.setLevel(Level.DEBUG);
    appender.start();
    root.addAppender(appender);
    jdk.setLevel(java.util.logging.Level.ALL);
    jdk.addHandler(handler);
  }

  @AfterEach
  void close() {
    rig.close();
    root.detachAppender(appender);
    root.setLevel(before);
    library.setLevel(libraryBefore);
    jdk.removeHandler(handler);
    jdk.setLevel(null);
  }

  @Test
  void tokenIsInNoLogErrorAlertOrMetricWhateverGoesWrong() {
    TelegramPlatform platform = rig.listening();
    List<Runnable> faults =
        List.of(
            () -> rig.api().faults().page("", 1_000_000, 502),
            () -> rig.api().faults().page("", 1_000_000, 200),
            () -> rig.api().faults().drop("", 1_000_000),
            () ->
                rig.api().faults().refuse("", 1_000_000, 401, "Unauthorized " + TelegramRig.TOKEN),
            () -> rig.api().faults().refuse("", 1_000_000, 404, "Not Found: /bot" + SECRET));
    for (Runnable fault : faults) {
      rig.api().say(ANNA, ANNA, "/status");
      fault.run();
      int calls = rig.api().calls().size();
      await().until(() -> rig.api().calls().size() > calls);
      UndeliveredException undelivered =
          catchThrowableOfType(UndeliveredException.class, () -> platform.deliver(alert()));
      logged.add(String.valueOf(undelivered));
      rig.api().faults().clear();
    }
    rig.api().say(ANNA, ANNA, "/mode halt");
    rig.shown(ANNA, "HALT obeyed");
    rig.api().close();
    UndeliveredException unreachable =
        catchThrowableOfType(UndeliveredException.class, () -> platform.deliver(alert()));
    logged.add(String.valueOf(unreachable));

    rig.alerts().forEach(alert -> logged.add(alert.toString()));
    rig.registry().getMeters().forEach(meter -> logged.add(meter.getId().toString()));
    logged.add(rig.settings().toString());

    assertThat(logged).anyMatch(line -> line.startsWith("org.telegram"));
    assertThat(logged).hasSizeGreaterThan(50).noneMatch(line -> line.contains(SECRET));
  }

  @Test
  void malformedTokenIsNotShownByItsFault() {
    Environment environment =
        new Environment(Map.of("TELEGRAM_BOT_TOKEN", "sneaky-" + SECRET + "!"));
    assertThat(TelegramSettings.read(environment)).isEmpty();

    SettingsException fault =
        catchThrowableOfType(SettingsException.class, environment::requireNoFaults);

    assertThat(fault).hasMessageContaining("TELEGRAM_BOT_TOKEN is not in the form");
    assertThat(fault.getMessage()).doesNotContain(SECRET);
  }

  private static Message alert() {
    return new Message("a1", true, Optional.empty(), Page.titled("Something").build(), List.of());
  }
}
