package trader.venues;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import trader.engine.core.Event;

/** Keeps every event in the order in which it came. */
public final class RecordingSink implements EventSink {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private final List<Event> events = new CopyOnWriteArrayList<>();

  @Override
  public void accept(Event event) {
    events.add(event);
  }

  /** All events so far. */
  public List<Event> all() {
    return List.copyOf(events);
  }

  /** The events of one kind so far. */
  public <E extends Event> List<E> all(Class<E> kind) {
    return of(kind).toList();
  }

  /** How many events of one kind have come. */
  public long count(Class<? extends Event> kind) {
    return of(kind).count();
  }

  /** Waits for the first event of that kind. */
  public <E extends Event> E await(Class<E> kind) {
    return await(kind, event -> true);
  }

  /** Waits for the first event of that kind that is as wanted. */
  public <E extends Event> E await(Class<E> kind, Predicate<E> wanted) {
    Awaitility.await(kind.getSimpleName())
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(2))
        .until(() -> of(kind).anyMatch(wanted));
    return of(kind).filter(wanted).findFirst().orElseThrow();
  }

  /** Waits until there are so many events of that kind. */
  public <E extends Event> List<E> await(Class<E> kind, int count) {
    Awaitility.await(count + " " + kind.getSimpleName())
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(2))
        .until(() -> count(kind) >= count);
    return all(kind);
  }

  /** Forgets what has come. */
  public void clear() {
    events.clear();
  }

  private <E extends Event> Stream<E> of(Class<E> kind) {
    return events.stream().filter(kind::isInstance).map(kind::cast);
  }
}
