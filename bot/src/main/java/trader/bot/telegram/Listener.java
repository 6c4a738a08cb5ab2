package trader.bot.telegram;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.longpolling.interfaces.LongPollingUpdateConsumer;
import org.telegram.telegrambots.meta.api.objects.Update;

/**
 * Takes what a poll brought, update by update. Nothing that a handler throws leaves it, since the
 * library would never poll again and say nothing.
 */
final class Listener implements LongPollingUpdateConsumer {
  private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
  private static final int TRIES = 2;
  private final Intake intake;
  private final Offset offset;
  private final Ear ear;
  private final Alarms alarms;
  private final Clock clock;
  private final Counter taken;
  private final Counter failed;

  Listener(
      Intake intake, Offset offset, Ear ear, Alarms alarms, MeterRegistry registry, Clock clock) {
    this.intake = intake;
    this.offset = offset;
    this.ear = ear;
    this.alarms = alarms;
    this.clock = clock;
    this.taken =
        Counter.builder("telegram_updates")
            .description("Updates from Telegram that were handed to the desk")
            .register(registry);
    this.failed =
        Counter.builder("telegram_updates_failed")
            .description("Updates from Telegram that could not be handed to the desk")
            .register(registry);
  }

  @Override
  public void consume(List<Update> updates) {
    boolean backlog = ear.backlog();
    for (Update update : updates) {
      int id = update.getUpdateId();
      if (!offset.taken(id)) {
        if (handed(update, backlog)) {
          taken.increment();
        } else {
          failed.increment();
          alarms.notHandedOver(id);
        }
        offset.take(id);
      }
    }
  }

  @Override
  public void close() {
    // Holds nothing.
  }

  private boolean handed(Update update, boolean backlog) {
    for (int i = 0; i < TRIES; i++) {
      try {
        intake.take(update, backlog, clock.instant());
        return true;
      } catch (RuntimeException e) {
        LOG.error("TELEGRAM_UPDATE_FAILED update={}", update.getUpdateId(), e);
      }
    }
    return false;
  }
}
