package trader.engine.tools;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** How far a long task is, shown to a person at a terminal and to nobody else. */
final class Progress {
  private static final int WIDTH = 100;
  private static final int UPDATE_MILLIS = 200;
  private final @Nullable PrintStream terminal;
  private @Nullable ProgressBar bar;

  private Progress(@Nullable PrintStream terminal) {
    this.terminal = terminal;
  }

  /** Shows it on {@code terminal}. */
  static Progress on(PrintStream terminal) {
    return new Progress(terminal);
  }

  /** Shows nothing. */
  static Progress silent() {
    return new Progress(null);
  }

  /** A task of so many steps begins. */
  void begin(String task, long steps) {
    PrintStream out = terminal;
    if (out != null && steps > 0) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(task)
              .setInitialMax(steps)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(UPDATE_MILLIS)
              .setConsumer(new ConsoleProgressBarConsumer(out, WIDTH))
              .build();
    }
  }

  /** So many more steps are done. */
  void step(long steps) {
    ProgressBar shown = bar;
    if (shown != null) {
      shown.stepBy(steps);
    }
  }

  /** The task is over. */
  void end() {
    ProgressBar shown = bar;
    bar = null;
    if (shown != null) {
      shown.close();
    }
  }
}
