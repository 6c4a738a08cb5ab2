package trader.bot.slack;

import com.slack.api.app_backend.slash_commands.payload.SlashCommandPayload;
import com.slack.api.bolt.App;
import com.slack.api.bolt.request.Request;
import com.slack.api.bolt.request.builtin.SlashCommandRequest;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.bot.chat.ChatDesk;
import trader.bot.chat.Platform;
import trader.bot.chat.Speaker;
import trader.bot.chat.Talk;
import trader.bot.chat.Utterance;

/** Turns what Slack sends into utterances. Slack is answered at once; the rest comes after. */
final class Hearing {
  private static final Logger LOG = LoggerFactory.getLogger(Hearing.class);
  private static final int REMEMBERED = 10_000;
  private static final String TIMESTAMP = "X-Slack-Request-Timestamp";
  private final ChatDesk desk;
  private final Conversations conversations;
  private final Executor threads;
  private final MeterRegistry meters;
  private final Recent heardBefore = new Recent(REMEMBERED);

  Hearing(ChatDesk desk, Conversations conversations, Executor threads, MeterRegistry meters) {
    this.desk = desk;
    this.conversations = conversations;
    this.threads = threads;
    this.meters = meters;
  }

  void register(App app) {
    app.command(
        Pattern.compile("/.*"),
        (request, context) -> {
          command(request);
          return context.ack();
        });
    Presses presses = new Presses(this, conversations);
    app.blockAction(Pattern.compile(".*"), presses::pressed);
    app.viewSubmission(Pattern.compile(".*"), presses::submitted);
  }

  private void command(SlashCommandRequest request) {
    SlashCommandPayload payload = request.getPayload();
    String text = payload.getText() == null ? "" : payload.getText().strip();
    String name = payload.getCommand().substring(1);
    String words = name.equals("trader") ? text : (name + " " + text).strip();
    hear(
        new Heard(
            utterance(
                payload.getTeamId(),
                payload.getTriggerId(),
                payload.getUserId(),
                payload.getUserName(),
                payload.getChannelId(),
                words.isEmpty() ? "help" : words,
                saidAt(request)),
            payload.getChannelId(),
            payload.getUserId(),
            response(payload.getResponseUrl()),
            Optional.empty()));
  }

  /** Hands it to the desk on a thread of its own, unless it was heard before. */
  void hear(Heard heard) {
    hear(heard, heard.utterance(), new SlackTalk(conversations, heard));
  }

  /** The same with other words, and something else that becomes of the answer. */
  void hear(Heard heard, Utterance utterance, Talk talk) {
    if (!heardBefore.add(utterance.id())) {
      meters.counter("chat_redelivered_total", "platform", "slack").increment();
      return;
    }
    threads.execute(() -> {
      try {
        desk.hear(utterance, talk);
      } catch (RuntimeException e) {
        LOG.error("a command could not be taken: {}", utterance.id(), e);
        conversations.whisper(
            heard,
            "NOT TAKEN — a fault in the bot ("
                + e.getClass().getSimpleName()
                + "). Whether it had an effect is not known: /trader status says what is so.");
      }
    });
  }

  static Utterance utterance(
      String team,
      String id,
      String user,
      String name,
      String channel,
      String words,
      Instant saidAt) {
    return new Utterance(
        "slack:" + team + ":" + id,
        new Speaker(
            Platform.SLACK, team + ":" + user, team + ":" + channel, name == null ? user : name),
        words,
        saidAt);
  }

  Optional<ResponseAddress> response(String url) {
    return Optional.ofNullable(url).map(one -> new ResponseAddress(one, conversations.clock()));
  }

  /** When Slack signed it; over Socket Mode, where it says nothing of that, now. */
  Instant saidAt(Request<?> request) {
    String header = request.getHeaders().getFirstValue(TIMESTAMP);
    return header != null && header.matches("[0-9]{1,12}")
        ? Instant.ofEpochSecond(Long.parseLong(header))
        : conversations.clock().instant();
  }
}
