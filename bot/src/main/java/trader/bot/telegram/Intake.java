package trader.bot.telegram;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.telegram.telegrambots.meta.api.objects.CallbackQuery;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.api.objects.User;
import org.telegram.telegrambots.meta.api.objects.message.MaybeInaccessibleMessage;
import org.telegram.telegrambots.meta.api.objects.message.Message;
import trader.bot.chat.Answer;
import trader.bot.chat.ChatDesk;
import trader.bot.chat.Platform;
import trader.bot.chat.Speaker;
import trader.bot.chat.Talk;
import trader.bot.chat.Utterance;

/** From an update to what somebody said. */
final class Intake {
  private final ChatDesk desk;
  private final Stage stage;
  private final long botId;
  private volatile String botName = "";

  Intake(ChatDesk desk, Stage stage, String botId) {
    this.desk = desk;
    this.stage = stage;
    this.botId = Long.parseLong(botId);
  }

  /** The name by which groups address the bot. */
  void botName(String name) {
    botName = name.toLowerCase(Locale.ROOT);
  }

  /**
   * Hands it to the desk, where it is something said.
   *
   * @param backlog whether it may have waited at Telegram
   * @param now when it arrived
   */
  void take(Update update, boolean backlog, Instant now) {
    String id = "telegram:" + botId + ":" + update.getUpdateId();
    if (update.hasMessage()) {
      said(id, update.getMessage());
    } else if (update.hasCallbackQuery()) {
      pressed(id, update.getCallbackQuery(), backlog, now);
    }
  }

  private void said(String id, Message message) {
    User from = message.getFrom();
    String text = message.getText();
    boolean forChat = message.getSenderChat() != null;
    if (from == null || text == null || (Boolean.TRUE.equals(from.getIsBot()) && !forChat)) {
      return;
    }
    Optional<String> words =
        Prompt.filledIn(message, botId).or(() -> words(text, message.isUserMessage()));
    if (words.isEmpty()) {
      return;
    }
    // Whoever speaks for a chat, as an anonymous admin does, is that chat and no person.
    String account = Long.toString(forChat ? message.getSenderChat().getId() : from.getId());
    String chat = Long.toString(message.getChatId());
    Speaker speaker = new Speaker(Platform.TELEGRAM, account, chat, name(from));
    BotClient.Address address =
        new BotClient.Address(chat, OptionalInt.of(message.getMessageId()), false);
    Instant at = Instant.ofEpochSecond(message.getDate());
    desk.hear(
        new Utterance(id, speaker, words.get(), at),
        new TelegramTalk(stage, address, words.get(), Optional.empty()));
  }

  /** The words of a command; empty where they are talk among people, or for another bot. */
  private Optional<String> words(String text, boolean alone) {
    String stripped = text.strip();
    if (!stripped.startsWith("/")) {
      return alone && !stripped.isEmpty() ? Optional.of(stripped) : Optional.empty();
    }
    String[] parts = stripped.split("\\s+", 2);
    String[] name = parts[0].split("@", 2);
    if (name.length > 1 && !name[1].toLowerCase(Locale.ROOT).equals(botName)) {
      return Optional.empty();
    }
    String command = name[0].equals("/start") ? "/help" : name[0];
    boolean more = parts.length > 1 && !name[0].equals("/start");
    return Optional.of(more ? command + " " + parts[1] : command);
  }

  private void pressed(String id, CallbackQuery query, boolean backlog, Instant now) {
    MaybeInaccessibleMessage below = query.getMessage();
    Optional<Keyboard.Pressed> pressed =
        Optional.ofNullable(query.getData()).flatMap(Keyboard::read);
    if (below == null || pressed.isEmpty()) {
      return;
    }
    User from = query.getFrom();
    String chat = Long.toString(below.getChatId());
    Speaker speaker = new Speaker(Platform.TELEGRAM, Long.toString(from.getId()), chat, name(from));
    BotClient.Address address =
        new BotClient.Address(chat, OptionalInt.of(below.getMessageId()), false);
    Instant at = backlog ? stood(below) : now;
    String words = pressed.get().words();
    if (pressed.get().asks().isEmpty()) {
      desk.hear(
          new Utterance(id, speaker, words, at),
          new TelegramTalk(stage, address, words, Optional.of(query.getId())));
    } else {
      // Only the desk knows strangers, and they are shown nothing, not even a question.
      String html = Prompt.html(pressed.get(), from, !below.isUserMessage());
      desk.hear(
          new Utterance(id + ":who", speaker, "whoami", at),
          new Asking(stage, address, html, !below.isUserMessage(), query.getId()));
    }
  }

  /**
   * The earliest time at which a button can have been pressed: Telegram does not say when it was,
   * but it was not before the message stood as it stands.
   */
  private static Instant stood(MaybeInaccessibleMessage below) {
    if (below instanceof Message message && message.getDate() > 0) {
      Integer edited = message.getEditDate();
      return Instant.ofEpochSecond(edited == null ? message.getDate() : edited);
    }
    // Too old for Telegram to show it.
    return Instant.EPOCH;
  }

  private static String name(User user) {
    String name = user.getUserName() == null ? user.getFirstName() : "@" + user.getUserName();
    return String.valueOf(name);
  }

  /** Asks for what a button leaves open, once the desk knows the one who pressed it. */
  private record Asking(
      Stage stage, BotClient.Address address, String html, boolean selective, String press)
      implements Talk {
    @Override
    public void stranger() {
      // Shown nothing.
    }

    @Override
    public void began(String person, String command, Instant at) {
      // Who one is changes nothing.
    }

    @Override
    public void written(Instant at) {
      // Who one is is not written.
    }

    @Override
    public void answered(Answer answer) {
      stage.endSpinner(press);
      stage
          .queues()
          .of(address.chat())
          .add((client, late) -> client.ask(address, html, selective), true);
    }
  }
}
