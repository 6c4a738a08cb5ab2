package trader.chatsim.telegram;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;

/** Reads {@code parse_mode=MarkdownV2}, without links and quotations, which nobody here writes. */
final class MarkdownText {
  private static final String RESERVED = "_*[]()~`>#+-=|{}.!";
  private static final Map<String, String> TYPES =
      Map.of(
          "```", "pre",
          "`", "code",
          "*", "bold",
          "__", "underline",
          "_", "italic",
          "~", "strikethrough",
          "||", "spoiler");

  /** The longer marks first. */
  private static final List<String> MARKS = List.of("```", "||", "__", "`", "*", "_", "~");

  private final String raw;
  private final StringBuilder text = new StringBuilder();
  private final ArrayNode entities = Wire.array();
  private final Deque<Open> open = new ArrayDeque<>();

  private record Open(String mark, int from, int byteOffset) {}

  MarkdownText(String raw) {
    this.raw = raw;
  }

  ParsedText parse() throws BotApiException {
    int at = 0;
    while (at < raw.length()) {
      char c = raw.charAt(at);
      if (c == '\\' && at + 1 < raw.length() && raw.charAt(at + 1) < 127) {
        text.append(raw.charAt(at + 1));
        at += 2;
        continue;
      }
      String mark = markAt(at);
      if (!mark.isEmpty()) {
        mark(mark, at);
        at += mark.length();
        continue;
      }
      if (RESERVED.indexOf(c) >= 0 && !inCode()) {
        throw ParsedText.unparsable(
            "Character '" + c + "' is reserved and must be escaped with the preceding '\\'");
      }
      text.append(c);
      at++;
    }
    if (!open.isEmpty()) {
      Open last = open.getFirst();
      throw ParsedText.unparsable(
          "Can't find end of "
              + named(last.mark())
              + " entity at byte offset "
              + last.byteOffset());
    }
    return new ParsedText(text.toString(), entities);
  }

  private String markAt(int at) {
    String code = inCode() ? open.getFirst().mark() : "";
    for (String mark : MARKS) {
      if (raw.startsWith(mark, at) && (code.isEmpty() || code.equals(mark))) {
        return mark;
      }
    }
    return "";
  }

  private void mark(String mark, int at) {
    if (!open.isEmpty() && open.getFirst().mark().equals(mark)) {
      Open last = open.pop();
      if (text.length() > last.from()) {
        entities
            .addObject()
            .put("type", TYPES.get(mark))
            .put("offset", last.from())
            .put("length", text.length() - last.from());
      }
    } else {
      int offset = raw.substring(0, at).getBytes(StandardCharsets.UTF_8).length;
      open.push(new Open(mark, text.length(), offset));
    }
  }

  private boolean inCode() {
    return !open.isEmpty() && open.getFirst().mark().startsWith("`");
  }

  private static String named(String mark) {
    String type = TYPES.getOrDefault(mark, mark);
    return Character.toUpperCase(type.charAt(0)) + type.substring(1);
  }
}
