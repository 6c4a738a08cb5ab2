package trader.redis.lettuce;

/**
 * What a publisher has done since its start.
 *
 * @param written things that Redis took
 * @param refused things that Redis refused for good, e.g. because a key holds another type
 * @param failures attempts that found Redis away
 * @param waiting things that wait now
 * @param droppedAcknowledgements dropped because Redis was away too long
 * @param droppedAlerts likewise
 * @param droppedAudits likewise
 */
public record PublisherCounters(
    long written,
    long refused,
    long failures,
    int waiting,
    long droppedAcknowledgements,
    long droppedAlerts,
    long droppedAudits) {}
