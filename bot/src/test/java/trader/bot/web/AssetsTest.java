package trader.bot.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the policy forbids at run time is not in the files to begin with. */
class AssetsTest {
  private static final Pattern IMPORT = Pattern.compile("from \"\\./([a-z]+\\.js)\"");
  private static final Pattern LINKED = Pattern.compile("/console/app/([a-z]+\\.[a-z]+)");
  private final Assets assets = Assets.load();

  private String text(String name) {
    return new String(assets.named(name).orElseThrow().content(), StandardCharsets.UTF_8);
  }

  @Test
  void noFileNamesAnotherHost() {
    for (String name : assets.byName().keySet()) {
      assertThat(text(name).replace("http://www.w3.org/2000/svg", ""))
          .as(name)
          .doesNotContainPattern("https?://|//[a-z0-9-]+\\.[a-z]");
    }
  }

  @Test
  void nothingIsInlineAndNoTextBecomesMarkup() {
    assertThat(text("index.html"))
        .doesNotContainPattern("<style|<script(?! type=\"module\" src)|\\son[a-z]+=|\\sstyle=");
    for (String name : assets.byName().keySet()) {
      assertThat(text(name))
          .as(name)
          .doesNotContain(
              "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(");
    }
  }

  @Test
  void everyFileThatIsNamedIsServed() {
    List<String> files = List.copyOf(assets.byName().keySet());
    for (String name : files) {
      String text = text(name);
      for (Pattern pattern : List.of(IMPORT, LINKED)) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
          assertThat(files).as(name).contains(matcher.group(1));
        }
      }
    }
  }
}
