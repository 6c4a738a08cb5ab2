package trader.bot.telegram;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import trader.commands.Page;
import trader.commands.Section;
import trader.commands.Step;
import trader.commands.TextRenderer;

/**
 * A page as Telegram shows it.
 *
 * @param pieces one or more messages, the first of which says the most
 * @param document the whole page as text where it would take too many messages
 * @param charts curves to be drawn
 */
record PageView(List<String> pieces, Optional<byte[]> document, List<Section.Chart> charts) {
  private static final int MOST_PIECES = 3;
  private static final TextRenderer TEXT = new TextRenderer(TextRenderer.Spelling.CHAT);
  private static final String WHOLE = "The whole answer is in the file below.";

  static PageView of(Page page) {
    List<String> pieces = pieces(page);
    List<Section.Chart> charts =
        page.sections().stream()
            .filter(Section.Chart.class::isInstance)
            .map(Section.Chart.class::cast)
            .filter(chart -> !chart.points().isEmpty())
            .toList();
    if (pieces.size() <= MOST_PIECES) {
      return new PageView(pieces, Optional.empty(), charts);
    }
    byte[] whole = TEXT.render(page).getBytes(StandardCharsets.UTF_8);
    return new PageView(List.of(summary(page)), Optional.of(whole), charts);
  }

  private static List<String> pieces(Page page) {
    Html html = new Html().line(Html.bold(page.title()), page.title());
    page.sections().forEach(section -> section(html, section));
    page.next().forEach(step -> step(html, step));
    return html.pieces();
  }

  private static String summary(Page page) {
    Html html = new Html().line(Html.bold(page.title()), page.title()).plain(WHOLE);
    page.next().forEach(step -> step(html, step));
    return html.pieces().getFirst();
  }

  private static void section(Html html, Section section) {
    switch (section) {
      case Section.Facts facts ->
          facts
              .facts()
              .forEach(fact ->
                  html.line(
                      Html.escaped(fact.name()) + ": " + Html.bold(fact.value()),
                      fact.name() + ": " + fact.value()));
      case Section.Table table -> table(html, table);
      case Section.Lines lines -> lines.lines().forEach(html::plain);
      case Section.Chart chart -> {
        if (chart.points().isEmpty()) {
          html.plain(chart.name() + ": nothing recorded yet");
        }
      }
    }
  }

  private static void table(Html html, Section.Table table) {
    if (!table.title().isBlank()) {
      html.line(Html.bold(table.title()), table.title());
    }
    Page alone = new Page("", List.of(table), List.of(), null);
    // Its first two lines are the page's title and the table's, which stand above already.
    List<String> rows = TEXT.render(alone).lines().skip(2).map(PageView::outdented).toList();
    rows.forEach(html::kept);
  }

  private static String outdented(String row) {
    return row.startsWith("    ") ? row.substring(4) : row;
  }

  private static void step(Html html, Step step) {
    switch (step) {
      case Step.Say say -> {
        // Telegram links a command of one word by itself; a longer one is copied by a touch.
        String command = "/" + say.command();
        String shown = say.command().contains(" ") ? Html.code(command) : Html.escaped(command);
        html.line(
            "Next: " + shown + " — " + Html.escaped(say.purpose()),
            "Next: " + command + " — " + say.purpose());
      }
      case Step.Do act -> html.plain("Next: " + act.action());
    }
  }
}
