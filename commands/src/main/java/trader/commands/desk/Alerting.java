package trader.commands.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import trader.commands.Command;
import trader.commands.Figures;
import trader.commands.Outcome;
import trader.commands.Page;
import trader.commands.Refusal;
import trader.commands.Reply;
import trader.control.Alert;
import trader.control.Reason;
import trader.redis.AlertStore;

/** Takes note of alerts, and silences kinds of them for a while. */
final class Alerting {
  /** Among so many of the newest alerts a short id is looked for. */
  private static final int LOOKED_AT = 500;

  /** How long it is known who took note; longer than any alert escalates. */
  private static final Duration NOTE_KEPT = Duration.ofDays(1);

  private static final int NAMED = 8;
  private final Tools tools;
  private final Checks checks;

  Alerting(Tools tools) {
    this.tools = tools;
    this.checks = new Checks(tools);
  }

  Reply acknowledge(Request request, Command.AcknowledgeAlert command) {
    return tools
        .claims()
        .once(
            request,
            false,
            () -> {
              List<Alert> known = tools.store().alerts(LOOKED_AT);
              Optional<Alert> alert = find(known, command.id());
              if (alert.isEmpty()) {
                return unknown(request, command.id(), known);
              }
              Instant now = tools.clock().instant();
              tools
                  .store()
                  .acknowledge(
                      alert.get().fingerprint(),
                      new AlertStore.Word(request.actor().label(), now, now.plus(NOTE_KEPT)));
              return done(
                  request,
                  Page.titled(
                          "NOTED — "
                              + alert.get().fingerprint()
                              + " does not escalate any further; a new one does.")
                      .fact("it says", alert.get().text())
                      .say("runbook " + alert.get().reason().text(), "what to do")
                      .build());
            });
  }

  Reply silence(Request request, Command.SilenceAlerts command) {
    return tools
        .claims()
        .once(
            request,
            false,
            () -> {
              List<Alert> known = tools.store().alerts(LOOKED_AT);
              Optional<String> kind = kind(known, command.kind());
              if (kind.isEmpty()) {
                return unknown(request, command.kind(), known);
              }
              Instant now = tools.clock().instant();
              Instant until = now.plus(Duration.ofMinutes(command.minutes()));
              tools
                  .store()
                  .silence(kind.get(), new AlertStore.Word(request.actor().label(), now, until));
              return done(
                  request,
                  Page.titled(
                          "SILENT — nobody is told of "
                              + kind.get()
                              + " until "
                              + Figures.timeSeenFrom(until, now)
                              + "; the alerts are still recorded.")
                      .say("alerts", "what came meanwhile")
                      .build());
            });
  }

  /** A reason's text as it is, or the fingerprint behind a short id. */
  private static Optional<String> kind(List<Alert> known, String word) {
    return Arrays.stream(Reason.values())
        .map(Reason::text)
        .filter(text -> text.equalsIgnoreCase(word))
        .findFirst()
        .or(() -> find(known, word).map(Alert::fingerprint));
  }

  private static Optional<Alert> find(List<Alert> known, String id) {
    return known.stream()
        .filter(alert ->
            alert.shortId().equalsIgnoreCase(id) || alert.fingerprint().equalsIgnoreCase(id))
        .findFirst();
  }

  private Reply unknown(Request request, String id, List<Alert> known) {
    return checks.refused(
        request,
        new Refusal.AlertUnknown(
            id, known.stream().map(Alert::shortId).distinct().limit(NAMED).toList()));
  }

  private Reply done(Request request, Page page) {
    tools.audit().write(request, "applied", page.title());
    return new Reply.Answered(Outcome.DONE, page);
  }
}
