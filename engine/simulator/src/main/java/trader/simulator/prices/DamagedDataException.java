package trader.simulator.prices;

/** A recorded file that cannot be played; the message names the file, the line, and the reason. */
public final class DamagedDataException extends RuntimeException {
  /** A refusal in the operator's words. */
  public DamagedDataException(String message) {
    super(message);
  }

  /** A refusal with what lies under it. */
  public DamagedDataException(String message, Throwable cause) {
    super(message, cause);
  }
}
