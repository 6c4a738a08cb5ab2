package trader.bot.telegram;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import trader.bot.alerts.Message;
import trader.bot.alerts.Outlet.UndeliveredException;

/** Delivers what nobody asked for, each part once over all tries. */
final class Delivery {
  private static final int MOST_UNFINISHED = 256;
  private final BotClient client;
  private final ChatQueues queues;
  private final Optional<String> usual;

  /** Parts that are out, by message; those that are finished are forgotten. */
  private final Map<String, Integer> out =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
          return size() > MOST_UNFINISHED;
        }
      };

  Delivery(BotClient client, ChatQueues queues, Optional<String> usual) {
    this.client = client;
    this.queues = queues;
    this.usual = usual;
  }

  synchronized void deliver(Message message) throws UndeliveredException {
    String chat =
        message
            .place()
            .or(() -> usual)
            .orElseThrow(() ->
                new UndeliveredException(
                    "ALERT_TELEGRAM_CHAT is not set, so Telegram has no place for it",
                    Optional.empty(),
                    true));
    Duration pause = queues.of(chat).pause();
    if (pause.isPositive()) {
      throw new UndeliveredException(
          "Telegram takes no message in chat " + chat + " now", Optional.of(pause), false);
    }
    List<ChatQueue.Job> parts =
        parts(message, new BotClient.Address(chat, OptionalInt.empty(), !message.loud()));
    try {
      for (int i = out.getOrDefault(message.id(), 0); i < parts.size(); i++) {
        parts.get(i).show(client, Duration.ZERO);
        out.put(message.id(), i + 1);
      }
      out.remove(message.id());
    } catch (CallFailure e) {
      e.retryAfter().ifPresent(wait -> queues.of(chat).pauseFor(wait));
      throw new UndeliveredException(
          "Telegram did not take it for chat " + chat + ": " + e.words(),
          e.retryAfter(),
          e.permanent());
    }
  }

  private static List<ChatQueue.Job> parts(Message message, BotClient.Address address) {
    PageView view = PageView.of(message.page());
    List<ChatQueue.Job> parts = new ArrayList<>();
    parts.add((client, late) ->
        client.send(address, Screen.last(view.pieces().getFirst(), message.buttons())));
    parts.addAll(TelegramTalk.rest(view, address));
    return parts;
  }
}
