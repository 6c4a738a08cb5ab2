package trader.bot.slack;

import com.slack.api.model.block.LayoutBlock;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.bot.chat.Answer;
import trader.bot.chat.Button;

/** How what the desk says is shown: in the channel, or to one person. */
final class Conversations {
  private static final Logger LOG = LoggerFactory.getLogger(Conversations.class);
  private final Poster poster;
  private final Boards boards;
  private final Executor threads;
  private final Deadlines deadlines;
  private final Clock clock;
  private final AtomicLong keys = new AtomicLong();
  private final String started;

  Conversations(Poster poster, Boards boards, Executor threads, Deadlines deadlines, Clock clock) {
    this.poster = poster;
    this.boards = boards;
    this.threads = threads;
    this.deadlines = deadlines;
    this.clock = clock;
    this.started = Long.toString(clock.millis(), Character.MAX_RADIX);
  }

  Clock clock() {
    return clock;
  }

  Boards boards() {
    return boards;
  }

  Poster poster() {
    return poster;
  }

  /** A new key for a block of buttons, another one in each run of the process. */
  String key() {
    return "b" + started + "-" + keys.incrementAndGet();
  }

  /** A message that everyone in the channel sees. */
  LiveMessage live(Heard heard) {
    return live(heard, SlackApi.Reach.PLACE);
  }

  private LiveMessage live(Heard heard, SlackApi.Reach reach) {
    return new LiveMessage(
        poster,
        threads,
        heard.channel(),
        Urgency.of(heard.utterance().words()),
        heard.response(),
        reach);
  }

  Content content(BlockRenderer.Rendered rendered, List<Button> buttons) {
    return new Content(rendered.notification(), rendered.blocks(), buttons, key());
  }

  /** A line that only the speaker sees. */
  void whisper(Heard heard, String line) {
    whisper(
        heard,
        new Content(
            Texts.escaped(line), List.of(Texts.section(Texts.escaped(line))), List.of(), key()),
        List.of());
  }

  /** A message that only the speaker sees; its files go where only the speaker looks. */
  void whisper(Heard heard, Content content, List<Attachment> files) {
    if (heard.isPrivate()) {
      // Two people's own channel looks like the app's; there only the author may see it.
      LiveMessage message = live(heard, SlackApi.Reach.AUTHOR);
      boards.add(content.key(), message);
      message.show(content, files);
      return;
    }
    Whisper message = new Whisper(poster, threads, content);
    boards.add(content.key(), message);
    threads.execute(() -> {
      try {
        send(heard, content);
        for (Attachment file : files) {
          poster.upload(poster.direct(heard.user()), Optional.empty(), Urgency.COMMAND, file);
        }
      } catch (SlackFault e) {
        LOG.warn("an answer for {} did not reach Slack: {}", heard.user(), e.error());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
  }

  private void send(Heard heard, Content content) throws SlackFault, InterruptedException {
    if (heard.response().isPresent() && heard.response().get().take()) {
      try {
        poster.respond(heard.response().get().reveal(), SlackApi.Reach.AUTHOR, content);
        return;
      } catch (SlackFault e) {
        LOG.info("a response address was of no use: {}", e.error());
      }
    }
    try {
      poster.whisper(heard.channel(), heard.user(), content);
    } catch (SlackFault e) {
      if (!e.shutOut()) {
        throw e;
      }
      poster.post(poster.direct(heard.user()), Urgency.COMMAND, () -> content);
    }
  }

  /** Takes a preview's buttons away when it can no longer be confirmed. */
  void expire(String id, Instant until) {
    deadlines.at(
        until,
        () ->
            boards.spent(
                "confirm " + id,
                Optional.of(
                    Texts.context(
                        "Could be confirmed until "
                            + Texts.time(until)
                            + " UTC. Nothing was changed by it after that."))));
  }

  /** Takes away what was pressed, and everything that is about the same thing. */
  void used(Heard heard, Answer answer) {
    Optional<LayoutBlock> note = Optional.empty();
    heard
        .origin()
        .ifPresent(origin -> {
          Predicate<Button> pressed = button -> button.words().equals(origin.words());
          Optional<Shown> known = boards.find(origin.key());
          if (known.isPresent()) {
            known.get().drop(pressed, note, heard.response());
          } else {
            origin.place().ifPresent(place -> strip(place, origin, answer));
          }
        });
    boards.spent(heard.utterance().words(), note);
  }

  /** A message from before this process began: its buttons are from another time, all of them. */
  private void strip(SlackApi.Place place, Heard.Origin origin, Answer answer) {
    if (origin.blocks().isEmpty()) {
      return;
    }
    List<LayoutBlock> kept = new ArrayList<>(origin.blocks());
    kept.removeIf(block -> "actions".equals(block.getType()));
    String title = Texts.escaped(Texts.cut(answer.page().title(), 200));
    if (kept.isEmpty()) {
      kept.add(Texts.section(title));
    }
    Content content = new Content(title, kept, List.of(), origin.key());
    edit(place, () -> content);
  }

  /** Edits a message that is there already. */
  void edit(SlackApi.Place place, Supplier<Content> content) {
    threads.execute(() -> {
      try {
        poster.update(place, content);
      } catch (SlackFault e) {
        LOG.info("the buttons of a message stay: {}", e.error());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
  }
}
