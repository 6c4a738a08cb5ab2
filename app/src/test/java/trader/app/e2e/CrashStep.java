package trader.app.e2e;

import java.util.EnumSet;
import java.util.Set;
import trader.engine.venue.VenueName;

/** Where the wire meets the venue: the instants at which an engine is killed. */
enum CrashStep {
  ENTRY_RECEIVED(Kind.ENTRY, Instant.RECEIVED),
  ENTRY_RECEIVED_AND_LOST(Kind.ENTRY, Instant.LOST),
  ENTRY_ACCEPTED(Kind.ENTRY, Instant.ACCEPTED),
  ENTRY_ANSWERED(Kind.ENTRY, Instant.ANSWERED),
  ENTRY_PART_FILL_REPORTED(Kind.ENTRY, Instant.PART_REPORTED),
  ENTRY_FULL_FILL_REPORTED(Kind.ENTRY, Instant.WHOLE_REPORTED),
  STOP_RECEIVED(Kind.STOP, Instant.RECEIVED),
  STOP_RECEIVED_AND_LOST(Kind.STOP, Instant.LOST),
  STOP_ACCEPTED(Kind.STOP, Instant.ACCEPTED),
  STOP_ANSWERED(Kind.STOP, Instant.ANSWERED),
  EXIT_RECEIVED(Kind.EXIT, Instant.RECEIVED),
  EXIT_RECEIVED_AND_LOST(Kind.EXIT, Instant.LOST),
  EXIT_FULL_FILL_REPORTED(Kind.EXIT, Instant.WHOLE_REPORTED),
  EXIT_ANSWERED(Kind.EXIT, Instant.ANSWERED),
  CANCEL_RECEIVED(Kind.CANCEL, Instant.RECEIVED),
  CANCEL_RECEIVED_AND_LOST(Kind.CANCEL, Instant.LOST),
  CANCEL_ANSWERED(Kind.CANCEL, Instant.ANSWERED),
  TAKE_PROFIT_RECEIVED(Kind.TAKE_PROFIT, Instant.RECEIVED),
  TAKE_PROFIT_ANSWERED(Kind.TAKE_PROFIT, Instant.ANSWERED),
  REPLACE_RECEIVED(Kind.REPLACE, Instant.RECEIVED),
  REPLACE_RECEIVED_AND_LOST(Kind.REPLACE, Instant.LOST),
  REPLACE_ANSWERED(Kind.REPLACE, Instant.ANSWERED);

  /** What a request is for. */
  enum Kind {
    ENTRY,
    STOP,
    EXIT,
    CANCEL,
    TAKE_PROFIT,
    REPLACE,
    /** A question, or anything else. */
    OTHER
  }

  /** When in the life of a request. */
  enum Instant {
    /** Read by the venue, which does what it asks. */
    RECEIVED,
    /** Read by the venue, which never does it. */
    LOST,
    /** Done, neither answered nor reported. */
    ACCEPTED,
    /** The answer was written. */
    ANSWERED,
    /** The report of a fill that left something open was written, by itself or with more. */
    PART_REPORTED,
    /** The report of a fill that left nothing open was written. */
    WHOLE_REPORTED
  }

  private final Kind kind;
  private final Instant instant;

  CrashStep(Kind kind, Instant instant) {
    this.kind = kind;
    this.instant = instant;
  }

  Kind kind() {
    return kind;
  }

  Instant instant() {
    return instant;
  }

  /** Those that come up at a venue: only perpetuals keep take-profits there, not all amend. */
  static Set<CrashStep> at(VenueName venue) {
    EnumSet<CrashStep> steps = EnumSet.allOf(CrashStep.class);
    steps.removeIf(step ->
        switch (step.kind) {
          case TAKE_PROFIT -> venue == VenueName.BINANCE_SPOT || venue == VenueName.KRAKEN_SPOT;
          case REPLACE -> venue == VenueName.BINANCE_SPOT || venue == VenueName.BINANCE_FUTURES;
          case ENTRY, STOP, EXIT, CANCEL, OTHER -> false;
        });
    return steps;
  }
}
