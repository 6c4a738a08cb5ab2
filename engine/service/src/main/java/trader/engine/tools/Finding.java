package trader.engine.tools;

/**
 * One thing that was looked at.
 *
 * @param said what is so
 * @param next the one next step; empty where there is nothing to do
 */
record Finding(String subject, Verdict verdict, String said, String next) {

  /** How it is. */
  enum Verdict {
    /** As it should be. */
    OK,
    /** Someone should look at it. */
    WARN,
    /** Not as it must be. */
    FAIL
  }

  static Finding ok(String subject, String said) {
    return new Finding(subject, Verdict.OK, said, "");
  }

  static Finding warn(String subject, String said, String next) {
    return new Finding(subject, Verdict.WARN, said, next);
  }

  static Finding fail(String subject, String said, String next) {
    return new Finding(subject, Verdict.FAIL, said, next);
  }
}
