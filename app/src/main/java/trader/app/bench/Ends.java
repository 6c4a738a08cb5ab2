package trader.app.bench;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What a benchmark has started and the folder that it writes to: gone when it is closed, the last
 * first, and also where the benchmark is interrupted.
 */
final class Ends implements AutoCloseable {
  private final Scratch scratch = new Scratch();
  private final Deque<Runnable> ends = new ArrayDeque<>();
  private final Thread atExit = new Thread(this::end, "bench-end");

  Ends() {
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  Scratch scratch() {
    return scratch;
  }

  /** Ends one more thing; what was added last ends first. */
  synchronized void add(Runnable end) {
    ends.push(end);
  }

  @Override
  public void close() {
    end();
    Runtime.getRuntime().removeShutdownHook(atExit);
  }

  private synchronized void end() {
    while (!ends.isEmpty()) {
      ends.pop().run();
    }
    scratch.close();
  }
}
