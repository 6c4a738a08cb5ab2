package trader.bot.slack;

import com.slack.api.model.block.ContextBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.SectionBlock;
import com.slack.api.model.block.composition.MarkdownTextObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import trader.commands.Catalog;

/** Text as Slack wants it. */
final class Texts {
  /**
   * The commands that Slack lets an app register under their own names. {@code /status} is one of
   * Slack's built-in names: a manifest with it is refused.
   */
  static final Set<String> NATIVE =
      Set.of("mode", "canary", "capital", "snapshot", "health", "positions");

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneOffset.UTC);
  private static final Pattern COMMAND =
      Pattern.compile(
          "(?<![\\w/.])/("
              + Catalog.names().stream()
                  .filter(name -> !NATIVE.contains(name))
                  .collect(Collectors.joining("|"))
              + ")(?![\\w/-])");

  private Texts() {}

  /** Nothing in it is markup or a mention any more. */
  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** Commands in it are spelled as this app has them: {@code /trader why} for {@code /why}. */
  static String spelled(String text) {
    return COMMAND.matcher(text).replaceAll("/trader $1");
  }

  /** A command's words as they are typed here. */
  static String typed(String words) {
    int end = words.indexOf(' ');
    return (NATIVE.contains(end < 0 ? words : words.substring(0, end)) ? "/" : "/trader ") + words;
  }

  static String time(Instant at) {
    return TIME.format(at);
  }

  /** No longer than that, with an ellipsis where it was. */
  static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }

  static LayoutBlock section(String markdown) {
    return SectionBlock.builder()
        .text(MarkdownTextObject.builder().text(markdown).verbatim(true).build())
        .build();
  }

  static LayoutBlock context(String markdown) {
    return ContextBlock.builder()
        .elements(List.of(MarkdownTextObject.builder().text(markdown).verbatim(true).build()))
        .build();
  }
}
