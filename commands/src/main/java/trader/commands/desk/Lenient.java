package trader.commands.desk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import trader.redis.RedisRefusedException;
import trader.redis.StoreUnavailableException;

/**
 * Does what is wanted beside lowering risk, and lets nothing of it stand in the way: a step that
 * fails is noted and left out.
 */
final class Lenient {
  private final List<String> notes = new ArrayList<>();

  /**
   * The step's answer, empty where Redis refused it. Throws {@link StoreUnavailableException} where
   * Redis does not answer at all, since then nothing further will be.
   */
  <T> Optional<T> attempt(String what, Supplier<T> step) {
    try {
      return Optional.of(step.get());
    } catch (RedisRefusedException e) {
      note(what, e);
      return Optional.empty();
    } catch (StoreUnavailableException e) {
      throw e;
    } catch (RuntimeException e) {
      // A fault of our own beside a halt must not stop the halt.
      note(what, e);
      return Optional.empty();
    }
  }

  /** Does the step, or notes why it was left out. */
  void tryTo(String what, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      note(what, e);
    }
  }

  void note(String sentence) {
    notes.add(sentence);
  }

  /** What was left out, one sentence each. */
  List<String> notes() {
    return List.copyOf(notes);
  }

  private void note(String what, RuntimeException e) {
    notes.add("Left out: " + what + " (" + e.getMessage() + ").");
  }
}
