package trader.bot.alerts;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import trader.bot.chat.Button;
import trader.commands.Actor;
import trader.commands.Command;
import trader.commands.Figures;
import trader.commands.Page;
import trader.commands.ReplyPage;
import trader.commands.Role;
import trader.commands.Section;
import trader.commands.desk.Desk;
import trader.control.Alert;
import trader.redis.DeskStore;
import trader.redis.EquitySample;

/** What the digest and the daily report say. */
final class ReportPages {
  private static final Actor BOT =
      new Actor("bot", "reports", Set.of(Role.VIEWER), "reports only read");
  private static final int ALERTS_LOOKED_AT = 1_000;

  private final Desk desk;
  private final DeskStore store;

  ReportPages(Desk desk, DeskStore store) {
    this.desk = desk;
    this.store = store;
  }

  /** What {@code /status} says, and what was alerted since the last one. */
  Page digest(Duration every, Instant now) {
    Page status = read(new Command.Status());
    List<Section> sections = new ArrayList<>();
    sections.add(new Section.Lines(List.of("Digest as of " + Figures.time(now) + ".")));
    sections.addAll(status.sections());
    sections.add(
        new Section.Facts(
            List.of(
                new Section.Fact(
                    "alerts in " + Figures.span(every), alerts(now.minus(every), now)))));
    return new Page(status.title(), sections, status.next(), null);
  }

  /** The profit and loss of that UTC day with its curve. */
  Page daily(LocalDate day, Instant now) {
    Instant from = day.atStartOfDay(ZoneOffset.UTC).toInstant();
    Instant to = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    List<EquitySample> samples =
        store.history(from).stream().filter(sample -> sample.at().isBefore(to)).toList();
    Page.Builder page =
        Page.titled(
            "DAILY REPORT "
                + day
                + " UTC — "
                + (samples.isEmpty() ? "no equity was recorded" : pnl(samples)));
    if (samples.isEmpty()) {
      page.line("No engine was active that day, or Redis has lost its history.");
    } else {
      figures(page, samples);
    }
    return page.fact("alerts", alerts(from, to.isBefore(now) ? to : now))
        .say("pnl", "what it is now")
        .say("positions", "what is open")
        .build();
  }

  private static String pnl(List<EquitySample> samples) {
    return Figures.signedMoney(samples.getLast().pnlToday())
        + " USD net, equity "
        + Figures.money(samples.getLast().equity())
        + " USD";
  }

  private static void figures(Page.Builder page, List<EquitySample> samples) {
    Comparator<EquitySample> byEquity = Comparator.comparing(EquitySample::equity);
    EquitySample high = samples.stream().max(byEquity).orElseThrow();
    EquitySample low = samples.stream().min(byEquity).orElseThrow();
    BigDecimal worst =
        samples.stream()
            .map(EquitySample::drawdownPct)
            .min(Comparator.naturalOrder())
            .orElseThrow();
    page.fact("first", at(samples.getFirst()))
        .fact("last", at(samples.getLast()))
        .fact("highest", at(high))
        .fact("lowest", at(low))
        .fact("worst drawdown", Figures.percent(worst) + " from the equity peak");
    if (samples.size() > 1) {
      page.chart(
          new Section.Chart(
              "equity",
              "USD",
              samples.stream()
                  .map(sample -> new Section.Point(sample.at(), sample.equity()))
                  .toList()));
    }
  }

  private static String at(EquitySample sample) {
    return Figures.money(sample.equity()) + " USD at " + Figures.time(sample.at());
  }

  private String alerts(Instant from, Instant to) {
    List<Alert> all =
        store.alerts(ALERTS_LOOKED_AT).stream()
            .filter(alert -> !alert.at().isBefore(from) && alert.at().isBefore(to))
            .toList();
    if (all.isEmpty()) {
      return "none";
    }
    return all.stream()
        .collect(
            Collectors.groupingBy(
                alert -> alert.severity() + " " + alert.reason().text(),
                TreeMap::new,
                Collectors.counting()))
        .entrySet()
        .stream()
        .map(entry -> entry.getValue() + " × " + entry.getKey())
        .collect(Collectors.joining(", "));
  }

  private Page read(Command.Reading command) {
    return ReplyPage.of(desk.handle(desk.request(BOT, command, "")));
  }

  static List<Button> buttons() {
    return List.of(
        new Button("Status", "status", Button.Style.PRIMARY, Set.of()),
        new Button("P&L", "pnl", Button.Style.PLAIN, Set.of()),
        new Button("Alerts", "alerts", Button.Style.PLAIN, Set.of()));
  }
}
