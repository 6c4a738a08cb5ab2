package trader.bot.slack;

import com.slack.api.model.block.LayoutBlock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import trader.commands.Page;
import trader.commands.Section;
import trader.commands.Step;
import trader.commands.TextRenderer;

/** Turns a page into blocks within Slack's limits; what does not fit goes into a file. */
final class BlockRenderer {
  private static final int MAX_SECTION = 2_900;
  private static final int MAX_BLOCKS = 44;
  private static final int MAX_TEXT = 11_500;
  private static final int MAX_NOTIFICATION = 1_000;
  private static final TextRenderer PLAIN = new TextRenderer(TextRenderer.Spelling.CHAT);

  private BlockRenderer() {}

  /**
   * A page as blocks.
   *
   * @param notification what a notification shows of it
   * @param whole the page as text, where the blocks do not show all of it
   */
  record Rendered(
      String notification,
      List<LayoutBlock> blocks,
      Optional<String> whole,
      List<Section.Chart> charts) {}

  static Rendered render(Page page) {
    List<Part> parts = parts(page);
    List<LayoutBlock> blocks = new ArrayList<>();
    int text = 0;
    boolean cut = false;
    for (Part part : parts) {
      if (blocks.size() == MAX_BLOCKS || text + part.text().length() > MAX_TEXT) {
        cut = true;
        break;
      }
      text += part.text().length();
      blocks.add(part.small() ? Texts.context(part.text()) : Texts.section(part.text()));
    }
    if (cut) {
      blocks.add(
          Texts.context(
              "Shown in part: the whole answer is too long for a message and follows as a file."));
    }
    return new Rendered(
        Texts.escaped(Texts.cut(Texts.spelled(page.title()), MAX_NOTIFICATION)),
        blocks,
        cut ? Optional.of(Texts.spelled(PLAIN.render(page))) : Optional.empty(),
        charts(page));
  }

  private record Part(String text, boolean small) {}

  private static List<Part> parts(Page page) {
    List<Part> parts = new ArrayList<>();
    for (String piece : pieces(List.of(escaped(page.title())), MAX_SECTION)) {
      parts.add(new Part("*" + piece + "*", false));
    }
    for (Section section : page.sections()) {
      switch (section) {
        case Section.Facts facts ->
            running(
                parts,
                facts.facts().stream()
                    .map(fact -> escaped(fact.name()) + ":  *" + escaped(fact.value()) + "*")
                    .toList());
        case Section.Table table -> {
          parts.add(new Part("*" + escaped(table.title()) + "*", false));
          preformatted(parts, body(table));
        }
        case Section.Lines lines ->
            running(parts, lines.lines().stream().map(BlockRenderer::escaped).toList());
        case Section.Chart chart -> preformatted(parts, body(chart));
      }
    }
    if (!page.next().isEmpty()) {
      parts.add(
          new Part(
              Texts.cut(
                  page.next().stream().map(BlockRenderer::step).collect(Collectors.joining("\n")),
                  MAX_SECTION),
              true));
    }
    return parts;
  }

  private static void running(List<Part> parts, List<String> lines) {
    pieces(lines, MAX_SECTION).forEach(piece -> parts.add(new Part(piece, false)));
  }

  private static void preformatted(List<Part> parts, List<String> lines) {
    List<String> safe =
        lines.stream().map(line -> Texts.escaped(line).replace("```", "'''")).toList();
    pieces(safe, MAX_SECTION).forEach(piece -> parts.add(new Part("```" + piece + "```", false)));
  }

  /** The lines joined into pieces that are no longer than that; a longer line is broken. */
  private static List<String> pieces(List<String> lines, int most) {
    List<String> pieces = new ArrayList<>();
    StringBuilder piece = new StringBuilder();
    for (String line : lines) {
      String rest = line;
      while (!rest.isEmpty()) {
        String head = rest.length() <= most ? rest : rest.substring(0, most);
        rest = rest.substring(head.length());
        if (!piece.isEmpty() && piece.length() + 1 + head.length() > most) {
          pieces.add(piece.toString());
          piece.setLength(0);
        }
        piece.append(piece.isEmpty() ? "" : "\n").append(head);
      }
    }
    if (!piece.isEmpty()) {
      pieces.add(piece.toString());
    }
    return pieces;
  }

  /** The section as plain text without the title and the indent that a terminal shows. */
  private static List<String> body(Section section) {
    List<String> lines =
        Arrays.asList(
            PLAIN.render(new Page("-", List.of(section), List.of(), null)).split("\n", -1));
    int head = section instanceof Section.Table ? 2 : 1;
    return lines.subList(head, lines.size()).stream()
        .filter(line -> !line.isBlank())
        .map(line -> line.startsWith("    ") ? line.substring(4) : line.strip())
        .toList();
  }

  private static String step(Step step) {
    return switch (step) {
      case Step.Say say ->
          "Next: `" + Texts.escaped(Texts.typed(say.command())) + "` — " + escaped(say.purpose());
      case Step.Do act -> "Next: " + escaped(act.action());
    };
  }

  private static String escaped(String text) {
    return Texts.escaped(Texts.spelled(text));
  }

  private static List<Section.Chart> charts(Page page) {
    List<Section.Chart> charts = new ArrayList<>();
    for (Section section : page.sections()) {
      if (section instanceof Section.Chart chart && !chart.points().isEmpty()) {
        charts.add(chart);
      }
    }
    return charts;
  }
}
