package trader.strategies.trend;

/**
 * What a {@link TrendStrategy} is set to.
 *
 * @param fast bars of the fast moving average
 * @param slow bars of the slow moving average, more than the fast one's
 * @param atr bars of the average true range
 * @param stopAtrMultiple distance of the protective stop, in average true ranges
 */
public record TrendParameters(int fast, int slow, int atr, double stopAtrMultiple) {
  private static final int MOST_BARS = 500;
  private static final double WIDEST_STOP = 20;

  /** Throws {@link IllegalArgumentException} naming the value that is out of its range. */
  public TrendParameters {
    if (fast < 1 || slow <= fast || slow > MOST_BARS) {
      throw new IllegalArgumentException(
          "trend averages fast="
              + fast
              + " slow="
              + slow
              + ": need 1 <= fast < slow <= "
              + MOST_BARS
              + " bars; the defaults are 9 and 21");
    }
    if (atr < 1 || atr > MOST_BARS) {
      throw new IllegalArgumentException(
          "trend atr=" + atr + ": need 1 to " + MOST_BARS + " bars; the default is 14");
    }
    if (!(stopAtrMultiple > 0 && stopAtrMultiple <= WIDEST_STOP)) {
      throw new IllegalArgumentException(
          "trend stopAtrMultiple="
              + stopAtrMultiple
              + ": need more than 0 and at most "
              + WIDEST_STOP
              + "; the default is 2.5");
    }
  }

  /** Averages of 9 and 21 bars, a range of 14 bars, stops 2.5 ranges away. */
  public static TrendParameters defaults() {
    return new TrendParameters(9, 21, 14, 2.5);
  }

  /**
   * How many bars the averages need until what they started from no longer matters: after three
   * lengths of an exponential average its seed weighs less than 0.3 %.
   */
  int settlingBars() {
    return 3 * Math.max(slow, atr);
  }
}
