package trader.engine.core.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static trader.control.GateLevel.CLOSED;
import static trader.control.GateLevel.OPEN;
import static trader.control.GateLevel.REDUCE_ONLY;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import trader.control.GateLevel;

/**
 * Every order in which the steps of three threads can follow each other: a sender, the core, and
 * someone who lowers early. Each step is one call, and each call is atomic by the gate's one word;
 * what happens inside a call is for the stress test.
 */
class GateOrdersTest {
  private enum Step {
    ENTER_ENTRY,
    LEAVE_ENTRY,
    ENTER_EXIT,
    LEAVE_EXIT,
    LOWER_EARLY,
    CORE_OPENS_UNAWARE,
    CORE_CLOSES,
    CORE_REDUCES,
    CORE_OPENS_AWARE
  }

  private static final Step[] SENDER = {
    Step.ENTER_ENTRY, Step.LEAVE_ENTRY, Step.ENTER_ENTRY, Step.LEAVE_ENTRY
  };
  private static final Step[] SELLER = {Step.ENTER_EXIT, Step.LEAVE_EXIT};
  private static final Step[] WATCHER = {Step.LOWER_EARLY};
  private static final Step[] CORE = {
    Step.CORE_OPENS_UNAWARE, Step.CORE_REDUCES, Step.CORE_CLOSES, Step.CORE_OPENS_AWARE
  };

  /** A gate with what is known of it from outside. */
  private static final class World {
    private final Gate gate = new Gate();
    private final List<GateLevel> drained = new ArrayList<>();
    private GateLevel core = OPEN;
    private boolean early;
    private boolean accounted;
    private int sets = 1;
    private int entries;
    private int exits;

    World() {
      gate.set(OPEN, 0, () -> drained.add(OPEN));
    }

    void step(Step step) {
      switch (step) {
        case ENTER_ENTRY -> {
          boolean in = gate.enterEntry();
          assertThat(in).isEqualTo(expected() == OPEN);
          entries += in ? 1 : 0;
        }
        case LEAVE_ENTRY -> {
          if (entries > 0) {
            entries--;
            gate.leaveEntry();
          }
        }
        case ENTER_EXIT -> {
          boolean in = gate.enterExit();
          assertThat(in).isEqualTo(expected() != CLOSED);
          exits += in ? 1 : 0;
        }
        case LEAVE_EXIT -> {
          if (exits > 0) {
            exits--;
            gate.leaveExit();
          }
        }
        case LOWER_EARLY -> {
          early = true;
          gate.lowerEarly(1, CLOSED, () -> {});
        }
        case CORE_OPENS_UNAWARE -> set(OPEN, 0);
        case CORE_REDUCES -> set(REDUCE_ONLY, 0);
        case CORE_CLOSES -> set(CLOSED, early ? 1 : 0);
        case CORE_OPENS_AWARE -> set(OPEN, early ? 1 : 0);
      }
      assertThat(gate.level()).isEqualTo(expected());
      assertThat(gate.inFlightAbove(CLOSED)).isEqualTo(entries + exits);
      assertThat(drained.size()).isLessThanOrEqualTo(sets);
    }

    private void set(GateLevel level, long ticket) {
      core = level;
      accounted |= ticket > 0;
      sets++;
      gate.set(
          level,
          ticket,
          () -> {
            drained.add(level);
            if (level != OPEN) {
              assertThat(entries).as("no entry in flight when drained").isZero();
            }
            if (level == CLOSED) {
              assertThat(exits).as("no exit in flight when drained").isZero();
            }
          });
    }

    private GateLevel expected() {
      return early && !accounted ? CLOSED : core;
    }

    void end() {
      while (entries > 0) {
        step(Step.LEAVE_ENTRY);
      }
      while (exits > 0) {
        step(Step.LEAVE_EXIT);
      }
      assertThat(drained).as("every callback fired, each once").hasSize(sets);
    }
  }

  @Test
  void everyOrderOfStepsKeepsTheLevelAndDrainsOnce() {
    long orders =
        explore(new ArrayList<>(), new int[4], new Step[][] {SENDER, SELLER, WATCHER, CORE});
    assertThat(orders).isEqualTo(34_650);
  }

  private static long explore(List<Step> steps, int[] at, Step[][] scripts) {
    long orders = 0;
    boolean end = true;
    for (int thread = 0; thread < scripts.length; thread++) {
      if (at[thread] < scripts[thread].length) {
        end = false;
        int[] next = Arrays.copyOf(at, at.length);
        next[thread]++;
        steps.addLast(scripts[thread][at[thread]]);
        orders += explore(steps, next, scripts);
        steps.removeLast();
      }
    }
    if (end) {
      World world = new World();
      steps.forEach(world::step);
      world.end();
      return 1;
    }
    return orders;
  }
}
