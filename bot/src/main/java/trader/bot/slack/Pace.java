package trader.bot.slack;

import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Lets one message at a time into a channel, no faster than Slack takes them. */
final class Pace {
  private final long betweenNanos;
  private final AtomicLong tickets = new AtomicLong();
  private final Map<String, Lane> lanes = new ConcurrentHashMap<>();

  Pace(Duration between) {
    this.betweenNanos = between.toNanos();
  }

  /** Waits until a message may be sent there; the more urgent first, else in order. */
  void await(String channel, Urgency urgency) throws InterruptedException {
    lane(channel).enter(new Ticket(urgency, tickets.getAndIncrement()), betweenNanos);
  }

  /** Slack asked to wait. */
  void hold(String channel, Duration time) {
    lane(channel).hold(System.nanoTime() + time.toNanos());
  }

  private Lane lane(String channel) {
    return lanes.computeIfAbsent(channel, _ -> new Lane());
  }

  private record Ticket(Urgency urgency, long number) {}

  private static final class Lane {
    private final PriorityQueue<Ticket> waiting =
        new PriorityQueue<>(
            Comparator.comparing(Ticket::urgency).thenComparingLong(Ticket::number));
    private long freeAt = System.nanoTime();

    private synchronized void enter(Ticket ticket, long between) throws InterruptedException {
      waiting.add(ticket);
      try {
        while (true) {
          boolean first = ticket.equals(waiting.peek());
          long nanos = freeAt - System.nanoTime();
          if (first && nanos <= 0) {
            freeAt = System.nanoTime() + between;
            return;
          }
          if (first) {
            wait(nanos / 1_000_000, (int) (nanos % 1_000_000));
          } else {
            wait();
          }
        }
      } finally {
        waiting.remove(ticket);
        notifyAll();
      }
    }

    private synchronized void hold(long until) {
      freeAt = Math.max(freeAt, until);
      notifyAll();
    }
  }
}
