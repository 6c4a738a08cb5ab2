package trader.simulator.matching;

/** Which order expires when an account would trade with itself. */
public enum SelfTradePrevention {
  EXPIRE_TAKER,
  EXPIRE_MAKER,
  EXPIRE_BOTH
}
