package trader.bot.telegram;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.telegram.telegrambots.meta.api.methods.AnswerCallbackQuery;
import org.telegram.telegrambots.meta.api.methods.botapimethods.BotApiMethod;
import org.telegram.telegrambots.meta.api.methods.commands.SetMyCommands;
import org.telegram.telegrambots.meta.api.methods.send.SendDocument;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.methods.send.SendPhoto;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.EditMessageReplyMarkup;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.EditMessageText;
import org.telegram.telegrambots.meta.api.objects.InputFile;
import org.telegram.telegrambots.meta.api.objects.LinkPreviewOptions;
import org.telegram.telegrambots.meta.api.objects.ReplyParameters;
import org.telegram.telegrambots.meta.api.objects.commands.BotCommand;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.ForceReplyKeyboard;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.ReplyKeyboard;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.generics.TelegramClient;

/** The calls that we make, each once. */
final class BotClient {
  private static final String HTML = "HTML";
  private final TelegramClient client;
  private final MeterRegistry registry;

  BotClient(TelegramClient client, MeterRegistry registry) {
    this.client = client;
    this.registry = registry;
  }

  /** A message to which we might send more: where it goes and how. */
  record Address(String chat, OptionalInt replyTo, boolean silent) {
    Optional<ReplyParameters> reply() {
      return replyTo.isEmpty()
          ? Optional.empty()
          : Optional.of(
              ReplyParameters.builder()
                  .messageId(replyTo.getAsInt())
                  .allowSendingWithoutReply(true)
                  .build());
    }
  }

  private interface Call<T> {
    T run() throws TelegramApiException;
  }

  /** Sends a message and answers its id. */
  int send(Address to, Screen screen) throws CallFailure {
    SendMessage message = message(to, screen.html());
    Keyboard.of(screen.buttons()).ifPresent(message::setReplyMarkup);
    return counted("sendMessage", () -> client.execute(message)).getMessageId();
  }

  /** Sends a message that opens a reply on its reader's screen. */
  void ask(Address to, String html, boolean selective) throws CallFailure {
    SendMessage message = message(to, html);
    ReplyKeyboard ask = new ForceReplyKeyboard(true, selective, null);
    message.setReplyMarkup(ask);
    counted("sendMessage", () -> client.execute(message));
  }

  private static SendMessage message(Address to, String html) {
    SendMessage message =
        SendMessage.builder()
            .chatId(to.chat())
            .text(html)
            .parseMode(HTML)
            .disableNotification(to.silent())
            .linkPreviewOptions(LinkPreviewOptions.builder().isDisabled(true).build())
            .build();
    to.reply().ifPresent(message::setReplyParameters);
    return message;
  }

  /** Changes a message; one that shows the same already is no failure. */
  void edit(String chat, int message, Screen screen) throws CallFailure {
    EditMessageText edit =
        EditMessageText.builder()
            .chatId(chat)
            .messageId(message)
            .text(screen.html())
            .parseMode(HTML)
            .linkPreviewOptions(LinkPreviewOptions.builder().isDisabled(true).build())
            .build();
    Keyboard.of(screen.buttons()).ifPresent(edit::setReplyMarkup);
    unlessSame("editMessageText", edit);
  }

  /** Takes the buttons from a message. */
  void removeButtons(String chat, int message) throws CallFailure {
    unlessSame(
        "editMessageReplyMarkup",
        EditMessageReplyMarkup.builder().chatId(chat).messageId(message).build());
  }

  private <T extends Serializable, M extends BotApiMethod<T>> void unlessSame(String name, M method)
      throws CallFailure {
    try {
      counted(name, () -> client.execute(method));
    } catch (CallFailure e) {
      if (!e.says("message is not modified")) {
        throw e;
      }
    }
  }

  void sendPhoto(Address to, byte[] png, String caption) throws CallFailure {
    SendPhoto photo =
        SendPhoto.builder()
            .chatId(to.chat())
            .photo(new InputFile(new ByteArrayInputStream(png), "chart.png"))
            .caption(caption)
            .disableNotification(true)
            .build();
    to.reply().ifPresent(photo::setReplyParameters);
    counted("sendPhoto", () -> client.execute(photo));
  }

  void sendDocument(Address to, byte[] text, String name) throws CallFailure {
    SendDocument document =
        SendDocument.builder()
            .chatId(to.chat())
            .document(new InputFile(new ByteArrayInputStream(text), name))
            .disableNotification(true)
            .build();
    to.reply().ifPresent(document::setReplyParameters);
    counted("sendDocument", () -> client.execute(document));
  }

  /** Ends the spinner on a pressed button. */
  void answerPress(String press) throws CallFailure {
    counted(
        "answerCallbackQuery",
        () -> client.execute(AnswerCallbackQuery.builder().callbackQueryId(press).build()));
  }

  /** Makes every command of the catalog part of the bot's menu. */
  void setMenu() throws CallFailure {
    List<BotCommand> menu = Menu.commands();
    counted("setMyCommands", () -> client.execute(SetMyCommands.builder().commands(menu).build()));
  }

  private <T> T counted(String method, Call<T> call) throws CallFailure {
    try {
      T result = call.run();
      counter(method, "done").increment();
      return result;
    } catch (TelegramApiException e) {
      counter(method, "failed").increment();
      throw CallFailure.of(e);
    }
  }

  private Counter counter(String method, String outcome) {
    return Counter.builder("telegram_calls")
        .description("Calls to Telegram by method and outcome")
        .tag("method", method)
        .tag("outcome", outcome)
        .register(registry);
  }
}
