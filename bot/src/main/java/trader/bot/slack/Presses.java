package trader.bot.slack;

import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import com.slack.api.app_backend.views.payload.ViewSubmissionPayload;
import com.slack.api.bolt.context.builtin.ActionContext;
import com.slack.api.bolt.context.builtin.ViewSubmissionContext;
import com.slack.api.bolt.request.builtin.BlockActionRequest;
import com.slack.api.bolt.request.builtin.ViewSubmissionRequest;
import com.slack.api.bolt.response.Response;
import com.slack.api.model.block.LayoutBlock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.bot.chat.Answer;
import trader.bot.chat.Talk;
import trader.bot.chat.Utterance;

/** Buttons that are pressed, and the forms that some of them open. */
final class Presses {
  private static final Logger LOG = LoggerFactory.getLogger(Presses.class);
  private final Hearing hearing;
  private final Conversations conversations;

  Presses(Hearing hearing, Conversations conversations) {
    this.hearing = hearing;
    this.conversations = conversations;
  }

  Response pressed(BlockActionRequest request, ActionContext context) {
    BlockActionPayload payload = request.getPayload();
    BlockActionPayload.Action action = payload.getActions().getFirst();
    String words = action.getValue() == null ? "" : action.getValue();
    if (!ButtonRow.ACTION.matcher(action.getActionId()).matches()
        || words.isBlank()
        || payload.getChannel() == null) {
      LOG.warn(
          "a press on the action '{}' was ignored: it is none of ours",
          Texts.cut(action.getActionId(), 40));
      return context.ack();
    }
    Heard heard = heard(payload, action, words, hearing.saidAt(request));
    heard
        .response()
        .ifPresent(way ->
            conversations
                .boards()
                .find(action.getBlockId())
                .ifPresent(shown -> shown.pressed(way)));
    if (outdated(heard)) {
      known(
          heard,
          () ->
              conversations.whisper(
                  heard,
                  "That button is out of date; nothing was done. /trader status says what is so."));
    } else if (ButtonRow.asks(action.getActionId()).isEmpty()) {
      hearing.hear(heard);
    } else {
      known(heard, () -> ask(payload, action, heard));
    }
    return context.ack();
  }

  private Heard heard(
      BlockActionPayload payload, BlockActionPayload.Action action, String words, Instant saidAt) {
    String channel = payload.getChannel().getId();
    boolean shared =
        payload.getContainer() != null
            && !payload.getContainer().isEphemeral()
            && payload.getMessage() != null;
    List<LayoutBlock> blocks =
        shared && payload.getMessage().getBlocks() != null
            ? payload.getMessage().getBlocks()
            : List.of();
    return new Heard(
        Hearing.utterance(
            payload.getTeam().getId(),
            payload.getTriggerId(),
            payload.getUser().getId(),
            payload.getUser().getUsername(),
            channel,
            words,
            saidAt),
        channel,
        payload.getUser().getId(),
        hearing.response(payload.getResponseUrl()),
        Optional.of(
            new Heard.Origin(
                action.getBlockId(),
                words,
                shared
                    ? Optional.of(
                        new SlackApi.Place(channel, payload.getContainer().getMessageTs()))
                    : Optional.empty(),
                blocks)));
  }

  /** A button that this process took away already; what stops is taken from any screen. */
  private boolean outdated(Heard heard) {
    String words = heard.utterance().words();
    return !Urgency.lowers(words)
        && heard
            .origin()
            .flatMap(origin -> conversations.boards().find(origin.key()))
            .filter(shown ->
                shown.content().buttons().stream()
                    .noneMatch(button -> button.words().equals(words)))
            .isPresent();
  }

  private void ask(BlockActionPayload payload, BlockActionPayload.Action action, Heard heard) {
    Heard.Origin origin = heard.origin().orElseThrow();
    Forms.Subject subject =
        new Forms.Subject(
            origin.words(),
            heard.channel(),
            origin.key(),
            origin.place().map(SlackApi.Place::ts).orElse(""));
    String label = action.getText() == null ? "Confirm" : action.getText().getText();
    try {
      conversations
          .poster()
          .api()
          .open(
              payload.getTriggerId(),
              Forms.view(label, ButtonRow.asks(action.getActionId()), subject));
    } catch (SlackFault e) {
      LOG.warn("a form did not open: {}", e.error());
      conversations.whisper(
          heard,
          "The form did not open ("
              + e.error()
              + "); nothing was done. Press again, or type "
              + Texts.typed(subject.words())
              + " with what it asks for.");
    }
  }

  /** Goes on with people whom the desk knows; it alone does, and strangers are shown one line. */
  private void known(Heard heard, Runnable next) {
    Utterance said = heard.utterance();
    hearing.hear(
        heard,
        new Utterance(said.id() + ":who", said.speaker(), "whoami", said.saidAt()),
        new Asking(conversations, heard, next));
  }

  /** Asks the desk who pressed. */
  private record Asking(Conversations conversations, Heard heard, Runnable next) implements Talk {
    @Override
    public void stranger() {
      new SlackTalk(conversations, heard).stranger();
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
      next.run();
    }
  }

  Response submitted(ViewSubmissionRequest request, ViewSubmissionContext context) {
    ViewSubmissionPayload payload = request.getPayload();
    Optional<Forms.Subject> subject =
        Forms.CALLBACK.equals(payload.getView().getCallbackId())
            ? Forms.Subject.parse(payload.getView().getPrivateMetadata())
            : Optional.empty();
    if (subject.isEmpty()) {
      LOG.warn("a form was ignored: it is none of ours");
      return context.ack();
    }
    Forms.Filled filled = Forms.filled(subject.get(), payload.getView().getState());
    if (!filled.faults().isEmpty()) {
      return context.ackWithErrors(filled.faults());
    }
    Forms.Subject about = subject.get();
    hearing.hear(
        new Heard(
            Hearing.utterance(
                payload.getTeam().getId(),
                payload.getView().getId(),
                payload.getUser().getId(),
                payload.getUser().getName(),
                about.channel(),
                filled.words(),
                hearing.saidAt(request)),
            about.channel(),
            payload.getUser().getId(),
            Optional.empty(),
            Optional.of(
                new Heard.Origin(
                    about.key(),
                    about.words(),
                    about.ts().isEmpty()
                        ? Optional.empty()
                        : Optional.of(new SlackApi.Place(about.channel(), about.ts())),
                    List.of()))));
    return context.ack();
  }
}
