package trader.app.bench;

import trader.engine.venue.VenueName;

/** One thing that is measured. */
interface Benchmark {

  /** Its word on the command line. */
  String name();

  /** What it measures, in one line. */
  String what();

  /**
   * How many samples it takes where nothing is said, and how many before them that do not count.
   */
  Size size();

  /** Whether it can measure at any venue; else at Binance spot only. */
  default boolean atEveryVenue() {
    return false;
  }

  /** Measures; whatever it starts has ended when it answers. */
  Report run(Run run) throws InterruptedException;

  /**
   * How much is measured.
   *
   * @param samples that count
   * @param warmUp before them, so that the runtime has compiled what is measured
   */
  record Size(int samples, int warmUp) {}

  /**
   * One run.
   *
   * @param venue at which it is measured
   * @param progress takes lines that say how far it is
   */
  record Run(
      Size size,
      java.time.Clock clock,
      VenueName venue,
      java.util.function.Consumer<String> progress) {}
}
