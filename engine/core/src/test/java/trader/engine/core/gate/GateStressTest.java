package trader.engine.core.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static trader.control.GateLevel.CLOSED;
import static trader.control.GateLevel.OPEN;
import static trader.control.GateLevel.REDUCE_ONLY;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import trader.control.GateLevel;

/** Senders, a watcher that lowers early, and the core, on threads of their own. */
@Timeout(120)
class GateStressTest {
  private static final List<GateLevel> LEVELS = List.of(GateLevel.values());
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Gate gate = new Gate();
  private final Queue<String> violations = new ConcurrentLinkedQueue<>();
  private final AtomicInteger entriesIn = new AtomicInteger();
  private final AtomicInteger exitsIn = new AtomicInteger();
  private volatile GateLevel sealedAt = OPEN;
  private volatile long seenTicket;
  private volatile long accountedTicket;
  private volatile boolean done;

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2})
  void nothingIsSentAboveALevelThatHasDrained(long seed) throws Exception {
    run(seed, 4_000);
  }

  @Tag("soak")
  @Test
  void nothingIsSentAboveALevelThatHasDrainedForLong() throws Exception {
    run(4, 1_000_000);
  }

  private void run(long seed, int sets) throws Exception {
    AtomicIntegerArray fired = new AtomicIntegerArray(sets);
    List<Future<?>> running = new ArrayList<>();
    running.add(threads.submit(this::sendEntries));
    running.add(threads.submit(this::sendEntries));
    running.add(threads.submit(this::sendExits));
    running.add(threads.submit(() -> lowerEarly(new Random(seed))));
    Random random = new Random(seed);
    for (int i = 0; i < sets; i++) {
      GateLevel level = LEVELS.get(random.nextInt(LEVELS.size()));
      long ticket = random.nextInt(3) == 0 ? accountedTicket : seenTicket;
      sealedAt = OPEN;
      accountedTicket = Math.max(accountedTicket, ticket);
      int number = i;
      gate.set(level, ticket, () -> drained(fired, number, level));
      if (random.nextInt(4) == 0) {
        awaitFired(fired, number);
        seal(level);
      }
    }
    done = true;
    for (Future<?> each : running) {
      each.get();
    }
    assertThat(violations).isEmpty();
    for (int i = 0; i < sets; i++) {
      assertThat(fired.get(i)).as("callback %s", i).isEqualTo(1);
    }
    assertThat(gate.inFlightAbove(CLOSED)).isZero();
  }

  private void drained(AtomicIntegerArray fired, int number, GateLevel level) {
    fired.incrementAndGet(number);
    if (violations.size() > 10) {
      throw new IllegalStateException("enough seen at " + level);
    }
  }

  private static void awaitFired(AtomicIntegerArray fired, int number) {
    while (fired.get(number) == 0) {
      Thread.onSpinWait();
    }
  }

  /** The core has heard that a level has drained, and does not raise it yet. */
  private void seal(GateLevel level) {
    if (level != OPEN && entriesIn.get() != 0) {
      violations.add("an entry is in flight after " + level + " has drained");
    }
    if (level == CLOSED && exitsIn.get() != 0) {
      violations.add("an exit is in flight after CLOSED has drained");
    }
    sealedAt = level;
    for (int i = 0; i < 200; i++) {
      Thread.onSpinWait();
    }
  }

  private void sendEntries() {
    while (!done) {
      if (gate.enterEntry()) {
        entriesIn.incrementAndGet();
        if (sealedAt != OPEN) {
          violations.add("an entry got in although " + sealedAt + " had drained");
        }
        entriesIn.decrementAndGet();
        gate.leaveEntry();
      } else {
        Thread.onSpinWait();
      }
    }
  }

  private void sendExits() {
    while (!done) {
      if (gate.enterExit()) {
        exitsIn.incrementAndGet();
        if (sealedAt == CLOSED) {
          violations.add("an exit got in although CLOSED had drained");
        }
        exitsIn.decrementAndGet();
        gate.leaveExit();
      } else {
        Thread.onSpinWait();
      }
    }
  }

  /** What it lowers stays low until the core accounts for it, which the core says beforehand. */
  private void lowerEarly(Random random) {
    long ticket = 0;
    while (!done) {
      ticket++;
      GateLevel level = random.nextBoolean() ? CLOSED : REDUCE_ONLY;
      AtomicBoolean drained = new AtomicBoolean();
      gate.lowerEarly(ticket, level, () -> drained.set(true));
      for (int i = 0; i < 100; i++) {
        if (drained.get() && entriesIn.get() != 0 && accountedTicket < ticket) {
          violations.add("an entry is in flight although ticket " + ticket + " has drained");
        }
        GateLevel now = gate.level();
        if (accountedTicket < ticket && now.compareTo(level) > 0) {
          violations.add("the gate was " + now + " ahead of ticket " + ticket);
        }
      }
      seenTicket = ticket;
    }
  }

  @Test
  void haltThatRacesWithASendDrainsAfterItOrKeepsItOut() throws Exception {
    race(5_000);
  }

  @Tag("soak")
  @Test
  void haltThatRacesWithASendForLong() throws Exception {
    race(1_000_000);
  }

  /** One send against one close, from the same starting line, again and again. */
  private void race(int rounds) throws Exception {
    CyclicBarrier line = new CyclicBarrier(2);
    AtomicInteger fired = new AtomicInteger();
    gate.set(OPEN, 0, () -> {});
    Future<?> sender =
        threads.submit(() -> {
          for (int i = 0; i < rounds; i++) {
            line.await();
            if (gate.enterEntry()) {
              entriesIn.set(1);
              entriesIn.set(0);
              gate.leaveEntry();
            }
            line.await();
          }
          return null;
        });
    for (int i = 0; i < rounds; i++) {
      line.await();
      gate.set(
          CLOSED,
          0,
          () -> {
            fired.incrementAndGet();
            if (entriesIn.get() != 0) {
              violations.add("drained while a send was in flight");
            }
          });
      line.await();
      assertThat(fired.getAndSet(0)).as("round %s", i).isEqualTo(1);
      gate.set(OPEN, 0, () -> {});
    }
    sender.get();
    assertThat(violations).isEmpty();
  }
}
