package trader.engine.tools.candles;

import java.io.Serial;

/** A venue did not give the bars; the message says why, and what to do. */
public final class CandleException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  CandleException(String message) {
    super(message);
  }
}
