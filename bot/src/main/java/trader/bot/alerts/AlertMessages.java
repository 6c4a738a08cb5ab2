package trader.bot.alerts;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import trader.bot.chat.Button;
import trader.commands.Figures;
import trader.commands.Page;
import trader.commands.Parsed;
import trader.commands.Parser;
import trader.control.Alert;
import trader.control.Reason;

/** Puts alerts into words. */
final class AlertMessages {
  private static final int MOST_BUTTONS = 5;
  private static final int LONGEST_WORDS = 60;
  private final DeliveryOptions options;
  private final BooleanSupplier codesWanted;

  /**
   * Words by those options.
   *
   * @param codesWanted whether approving a proposal takes a code now; asked only where there is one
   */
  AlertMessages(DeliveryOptions options, BooleanSupplier codesWanted) {
    this.options = options;
    this.codesWanted = codesWanted;
  }

  /** One message about all of them. */
  Message of(List<Line.Due> all, Instant now) {
    Line.Due first = all.getFirst();
    boolean loud = all.stream().anyMatch(due -> due.line().level() == AlertLevels.Level.LOUD);
    String id = "alert:" + first.line().firstId() + ":" + first.line().lastId();
    return all.size() == 1
        ? message(id, loud, one(first, now), below(List.of(first.line().latest())))
        : message(
            id + ":" + all.size(),
            loud,
            many(all, now),
            below(all.stream().map(due -> due.line().latest()).toList()));
  }

  private List<Button> below(List<Alert> alerts) {
    boolean code = alerts.getFirst().reason() == Reason.PROPOSAL && codesWanted.getAsBoolean();
    return buttons(alerts, code ? Set.of(Button.Field.CODE) : Set.of());
  }

  private static Message message(String id, boolean loud, Page page, List<Button> buttons) {
    return new Message(id, loud, Optional.empty(), page, buttons);
  }

  private Page one(Line.Due due, Instant now) {
    Alert alert = due.line().latest();
    Page.Builder page =
        Page.titled(headline(due.line().severity(), alert))
            .fact("about", alert.subject())
            .fact("said by", alert.source())
            .fact("at", Figures.timeSeenFrom(alert.at(), now))
            .fact("alert", alert.shortId());
    times(due, now).ifPresent(times -> page.fact("repeated", times));
    late(due, now).ifPresent(page::line);
    return page.say("runbook " + alert.reason().text(), "what to do, step by step")
        .say("alerts ack " + alert.shortId(), "I have seen it; it does not escalate")
        .build();
  }

  private Page many(List<Line.Due> all, Instant now) {
    List<String> lines = new ArrayList<>();
    for (Line.Due due : all) {
      Alert alert = due.line().latest();
      lines.add(
          alert.shortId()
              + " "
              + headline(due.line().severity(), alert)
              + " ("
              + alert.source()
              + ", "
              + Figures.timeSeenFrom(alert.at(), now)
              + times(due, now).map(times -> ", " + times).orElse("")
              + ")"
              + late(due, now).map(late -> " " + late).orElse(""));
    }
    return Page.titled(
            all.getFirst().line().severity()
                + " — "
                + all.size()
                + " alerts at once; the worst: "
                + all.getFirst().line().latest().text())
        .lines(lines)
        .say("alerts", "all of them, and who has seen them")
        .say("status", "what can trade now")
        .build();
  }

  /** The one line of an alert. */
  static String headline(Alert.Severity severity, Alert alert) {
    return severity + " " + alert.reason().text() + " — " + alert.text();
  }

  private static Optional<String> times(Line.Due due, Instant now) {
    int count = due.line().count();
    if (due.repeated()) {
      return Optional.of(
          count + " more in " + Figures.span(Duration.between(due.toldBefore(), now)));
    }
    return count > 1
        ? Optional.of(count + " times since " + Figures.timeSeenFrom(due.line().since(), now))
        : Optional.empty();
  }

  private Optional<String> late(Line.Due due, Instant now) {
    Duration late = Duration.between(due.at(), now);
    return late.compareTo(options.late()) > 0
        ? Optional.of(
            "LATE by "
                + Figures.span(late)
                + ": this message could not be delivered sooner; what it says was so at "
                + Figures.timeSeenFrom(due.line().latest().at(), now)
                + ".")
        : Optional.empty();
  }

  /** What can be pressed below a message about those alerts. */
  static List<Button> buttons(List<Alert> alerts) {
    return buttons(alerts, Set.of());
  }

  private static List<Button> buttons(List<Alert> alerts, Set<Button.Field> approvalAsks) {
    List<Button> buttons = new ArrayList<>();
    Alert first = alerts.getFirst();
    if (first.reason() == Reason.PROPOSAL) {
      add(buttons, "Approve", "approve " + first.subject(), Button.Style.PRIMARY, approvalAsks);
      add(buttons, "Reject", "reject " + first.subject(), Button.Style.DANGER);
    }
    if (alerts.size() == 1) {
      add(buttons, "I have seen it", "alerts ack " + first.shortId(), Button.Style.PRIMARY);
      add(buttons, "Runbook", "runbook " + first.reason().text(), Button.Style.PLAIN);
    } else {
      add(buttons, "Alerts", "alerts", Button.Style.PRIMARY);
    }
    add(buttons, "Status", "status", Button.Style.PLAIN);
    if (alerts.stream().anyMatch(alert -> alert.severity() == Alert.Severity.CRITICAL)) {
      add(buttons, "Halt", "mode halt", Button.Style.DANGER);
    }
    return buttons.stream().limit(MOST_BUTTONS).toList();
  }

  private static void add(List<Button> buttons, String label, String words, Button.Style style) {
    add(buttons, label, words, style, Set.of());
  }

  private static void add(
      List<Button> buttons,
      String label,
      String words,
      Button.Style style,
      Set<Button.Field> asks) {
    if (words.length() <= LONGEST_WORDS && Parser.parse(words) instanceof Parsed.Understood) {
      buttons.add(new Button(label, words, style, asks));
    }
  }

  /** The same in as few words as a platform can refuse: one line. */
  static Message plain(Message message) {
    return new Message(
        message.id() + ":plain",
        message.loud(),
        message.place(),
        Page.titled(message.page().title())
            .line("The whole message was refused by the platform.")
            .build(),
        List.of());
  }
}
