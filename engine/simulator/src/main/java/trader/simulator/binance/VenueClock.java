package trader.simulator.binance;

import java.time.Instant;
import java.time.InstantSource;

/** The venue's own clock: the machine's plus an offset that can be set to provoke clients. */
final class VenueClock {
  private final InstantSource source;
  private long offsetMicros;
  private long lastTransaction;

  VenueClock(InstantSource source) {
    this.source = source;
  }

  /** The machine's time, in epoch microseconds. */
  long wallMicros() {
    Instant now = source.instant();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
  }

  /** The venue's time, in epoch microseconds. */
  long micros() {
    return wallMicros() + offsetMicros;
  }

  /** The venue's time, in epoch milliseconds. */
  long millis() {
    return Math.floorDiv(micros(), 1_000L);
  }

  /** The time of a transaction, which never falls. */
  long transactionMicros() {
    lastTransaction = Math.max(lastTransaction, micros());
    return lastTransaction;
  }

  void offsetMicros(long offset) {
    offsetMicros = offset;
  }

  long offsetMicros() {
    return offsetMicros;
  }
}
