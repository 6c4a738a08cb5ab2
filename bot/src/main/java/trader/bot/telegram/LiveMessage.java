package trader.bot.telegram;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import trader.commands.Figures;

/**
 * One message that is changed in place. Only its newest screen is ever sent: what came and went
 * while Telegram was slow is left out, and passing screens are a second apart.
 */
final class LiveMessage {
  private static final Duration APART = Duration.ofSeconds(1);
  private static final Duration LATE = Duration.ofSeconds(10);
  private final ChatQueue queue;
  private final BotClient.Address address;
  private final boolean first;
  private final Clock clock;
  private Screen newest;
  private boolean waiting;
  private Instant calledAt = Instant.MIN;
  private OptionalInt id = OptionalInt.empty();

  LiveMessage(
      ChatQueue queue, BotClient.Address address, boolean first, Screen screen, Clock clock) {
    this.queue = queue;
    this.address = address;
    this.first = first;
    this.newest = screen;
    this.clock = clock;
    show(screen);
  }

  /** From now on it shows that. */
  void show(Screen screen) {
    boolean add;
    synchronized (this) {
      newest = screen;
      add = !waiting;
      waiting = true;
    }
    if (add) {
      queue.add(new Change(), first);
    } else {
      queue.changed();
    }
  }

  /** Takes its buttons, where it has any, and adds a line that says why. */
  void retire(String html) {
    Screen now;
    synchronized (this) {
      now = newest;
    }
    if (!now.buttons().isEmpty()) {
      show(Screen.last(now.html() + "\n" + html, List.of()));
    }
  }

  private final class Change implements ChatQueue.Job {
    @Override
    public Instant due() {
      synchronized (LiveMessage.this) {
        return newest.last() || calledAt.equals(Instant.MIN) ? Instant.MIN : calledAt.plus(APART);
      }
    }

    @Override
    public void show(BotClient client, Duration late) throws CallFailure {
      Screen screen;
      OptionalInt known;
      synchronized (LiveMessage.this) {
        screen = newest;
        known = id;
        waiting = false;
        calledAt = clock.instant();
      }
      Screen shown = late.compareTo(LATE) > 0 ? withLateness(screen, late) : screen;
      try {
        OptionalInt sent = OptionalInt.of(put(client, known, shown));
        synchronized (LiveMessage.this) {
          id = sent;
        }
      } catch (CallFailure e) {
        synchronized (LiveMessage.this) {
          // The queue brings this same job again, with whatever is newest then.
          waiting = !e.permanent();
        }
        throw e;
      }
    }

    private int put(BotClient client, OptionalInt known, Screen screen) throws CallFailure {
      if (known.isEmpty()) {
        return client.send(address, screen);
      }
      try {
        client.edit(address.chat(), known.getAsInt(), screen);
        return known.getAsInt();
      } catch (CallFailure e) {
        // Somebody deleted it: what it has to say still has to be said.
        if (e.says("message to edit not found") || e.says("message can't be edited")) {
          return client.send(address, screen);
        }
        throw e;
      }
    }

    private static Screen withLateness(Screen screen, Duration late) {
      String line =
          "<i>Shown " + Figures.span(late) + " late: Telegram did not take it before.</i>";
      return new Screen(screen.html() + "\n" + line, screen.buttons(), screen.last());
    }
  }
}
