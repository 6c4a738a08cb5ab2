package trader.bot.slack;

import com.slack.api.model.block.LayoutBlock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import trader.bot.chat.Answer;
import trader.bot.chat.Answer.Audience;
import trader.bot.chat.Talk;
import trader.commands.Outcome;
import trader.commands.Refusal;
import trader.commands.Reply;

/** One conversation: a message of its own in the channel where something is changed. */
final class SlackTalk implements Talk {
  /** An answer within this time makes the edit between superfluous. */
  private static final Duration PATIENCE = Duration.ofMillis(250);

  private final Conversations conversations;
  private final Heard heard;
  private @Nullable LiveMessage message;
  private @Nullable Instant beganAt;
  private @Nullable Instant writtenAt;
  private String command = "";
  private String trail = "";

  SlackTalk(Conversations conversations, Heard heard) {
    this.conversations = conversations;
    this.heard = heard;
  }

  @Override
  public synchronized void stranger() {
    conversations.whisper(heard, "trader takes no commands from this account here.");
  }

  @Override
  public synchronized void began(String person, String words, Instant at) {
    beganAt = at;
    command = words;
    trail =
        "requested by *"
            + Texts.escaped(person)
            + "* (<@"
            + heard.user()
            + ">) at "
            + Texts.time(at)
            + " UTC";
    LiveMessage fresh = conversations.live(heard);
    message = fresh;
    fresh.show(frame("requested"), List.of());
  }

  @Override
  public synchronized void written(Instant at) {
    writtenAt = at;
    trail += " → accepted at T" + since(at);
    if (message != null) {
      message.show(frame("accepted, the engine is awaited"), List.of(), PATIENCE);
    }
  }

  private Content frame(String state) {
    String line = "*" + Texts.escaped(command) + "* — " + state;
    return new Content(
        Texts.escaped(command) + ": " + state,
        List.of(Texts.section(line), Texts.context(trail)),
        List.of(),
        conversations.key());
  }

  @Override
  public synchronized void answered(Answer answer) {
    BlockRenderer.Rendered rendered = BlockRenderer.render(answer.page());
    List<Attachment> files = Attachment.of(rendered);
    if (message == null && answer.audience() == Audience.AUTHOR) {
      conversations.whisper(heard, conversations.content(rendered, answer.buttons()), files);
    } else {
      Content content = conversations.content(trailed(rendered, answer), answer.buttons());
      LiveMessage shown = message == null ? conversations.live(heard) : message;
      conversations.boards().add(content.key(), shown);
      shown.show(content, files);
    }
    if (answer.reply() instanceof Reply.Previewed previewed) {
      conversations.expire(previewed.id(), previewed.until());
    }
    if (uses(answer.reply())) {
      conversations.used(heard, answer);
    }
  }

  private BlockRenderer.Rendered trailed(BlockRenderer.Rendered rendered, Answer answer) {
    if (beganAt == null) {
      return rendered;
    }
    List<LayoutBlock> blocks = new ArrayList<>(rendered.blocks());
    blocks.add(
        Math.min(1, blocks.size()),
        Texts.context(trail + " → " + end(answer) + since(conversations.clock().instant())));
    return new BlockRenderer.Rendered(
        rendered.notification(), blocks, rendered.whole(), rendered.charts());
  }

  private String end(Answer answer) {
    return switch (answer.reply().outcome()) {
      case DONE -> writtenAt == null ? "done at T" : "applied by the engine at T";
      case FAILED -> "*failed* at T";
      case REFUSED -> "refused at T";
      case NOT_ACKNOWLEDGED -> "*not confirmed* by T";
      case UNCONFIRMED -> "waits for its confirmation since T";
      case MISUNDERSTOOD -> "not understood at T";
    };
  }

  private String since(Instant at) {
    Instant from = beganAt;
    return from == null ? "+?" : "+" + Math.max(0, Duration.between(from, at).toMillis()) + " ms";
  }

  /** Whether nothing is left of what the button or the words were about. */
  private static boolean uses(Reply reply) {
    if (reply instanceof Reply.Refused refused) {
      Refusal why = refused.refusal();
      return why instanceof Refusal.ConfirmationUnknown
          || why instanceof Refusal.ConfirmationExpired
          || why instanceof Refusal.ApprovalUnknown
          || why instanceof Refusal.ApprovalExpired
          || why instanceof Refusal.ProposalUnknown
          || why instanceof Refusal.ProposalExpired
          || why instanceof Refusal.StateMoved;
    }
    return reply.outcome() != Outcome.MISUNDERSTOOD;
  }
}
