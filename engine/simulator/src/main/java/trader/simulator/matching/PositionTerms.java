package trader.simulator.matching;

/**
 * What an order says about the position that it belongs to; only orders for derivatives say more
 * than {@link #NONE}.
 *
 * @param reduceOnly whether it may only make the position smaller
 * @param closePosition whether it closes all of the position when triggered; its quantity is 0
 * @param triggerBy which price sets it off
 */
public record PositionTerms(boolean reduceOnly, boolean closePosition, TriggerBy triggerBy) {
  /** An order that may open or add to a position, triggered by the last price. */
  public static final PositionTerms NONE = new PositionTerms(false, false, TriggerBy.LAST);

  /** Whether it can only make the position smaller. */
  public boolean onlyReduces() {
    return reduceOnly || closePosition;
  }
}
