package trader.engine.core.strategy;

import java.math.BigDecimal;

/** What a strategy wants, and the figures that led to it. */
public sealed interface Decision {

  /** The figures that led to it, as {@code key=value} pairs for the decision's trace. */
  String trace();

  /** Leave things as they are. */
  record Hold(String trace) implements Decision {}

  /**
   * Buy.
   *
   * @param stopDistance how far below the entry price the protective stop belongs, in the quote
   *     asset; the size follows from it
   */
  record Enter(BigDecimal stopDistance, String trace) implements Decision {}

  /** Sell what is held. */
  record Exit(String trace) implements Decision {}
}
