package trader.commands.reading;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import trader.commands.Figures;
import trader.commands.Page;
import trader.redis.AuditEntry;
import trader.redis.Json;

/** {@code /audit} and {@code /audit verify}. */
final class AuditPages {
  private AuditPages() {}

  static Page tail(List<AuditEntry> newestFirst, Instant now) {
    return Page.titled(
            newestFirst.isEmpty()
                ? "The audit is empty: nobody has done anything yet."
                : "The newest "
                    + newestFirst.size()
                    + " of "
                    + newestFirst.getFirst().sequence()
                    + " audit entries, newest first.")
        .table(
            "audit",
            List.of("#", "at", "actor", "action", "outcome", "detail", "reason"),
            newestFirst.stream()
                .map(entry ->
                    List.of(
                        Long.toString(entry.sequence()),
                        Figures.timeSeenFrom(entry.draft().at(), now),
                        entry.draft().actor(),
                        entry.draft().action(),
                        entry.draft().outcome(),
                        entry.draft().detail(),
                        entry.draft().reason()))
                .toList())
        .data(Json.mapper().valueToTree(newestFirst))
        .build();
  }

  static Page verified(Optional<String> broken) {
    return Page.titled(
            broken
                .map(where -> "The audit chain is BROKEN: " + where)
                .orElse("The audit chain holds: every entry follows from the one before."))
        .data(
            Json.mapper()
                .createObjectNode()
                .put("holds", broken.isEmpty())
                .put("broken", broken.orElse(null)))
        .build();
  }
}
