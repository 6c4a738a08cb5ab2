package trader.bot.telegram;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import trader.commands.Page;

class HtmlTest {
  private static final Pattern TAG = Pattern.compile("</?(b|pre|code|i)>");

  @Test
  void lineOfExactlyTheLimitIsOnePieceHoweverLongItsMarkupIs() {
    List<String> pieces = new Html().plain("&".repeat(Html.MOST)).pieces();

    assertThat(pieces).hasSize(1);
    assertThat(pieces.getFirst()).hasSize(Html.MOST * "&amp;".length());
  }

  @Test
  void oneCharacterMoreMakesTwoPieces() {
    assertThat(new Html().plain("x".repeat(Html.MOST + 1)).pieces())
        .extracting(String::length)
        .containsExactly(Html.MOST, 1);
  }

  @Test
  void surrogatePairIsNotTornApart() {
    List<String> pieces = new Html().plain("x".repeat(Html.MOST - 1) + "😀").pieces();

    assertThat(pieces).containsExactly("x".repeat(Html.MOST - 1), "😀");
  }

  @Test
  void blockIsClosedAndOpenedAgainAcrossPieces() {
    Html html = new Html();
    for (int i = 0; i < 100; i++) {
      html.kept("<" + "y".repeat(98) + ">");
    }

    assertThat(html.pieces())
        .hasSizeGreaterThan(1)
        .allSatisfy(piece -> assertThat(piece).startsWith("<pre>&lt;").endsWith("&gt;</pre>"));
  }

  @Test
  void anyMixOfLinesStaysWithinTheLimitAndLosesNothing() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Html html = new Html();
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      String text = "<&>\"é".substring(random.nextInt(5)) + "z".repeat(random.nextInt(700)) + "|";
      expected.append(text);
      switch (random.nextInt(3)) {
        case 0 -> html.plain(text);
        case 1 -> html.kept(text);
        default -> html.line(Html.bold(text), text);
      }
    }

    List<String> shown = html.pieces().stream().map(HtmlTest::shown).toList();

    assertThat(shown).as("seed %d", seed).allMatch(piece -> piece.length() <= Html.MOST);
    String joined = shown.stream().collect(Collectors.joining()).replace("\n", "");
    assertThat(joined).as("seed %d", seed).isEqualTo(expected.toString());
  }

  private static String shown(String html) {
    return TAG.matcher(html)
        .replaceAll("")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&");
  }

  @Test
  void pageIsShownWithFactsTablesAndSteps() {
    Page page =
        Page.titled("OPEN — 2 < 3")
            .fact("mode", "auto & on")
            .table("Positions", List.of("symbol", "qty#"), List.of(List.of("BTC", "1")))
            .say("status", "what is so")
            .say("mode halt", "stop")
            .act("look")
            .build();

    assertThat(PageView.of(page).pieces())
        .containsExactly(
            """
            <b>OPEN — 2 &lt; 3</b>
            mode: <b>auto &amp; on</b>
            <b>Positions</b>
            <pre>symbol  qty
            BTC       1</pre>
            Next: /status — what is so
            Next: <code>/mode halt</code> — stop
            Next: look\
            """);
  }
}
