package trader.registry;

import java.util.Optional;

/**
 * How far a registry is, for metrics and readiness.
 *
 * @param caughtUp whether the earlier sessions' journal has been applied
 * @param queueEvents events of this session that are not applied yet
 * @param queueAgeMicros how old the oldest of them is at least; 0 where there is none
 * @param commits transactions written since the start
 * @param retries transactions that had to be tried again
 * @param rebuilds how often the file was made anew from the journal
 * @param waiting why nothing can be written now; empty where it can
 * @param audit the latest audit; empty before the first
 */
public record RegistryStatus(
    boolean caughtUp,
    long queueEvents,
    long queueAgeMicros,
    long commits,
    long retries,
    long rebuilds,
    Optional<String> waiting,
    Optional<AuditReport> audit) {}
