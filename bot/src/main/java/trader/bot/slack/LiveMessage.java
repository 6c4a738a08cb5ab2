package trader.bot.slack;

import com.slack.api.model.block.LayoutBlock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.bot.chat.Button;

/**
 * One message in a channel that is edited in place. Only the newest state is ever sent: what it
 * replaced while it waited for its turn is left out.
 */
final class LiveMessage implements Shown {
  private static final Logger LOG = LoggerFactory.getLogger(LiveMessage.class);
  private static final Duration LATE = Duration.ofSeconds(5);
  private final Poster poster;
  private final Executor threads;
  private final String channel;
  private final Urgency urgency;
  private final Optional<ResponseAddress> fallback;
  private final SlackApi.Reach reach;
  private final Deque<Attachment> files = new ArrayDeque<>();
  private Content wanted;
  private long wantedAt;
  private long dueAt;
  private int version;
  private int taken;
  private boolean running;
  private SlackApi.@Nullable Place place;

  /**
   * Not shown yet.
   *
   * @param fallback where it is shown instead if the app may not write to the channel
   * @param reach who sees it there
   */
  LiveMessage(
      Poster poster,
      Executor threads,
      String channel,
      Urgency urgency,
      Optional<ResponseAddress> fallback,
      SlackApi.Reach reach) {
    this.poster = poster;
    this.threads = threads;
    this.channel = channel;
    this.urgency = urgency;
    this.fallback = fallback;
    this.reach = reach;
    this.wanted = new Content("", List.of(), List.of(), "");
  }

  /** Shows it as soon as the channel takes it. */
  void show(Content content, List<Attachment> more) {
    show(content, more, Duration.ZERO);
  }

  /** The same, unless something newer comes within {@code patience}. */
  synchronized void show(Content content, List<Attachment> more, Duration patience) {
    wanted = content;
    wantedAt = System.nanoTime();
    dueAt = wantedAt + patience.toNanos();
    version++;
    files.addAll(more);
    if (!running) {
      running = true;
      threads.execute(this::run);
    }
    notifyAll();
  }

  @Override
  public synchronized Content content() {
    return wanted;
  }

  @Override
  public synchronized void drop(
      Predicate<Button> which, Optional<LayoutBlock> note, Optional<ResponseAddress> response) {
    if (wanted.buttons().stream().anyMatch(which)) {
      Content without = wanted.without(which);
      show(note.map(without::with).orElse(without), List.of());
    }
  }

  private void run() {
    try {
      while (due()) {
        send();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean due() throws InterruptedException {
    while (taken != version) {
      long nanos = dueAt - System.nanoTime();
      if (nanos <= 0) {
        return true;
      }
      wait(nanos / 1_000_000, (int) (nanos % 1_000_000));
    }
    running = !files.isEmpty();
    return running;
  }

  private synchronized Content take() {
    taken = version;
    long late = System.nanoTime() - wantedAt;
    return late < LATE.toNanos()
        ? wanted
        : wanted.with(
            Texts.context(
                "Shown " + late / 1_000_000_000 + " s late: Slack did not take it sooner."));
  }

  private void send() throws InterruptedException {
    SlackApi.Place there = place;
    try {
      if (there == null) {
        place = poster.post(channel, urgency, this::take);
      } else if (stale()) {
        poster.update(there, this::take);
      }
      attach();
    } catch (SlackFault e) {
      take();
      failed(e);
    }
  }

  private synchronized boolean stale() {
    return taken != version;
  }

  private void attach() throws SlackFault, InterruptedException {
    while (true) {
      Attachment next;
      synchronized (this) {
        if (taken != version) {
          return;
        }
        next = files.poll();
      }
      SlackApi.Place there = place;
      if (next == null || there == null) {
        return;
      }
      poster.upload(
          there.channel(),
          next.beneath() ? Optional.of(there.ts()) : Optional.empty(),
          urgency,
          next);
    }
  }

  private void failed(SlackFault fault) throws InterruptedException {
    synchronized (this) {
      files.clear();
    }
    if (fault.error().equals("message_not_found")) {
      place = null;
      show(content(), List.of());
      return;
    }
    if (fault.shutOut() && fallback.isPresent() && fallback.get().take()) {
      try {
        poster.respond(fallback.get().reveal(), reach, content());
        return;
      } catch (SlackFault e) {
        LOG.warn("a message for {} did not reach Slack: {}", channel, e.error());
        return;
      }
    }
    LOG.warn("a message for {} did not reach Slack: {}", channel, fault.error());
  }
}
