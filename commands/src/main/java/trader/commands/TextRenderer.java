package trader.commands;

import java.util.ArrayList;
import java.util.List;

/** Turns a page into plain text for a terminal or a monospaced block of a chat. */
public final class TextRenderer {
  /** How a command of ours is spelled on a surface. */
  public enum Spelling {
    /** {@code /mode halt}. */
    CHAT("/"),
    /** {@code trader mode halt}. */
    SHELL("trader ");

    private final String prefix;

    Spelling(String prefix) {
      this.prefix = prefix;
    }
  }

  private static final String INDENT = "  ";
  private final Spelling spelling;

  /** A renderer for a surface on which commands are spelled like that. */
  public TextRenderer(Spelling spelling) {
    this.spelling = spelling;
  }

  /** The reply's page as text. */
  public String render(Reply reply) {
    return render(ReplyPage.of(reply));
  }

  /** The page as lines, each ended by a line feed. */
  public String render(Page page) {
    StringBuilder text = new StringBuilder();
    line(text, page.title());
    int names = nameWidth(page.sections());
    for (Section section : page.sections()) {
      switch (section) {
        case Section.Facts facts ->
            facts
                .facts()
                .forEach(fact ->
                    line(text, INDENT + padded(fact.name(), names) + INDENT + fact.value()));
        case Section.Table table -> table(text, table);
        case Section.Lines lines -> lines.lines().forEach(one -> line(text, INDENT + one));
        case Section.Chart chart -> line(text, INDENT + Sparkline.of(chart));
      }
    }
    page.next().forEach(step -> line(text, "Next: " + step(step)));
    return text.toString();
  }

  private String step(Step step) {
    return switch (step) {
      case Step.Say say -> spelling.prefix + say.command() + " — " + say.purpose();
      case Step.Do act -> act.action();
    };
  }

  private static int nameWidth(List<Section> sections) {
    int width = 0;
    for (Section section : sections) {
      if (section instanceof Section.Facts facts) {
        for (Section.Fact fact : facts.facts()) {
          width = Math.max(width, fact.name().length());
        }
      }
    }
    return width;
  }

  private static void table(StringBuilder text, Section.Table table) {
    List<Boolean> right = table.columns().stream().map(name -> name.endsWith("#")).toList();
    List<List<String>> rows = new ArrayList<>();
    rows.add(table.columns().stream().map(TextRenderer::heading).toList());
    rows.addAll(table.rows());
    int[] widths = new int[table.columns().size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    line(text, INDENT + table.title());
    for (List<String> row : rows) {
      StringBuilder one = new StringBuilder(INDENT);
      for (int i = 0; i < widths.length; i++) {
        String cell = row.get(i);
        String space = " ".repeat(widths[i] - cell.length());
        one.append(INDENT).append(right.get(i) ? space + cell : cell + space);
      }
      line(text, one.toString());
    }
  }

  private static String heading(String column) {
    return column.endsWith("#") ? column.substring(0, column.length() - 1) : column;
  }

  private static String padded(String name, int width) {
    return name + " ".repeat(width - name.length());
  }

  private static void line(StringBuilder text, String line) {
    text.append(line.stripTrailing()).append('\n');
  }
}
