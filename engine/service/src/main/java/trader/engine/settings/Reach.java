package trader.engine.settings;

/**
 * What this engine's orders can reach.
 *
 * @param realVenue whether the venue's address is not a loopback address
 * @param base the venue's address, for people
 * @param looksOnly whether the live account is read and nothing is ever sent to it
 */
public record Reach(
    boolean realVenue,
    String base,
    boolean dryRun,
    boolean execLive,
    boolean understood,
    boolean keys,
    boolean looksOnly) {

  /** The same account, and nothing is ever sent to it. */
  public Reach lookingOnly() {
    return new Reach(realVenue, base, dryRun, execLive, understood, keys, true);
  }

  /** Whether the live account trades: at a simulator with keys, or at a real venue fully armed. */
  public boolean liveAccount() {
    return keys && (looksOnly || !realVenue || (!dryRun && execLive && understood));
  }

  /** Whether orders of the live account must not leave, although there are keys. */
  public boolean dryRunBlocks() {
    return looksOnly || (realVenue && !liveAccount());
  }

  /** Whether an order could reach a real exchange and cost real money. */
  public boolean reachesRealVenue() {
    return realVenue && !looksOnly && liveAccount();
  }

  /** One line for the log and for every status. */
  public String line() {
    if (looksOnly) {
      return "the account at " + base + " is only looked at; no order can leave";
    }
    if (!realVenue) {
      return keys
          ? "orders go to a simulator at " + base + "; no real exchange can be reached"
          : "no venue keys: orders are filled on paper in this process; prices from " + base;
    }
    if (liveAccount()) {
      return "REAL MONEY: orders go to the real exchange at " + base;
    }
    return "orders are filled on paper in this process; prices from the real exchange at "
        + base
        + "; no order can reach it (DRY_RUN="
        + (dryRun ? "1" : "0")
        + ", EXEC_MODE="
        + (execLive ? "live" : "paper")
        + ", I_UNDERSTAND_LIVE="
        + (understood ? "1" : "0")
        + ", keys "
        + (keys ? "set" : "not set")
        + ")";
  }
}
