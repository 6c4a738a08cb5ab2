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
  private static final int BRIEF = 90;

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
            List.of("nr#", "at", "actor", "action", "outcome", "reason", "detail"),
            newestFirst.stream()
                .map(entry ->
                    List.of(
                        Long.toString(entry.sequence()),
                        Figures.timeSeenFrom(entry.draft().at(), now),
                        entry.draft().actor(),
                        entry.draft().action(),
                        entry.draft().outcome(),
                        entry.draft().reason(),
                        brief(entry.draft().detail())))
                .toList())
        .data(Json.mapper().valueToTree(newestFirst))
        .build();
  }

  private static String brief(String detail) {
    return detail.length() <= BRIEF ? detail : detail.substring(0, BRIEF) + "…";
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
