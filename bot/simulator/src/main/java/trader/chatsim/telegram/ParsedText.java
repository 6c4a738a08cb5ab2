package trader.chatsim.telegram;

import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;

/**
 * A text without its markup.
 *
 * @param entities where formatting begins and how long it is, in UTF-16 code units
 */
record ParsedText(String text, ArrayNode entities) {

  /** Reads a text in that parse mode, and trims it as the server does. */
  static ParsedText of(String raw, Optional<String> mode) throws BotApiException {
    ParsedText parsed =
        switch (mode.orElse("").toLowerCase(Locale.ROOT)) {
          case "" -> new ParsedText(raw, Wire.array());
          case "html" -> new HtmlText(raw).parse();
          case "markdownv2" -> new MarkdownText(raw).parse();
          default -> throw BotApiException.badRequest("unsupported parse_mode");
        };
    return new ParsedText(parsed.text.stripTrailing(), parsed.entities);
  }

  static BotApiException unparsable(String why) {
    return BotApiException.badRequest("can't parse entities: " + why);
  }
}
