package trader.venues.book;

import trader.control.InstrumentId;

/**
 * How a book stands.
 *
 * @param inStep whether it is the venue's as of its last change
 * @param changedMicros when it last changed, epoch microseconds of our clock; 0 for never
 * @param updates how many changes it has taken
 * @param resyncs how often it was read as a whole after the first time
 * @param gaps how often changes were missing
 * @param mismatches how often its checksum was not the venue's
 */
public record BookHealth(
    InstrumentId instrument,
    boolean inStep,
    long changedMicros,
    long updates,
    long resyncs,
    long gaps,
    long mismatches) {}
