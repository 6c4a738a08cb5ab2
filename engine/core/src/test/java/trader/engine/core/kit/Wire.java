package trader.engine.core.kit;

import java.util.PriorityQueue;
import java.util.function.LongFunction;
import trader.engine.core.VenueEvent;

/**
 * What is on its way from the model venue to the core. Reports keep their order on the stream
 * unless a fault delays or doubles them; the stream's are lost with the connection.
 */
final class Wire {
  private static final long LATE = 40_000;
  private static final long DOUBLED = 10_000;
  private final PriorityQueue<Due> due = new PriorityQueue<>();
  private Faults faults;
  private boolean up;
  private long arrivals;
  private long streamMicros;

  private record Due(long atMicros, long order, boolean stream, LongFunction<VenueEvent> event)
      implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      return atMicros != other.atMicros
          ? Long.compare(atMicros, other.atMicros)
          : Long.compare(order, other.order);
    }
  }

  Wire(Faults faults) {
    this.faults = faults;
  }

  void faults(Faults now) {
    faults = now;
  }

  Faults faults() {
    return faults;
  }

  boolean up() {
    return up;
  }

  void up(boolean now, long atMicros) {
    up = now;
    streamMicros = atMicros;
    if (!now) {
      due.removeIf(Due::stream);
    }
  }

  /** Until {@code task} is done nothing of it is reported. */
  void silently(Runnable task) {
    up = false;
    task.run();
    up = true;
  }

  /** A report on the stream. */
  void report(long now, LongFunction<VenueEvent> event) {
    if (!up) {
      return;
    }
    long at = Math.max(now + ModelVenue.LATENCY, streamMicros);
    streamMicros = at;
    put(faults.happens(faults.late()) ? at + LATE : at, true, event);
    if (faults.happens(faults.doubled())) {
      put(at + DOUBLED, true, event);
    }
  }

  /** An answer, or something that this side finds out by itself. */
  void put(long at, boolean stream, LongFunction<VenueEvent> event) {
    due.add(new Due(at, arrivals++, stream, event));
  }

  long nextMicros() {
    Due first = due.peek();
    return first == null ? Long.MAX_VALUE : first.atMicros;
  }

  VenueEvent take() {
    Due first = due.remove();
    return first.event.apply(first.atMicros);
  }
}
