package trader.bot.slack;

import com.slack.api.model.block.LayoutBlock;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.bot.chat.Button;

/** A message that one person sees; Slack lets us edit it only after a press on it. */
final class Whisper implements Shown {
  private static final Logger LOG = LoggerFactory.getLogger(Whisper.class);
  private final Poster poster;
  private final Executor threads;
  private Content content;
  private Optional<ResponseAddress> reach = Optional.empty();

  Whisper(Poster poster, Executor threads, Content content) {
    this.poster = poster;
    this.threads = threads;
    this.content = content;
  }

  @Override
  public synchronized Content content() {
    return content;
  }

  @Override
  public synchronized void pressed(ResponseAddress response) {
    reach = Optional.of(response);
  }

  @Override
  public synchronized void drop(
      Predicate<Button> which, Optional<LayoutBlock> note, Optional<ResponseAddress> response) {
    if (content.buttons().stream().noneMatch(which)) {
      return;
    }
    Content without = content.without(which);
    Content next = note.map(without::with).orElse(without);
    Optional<ResponseAddress> way = response.or(() -> reach).filter(ResponseAddress::take);
    if (way.isPresent()) {
      content = next;
      threads.execute(() -> edit(way.get(), next));
    }
  }

  private void edit(ResponseAddress address, Content next) {
    try {
      poster.respond(address.reveal(), SlackApi.Reach.ORIGINAL, next);
    } catch (SlackFault e) {
      LOG.info("the buttons of a private message stay: {}", e.error());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
