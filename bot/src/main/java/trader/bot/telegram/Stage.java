package trader.bot.telegram;

import java.time.Clock;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything by which conversations show themselves. */
record Stage(
    BotClient client, ChatQueues queues, Previews previews, Executor threads, Clock clock) {
  private static final Logger LOG = LoggerFactory.getLogger(Stage.class);

  /** Ends the spinner on a pressed button, behind nothing else; a late one is no harm. */
  void endSpinner(String press) {
    threads.execute(() -> {
      try {
        client.answerPress(press);
      } catch (CallFailure e) {
        LOG.debug("TELEGRAM_PRESS_NOT_ANSWERED {}", e.words());
      }
    });
  }
}
