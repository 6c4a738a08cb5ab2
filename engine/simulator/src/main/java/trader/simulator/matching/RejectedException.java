package trader.simulator.matching;

/** An order that was not accepted; nothing has changed. */
public final class RejectedException extends RuntimeException {
  private final Rejection rejection;

  /** An order refused for a reason. */
  public RejectedException(Rejection rejection) {
    super(rejection.name(), null, false, false);
    this.rejection = rejection;
  }

  /** The reason. */
  public Rejection rejection() {
    return rejection;
  }
}
