package trader.bot.chat;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells one conversation what happens, in order and one call at a time, on threads of its own:
 * whoever has something to tell never waits for the platform.
 */
final class Narrator {
  private static final Logger LOG = LoggerFactory.getLogger(Narrator.class);

  /** One call of a talk. */
  private record Sentence(String what, Consumer<Talk> call) {}

  private final Talk talk;
  private final Platform platform;
  private final Executor voices;
  private final Queue<Sentence> unsaid = new ArrayDeque<>();
  private boolean speaking;

  Narrator(Talk talk, Platform platform, Executor voices) {
    this.talk = talk;
    this.platform = platform;
    this.voices = voices;
  }

  void tell(String what, Consumer<Talk> call) {
    synchronized (unsaid) {
      unsaid.add(new Sentence(what, call));
      if (speaking) {
        return;
      }
      speaking = true;
    }
    try {
      voices.execute(this::speak);
    } catch (RejectedExecutionException _) {
      LOG.warn("{} is not shown '{}': the bot is stopping", platform.text(), what);
    }
  }

  private void speak() {
    for (Sentence next = next(); next != null; next = next()) {
      try {
        next.call().accept(talk);
      } catch (RuntimeException e) {
        // Its message may hold an address that is as good as a password.
        LOG.warn(
            "{} could not be shown '{}' ({})",
            platform.text(),
            next.what(),
            e.getClass().getSimpleName());
      }
    }
  }

  private @Nullable Sentence next() {
    synchronized (unsaid) {
      Sentence next = unsaid.poll();
      speaking = next != null;
      return next;
    }
  }
}
