package trader.engine.core.loop;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import trader.control.Acknowledgement.Outcome;
import trader.control.Alert;
import trader.control.Color;
import trader.control.Mode;
import trader.control.Reason;
import trader.engine.core.Action;
import trader.engine.core.ControlEvent;
import trader.engine.core.orders.ProposedEntry;

/**
 * Takes a person's word on what strategies propose in mode {@code manual}. An approval adds risk,
 * so it counts only with a signature that verified, while it is fresh, and once; the entry then
 * goes through every rail again at the prices of the moment. Whatever comes of it, the proposal is
 * decided by it.
 */
final class Approvals {
  private static final Duration CLOCK_SKEW = Duration.ofSeconds(5);
  private static final String APPROVE = "approve";
  private static final String REJECT = "reject";
  private final Books books;
  private final Outbox outbox;
  private final Entries entries;
  private final Answers answers;

  Approvals(Books books, Outbox outbox, Entries entries, Answers answers) {
    this.books = books;
    this.outbox = outbox;
    this.entries = entries;
    this.answers = answers;
  }

  void approve(ControlEvent.ApproveRequested request) {
    if (othersProposal(request.proposal()) || !books.firstTime(request.commandId())) {
      return;
    }
    if (!request.granted()) {
      forged(request);
      return;
    }
    outbox.calm(Reason.GRANT_REFUSED, APPROVE);
    Optional<String> stale = stale(request.issuedAt());
    Optional<ProposedEntry> found = books.proposals().find(request.proposal());
    if (stale.isPresent() || found.isEmpty()) {
      String why = stale.orElseGet(() -> gone(request.proposal()));
      refuse(request.commandId(), APPROVE, request.proposal(), why);
      return;
    }
    ProposedEntry proposal = found.get();
    String by = "approved by " + request.actor() + said(request.reason());
    switch (entries.approved(proposal, by)) {
      case Entries.Approved.Sent(Order order) -> {
        decide(proposal, "PROPOSAL_APPROVED", by + ", order " + order.id());
        answers.afterApproval(request.commandId(), proposal.id(), order.id());
      }
      case Entries.Approved.Refused(var refusal) -> {
        String why = refusal.text();
        decide(proposal, "PROPOSAL_REFUSED", by + " and refused: " + why);
        refuse(
            request.commandId(),
            APPROVE,
            proposal.id(),
            why + "; the proposal is dropped, the strategy proposes anew if it still wants to");
      }
    }
  }

  void reject(ControlEvent.RejectRequested request) {
    if (othersProposal(request.proposal()) || !books.firstTime(request.commandId())) {
      return;
    }
    Optional<ProposedEntry> found = books.proposals().find(request.proposal());
    if (found.isEmpty()) {
      refuse(request.commandId(), REJECT, request.proposal(), gone(request.proposal()));
      return;
    }
    String by = "rejected by " + request.actor() + said(request.reason());
    decide(found.get(), "PROPOSAL_REJECTED", by);
    answers.now(
        request.commandId(), REJECT, request.proposal(), Outcome.APPLIED, by + "; it is dropped");
  }

  /** Drops what nobody may approve any more. */
  void proceed() {
    if (books.proposals().pending().isEmpty()) {
      return;
    }
    Mode mode = books.levers().mode();
    boolean killed = books.levers().killed();
    List<ProposedEntry> pending = new ArrayList<>(books.proposals().pending());
    for (ProposedEntry proposal : pending) {
      if (mode != Mode.MANUAL || killed) {
        String why = killed ? "the kill switch was thrown" : "the mode became " + mode.text();
        decide(proposal, "PROPOSAL_DROPPED", "dropped because " + why);
      } else if (outbox.atMicros() >= proposal.expiresMicros()) {
        decide(proposal, "PROPOSAL_EXPIRED", "expired at " + time(proposal.expiresMicros()));
      }
    }
  }

  private void decide(ProposedEntry proposal, String pattern, String fate) {
    books.proposals().decide(proposal, fate);
    outbox.calm(Reason.PROPOSAL, proposal.id());
    outbox.log(
        Action.Log.Level.INFO,
        pattern,
        "proposal="
            + proposal.id()
            + " symbol="
            + proposal.instrument()
            + " reason=\""
            + fate
            + "\"");
  }

  /** The other engine hears the same requests, and answers for its own proposals. */
  private boolean othersProposal(String id) {
    for (Color color : Color.values()) {
      if (color != books.settings().color() && ProposedEntry.madeBy(id, color.text().charAt(0))) {
        return true;
      }
    }
    return false;
  }

  private void forged(ControlEvent.ApproveRequested request) {
    String why =
        "the approval of "
            + request.proposal()
            + " by "
            + request.actor()
            + " does not carry a valid signature; nothing was ordered";
    outbox.alert(
        Alert.Severity.CRITICAL,
        Reason.GRANT_REFUSED,
        APPROVE,
        why + "; use /approve with the CONTROL_KEY that the engine has");
    outbox.add(new Action.Audit("approve " + request.proposal(), "", "refused", why));
    refuse(request.commandId(), APPROVE, request.proposal(), why);
  }

  private Optional<String> stale(Instant issuedAt) {
    Duration age = Duration.between(issuedAt, outbox.at());
    Duration limit =
        Duration.of(books.settings().limits().requestMaxAgeMicros(), ChronoUnit.MICROS);
    return age.compareTo(limit) > 0 || age.compareTo(CLOCK_SKEW.negated()) < 0
        ? Optional.of(
            "the approval was issued at "
                + issuedAt
                + " and had to arrive within "
                + limit.toSeconds()
                + " s; look at the proposal again, and send it again if it is still meant")
        : Optional.empty();
  }

  private String gone(String id) {
    return books
        .proposals()
        .fate(id)
        .map(fate -> id + " was decided already: " + fate)
        .orElseGet(() ->
            "no proposal "
                + id
                + " is known to this engine; those that wait are in /status, and a restart drops"
                + " them all");
  }

  private void refuse(String commandId, String subject, String id, String why) {
    answers.now(commandId, subject, id, Outcome.REFUSED, why);
  }

  private static String said(String reason) {
    return reason.isEmpty() ? "" : ": " + reason;
  }

  private static Instant time(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).truncatedTo(ChronoUnit.SECONDS);
  }
}
