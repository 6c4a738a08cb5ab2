package trader.redis.lettuce;

import java.time.Duration;

/**
 * What a watcher has done since its start.
 *
 * @param pushes invalidations heard
 * @param reads readings delivered
 * @param polls reads that nothing but the time had asked for
 * @param reconnects connections made after the first
 * @param losses times that Redis was declared lost
 * @param sinceReading age of the last reading, or of the watcher where there was none
 * @param lost whether Redis is lost now
 */
public record WatcherCounters(
    long pushes,
    long reads,
    long polls,
    long reconnects,
    long losses,
    Duration sinceReading,
    boolean lost) {}
