package trader.bot.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.model.block.ContextBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.SectionBlock;
import com.slack.api.model.block.composition.MarkdownTextObject;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import trader.commands.Page;

class BlockRendererTest {

  private static String text(LayoutBlock block) {
    return switch (block) {
      case SectionBlock section -> section.getText().getText();
      case ContextBlock context ->
          context.getElements().stream()
              .map(element -> ((MarkdownTextObject) element).getText())
              .collect(Collectors.joining());
      default -> throw new AssertionError(block.getType());
    };
  }

  private static List<String> texts(Page page) {
    return BlockRenderer.render(page).blocks().stream().map(BlockRendererTest::text).toList();
  }

  @Test
  void tableIsPreformattedAndItsNumbersStayAligned() {
    assertThat(
            texts(
                Page.titled("POSITIONS")
                    .table(
                        "open",
                        List.of("symbol", "qty#"),
                        List.of(List.of("BTCUSDT", "0.5"), List.of("ETHUSDT", "12.25")))
                    .build()))
        .containsExactly(
            "*POSITIONS*", "*open*", "```symbol     qty\nBTCUSDT    0.5\nETHUSDT  12.25```");
  }

  @Test
  void nextStepsAreSpelledAsTheyAreTypedInSlack() {
    assertThat(
            texts(
                Page.titled("say /confirm K7Q2MX or /mode halt; see http://x/status")
                    .say("why", "levers")
                    .say("positions", "what is open")
                    .build()))
        .containsExactly(
            "*say /trader confirm K7Q2MX or /mode halt; see http://x/status*",
            "Next: `/trader why` — levers\nNext: `/positions` — what is open");
  }

  @Test
  void fenceInATableCannotEndIt() {
    assertThat(
            texts(
                    Page.titled("A")
                        .table("t", List.of("reason"), List.of(List.of("x``` *bold* <@U1>")))
                        .build())
                .getLast())
        .isEqualTo("```reason\nx''' *bold* &lt;@U1&gt;```");
  }

  @Test
  void everySectionStaysWithinItsLimitAndWhatDoesNotFitIsKeptWhole() {
    Page page =
        Page.titled("LONG " + "x".repeat(5_000))
            .lines(IntStream.range(0, 2_000).mapToObj(i -> "line number " + i).toList())
            .build();
    BlockRenderer.Rendered rendered = BlockRenderer.render(page);
    List<String> texts = rendered.blocks().stream().map(BlockRendererTest::text).toList();
    assertThat(texts).hasSizeLessThanOrEqualTo(46).allMatch(one -> one.length() <= 3_000);
    assertThat(texts.stream().mapToInt(String::length).sum()).isLessThan(13_000);
    assertThat(texts.getLast()).contains("follows as a file");
    assertThat(rendered.whole().orElseThrow()).contains("line number 1999");
    assertThat(rendered.notification()).hasSizeLessThanOrEqualTo(1_000);
  }

  @Test
  void shortPageNeedsNoFile() {
    assertThat(BlockRenderer.render(Page.titled("A").line("b").build()).whole()).isEmpty();
  }
}
