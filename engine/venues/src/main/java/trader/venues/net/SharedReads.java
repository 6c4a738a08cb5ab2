package trader.venues.net;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Public reads that are asked for more than once are made once: those who ask while one is under
 * way get its answer, and an answer that is young enough is given again. How young is enough grows
 * with how much of the venue's limit is used. Answers about the account are never shared: what is
 * compared with the venue must be the venue's of that moment.
 */
public final class SharedReads {
  /** With all that reads may use used up, an answer is good for so many times as long. */
  private static final int LONGEST = 20;

  private static final long GOOD_FOR_MICROS = 1_000_000;

  private static final int MOST_KEPT = 256;

  private final RateLimits limits;
  private final Executor loop;
  private final Map<String, Entry> entries = new HashMap<>();

  private static final class Entry {
    private final List<Consumer<RestAnswer>> waiting = new ArrayList<>();
    private RestAnswer.@Nullable Ok answer;
    private long atMicros;
  }

  /** Nothing is known yet. */
  public SharedReads(RateLimits limits, Executor loop) {
    this.limits = limits;
    this.loop = loop;
  }

  /** Makes a read, and hands on its answer. */
  @FunctionalInterface
  public interface Call {
    /** Makes it. */
    void make(Consumer<RestAnswer> done);
  }

  /**
   * Answers what {@code key} names, later, always; {@code call} makes the read where no answer is
   * at hand that is at most a second old, or longer where the venue's limit is used.
   */
  public void read(String key, Call call, Consumer<RestAnswer> done) {
    long now = limits.nowMicros();
    Entry entry = entries.computeIfAbsent(key, k -> new Entry());
    RestAnswer.Ok known = entry.answer;
    if (known != null && now - entry.atMicros <= goodForMicros()) {
      loop.execute(() -> done.accept(known));
      return;
    }
    entry.waiting.add(done);
    if (entry.waiting.size() == 1) {
      call.make(answer -> answered(entry, answer));
    }
  }

  private long goodForMicros() {
    return (long) (GOOD_FOR_MICROS * (1 + (LONGEST - 1) * limits.readsUsed()));
  }

  private void answered(Entry entry, RestAnswer answer) {
    entry.answer = answer instanceof RestAnswer.Ok ok ? ok : null;
    entry.atMicros = limits.nowMicros();
    List<Consumer<RestAnswer>> waiting = List.copyOf(entry.waiting);
    entry.waiting.clear();
    if (entries.size() > MOST_KEPT) {
      entries.values().removeIf(other -> other.waiting.isEmpty());
    }
    waiting.forEach(done -> done.accept(answer));
  }
}
