package trader.redis;

import java.time.Instant;
import java.util.Optional;

/**
 * What is to be accounted for.
 *
 * @param commandId the operator's command, or the engine's event
 * @param actor who, e.g. {@code cli:anna}
 * @param surface from where, e.g. {@code cli}, {@code http}, {@code engine}
 * @param action what was asked, e.g. {@code mode halt}
 * @param reason why, in the actor's words
 * @param before the value before, where one is changed
 * @param after the value after, where one is changed
 * @param outcome {@code requested}, {@code applied}, {@code refused}, {@code not confirmed} …
 * @param detail what the engine answered, or why it was refused
 */
public record AuditDraft(
    Instant at,
    String commandId,
    String actor,
    String surface,
    String action,
    String reason,
    Optional<String> before,
    Optional<String> after,
    String outcome,
    String detail) {}
