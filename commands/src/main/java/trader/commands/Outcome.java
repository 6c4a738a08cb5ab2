package trader.commands;

/** What became of a command, and the exit status by which a shell learns it. */
public enum Outcome {
  /** It was done, or answered. */
  DONE(0),
  /** It failed. */
  FAILED(1),
  /** The words were no command. */
  MISUNDERSTOOD(2),
  /** It was refused. */
  REFUSED(3),
  /** Nothing was done yet: it waits for a confirmation. */
  UNCONFIRMED(3),
  /** It was sent, and the engine has not confirmed it in time. */
  NOT_ACKNOWLEDGED(4);

  private final int exitStatus;

  Outcome(int exitStatus) {
    this.exitStatus = exitStatus;
  }

  /** The exit status of a command line that ends with this outcome. */
  public int exitStatus() {
    return exitStatus;
  }
}
