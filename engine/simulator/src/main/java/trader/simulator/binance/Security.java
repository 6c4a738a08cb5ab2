package trader.simulator.binance;

/** What a call must carry. */
public enum Security {
  /** Nothing. */
  NONE,
  /** The key. */
  KEYED,
  /** The key, the time and a signature. */
  SIGNED
}
