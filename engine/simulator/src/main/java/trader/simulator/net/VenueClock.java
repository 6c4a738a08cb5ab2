package trader.simulator.net;

import java.time.Instant;
import java.time.InstantSource;

/** The venue's own clock: the machine's plus an offset that can be set to provoke clients. */
public final class VenueClock {
  private final InstantSource source;
  private long offsetMicros;
  private long lastTransaction;

  /** In step with the machine. */
  public VenueClock(InstantSource source) {
    this.source = source;
  }

  /** The machine's time, in epoch microseconds. */
  public long wallMicros() {
    Instant now = source.instant();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
  }

  /** The venue's time, in epoch microseconds. */
  public long micros() {
    return wallMicros() + offsetMicros;
  }

  /** The venue's time, in epoch milliseconds. */
  public long millis() {
    return Math.floorDiv(micros(), 1_000L);
  }

  /** The time of a transaction, which never falls. */
  public long transactionMicros() {
    lastTransaction = Math.max(lastTransaction, micros());
    return lastTransaction;
  }

  /** Sets it ahead of the machine by so much, or behind it. */
  public void offsetMicros(long offset) {
    offsetMicros = offset;
  }

  /** How far it is ahead of the machine. */
  public long offsetMicros() {
    return offsetMicros;
  }
}
