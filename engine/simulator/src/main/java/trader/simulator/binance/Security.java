package trader.simulator.binance;

/** Whether a call must be signed. */
enum Security {
  NONE,
  SIGNED
}
