package trader.chatsim.telegram;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads {@code parse_mode=HTML}. */
final class HtmlText {
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("b", "bold"),
          Map.entry("strong", "bold"),
          Map.entry("i", "italic"),
          Map.entry("em", "italic"),
          Map.entry("u", "underline"),
          Map.entry("ins", "underline"),
          Map.entry("s", "strikethrough"),
          Map.entry("strike", "strikethrough"),
          Map.entry("del", "strikethrough"),
          Map.entry("tg-spoiler", "spoiler"),
          Map.entry("code", "code"),
          Map.entry("pre", "pre"),
          Map.entry("blockquote", "blockquote"),
          Map.entry("a", "text_link"));
  private static final Pattern START = Pattern.compile("<([a-zA-Z-]+)((?:\\s+[^<>]*)?)>");
  private static final Pattern END = Pattern.compile("</([a-zA-Z-]*)\\s*>");
  private static final Pattern HREF = Pattern.compile("href=\"([^\"]*)\"");
  private static final Pattern ENTITY = Pattern.compile("&(lt|gt|amp|quot|#[0-9]{1,6});");
  private final String raw;
  private final StringBuilder text = new StringBuilder();
  private final ArrayNode entities = Wire.array();
  private final Deque<Open> open = new ArrayDeque<>();
  private int at;

  private record Open(String tag, String type, int from, String argument) {}

  HtmlText(String raw) {
    this.raw = raw;
  }

  ParsedText parse() throws BotApiException {
    while (at < raw.length()) {
      char c = raw.charAt(at);
      if (c == '&') {
        reference();
      } else if (c != '<') {
        text.append(c);
        at++;
      } else if (raw.startsWith("</", at)) {
        end();
      } else {
        start();
      }
    }
    if (!open.isEmpty()) {
      throw ParsedText.unparsable(
          "Can't find end tag corresponding to start tag \"" + open.getFirst().tag() + "\"");
    }
    return new ParsedText(text.toString(), entities);
  }

  private void reference() {
    Matcher entity = ENTITY.matcher(raw).region(at, raw.length());
    if (!entity.lookingAt()) {
      text.append('&');
      at++;
      return;
    }
    String name = entity.group(1);
    switch (name) {
      case "lt" -> text.append('<');
      case "gt" -> text.append('>');
      case "amp" -> text.append('&');
      case "quot" -> text.append('"');
      default -> text.appendCodePoint(Integer.parseInt(name.substring(1)));
    }
    at = entity.end();
  }

  private void start() throws BotApiException {
    Matcher tag = START.matcher(raw).region(at, raw.length());
    if (!tag.lookingAt()) {
      int close = raw.indexOf('>', at);
      throw close < 0
          ? ParsedText.unparsable("Unclosed start tag at byte offset " + bytes())
          : unsupported(raw.substring(at + 1, close));
    }
    String name = tag.group(1).toLowerCase(Locale.ROOT);
    String type = TYPES.get(name);
    if (type == null) {
      throw unsupported(name);
    }
    Matcher href = HREF.matcher(tag.group(2));
    open.push(new Open(name, type, text.length(), href.find() ? href.group(1) : ""));
    at = tag.end();
  }

  private BotApiException unsupported(String name) {
    String word = name.strip().split("[ \n/]", 2)[0].toLowerCase(Locale.ROOT);
    return ParsedText.unparsable(
        "Unsupported start tag \"" + word + "\" at byte offset " + bytes());
  }

  private void end() throws BotApiException {
    Matcher tag = END.matcher(raw).region(at, raw.length());
    if (!tag.lookingAt()) {
      throw ParsedText.unparsable("Unclosed end tag at byte offset " + bytes());
    }
    String name = tag.group(1).toLowerCase(Locale.ROOT);
    if (open.isEmpty()) {
      throw ParsedText.unparsable("Unexpected end tag at byte offset " + bytes());
    }
    Open last = open.pop();
    if (!name.isEmpty() && !name.equals(last.tag())) {
      throw ParsedText.unparsable(
          "Unmatched end tag at byte offset "
              + bytes()
              + ", expected \"</"
              + last.tag()
              + ">\", found \"</"
              + name
              + ">\"");
    }
    at = tag.end();
    close(last);
  }

  private void close(Open tag) {
    int length = text.length() - tag.from();
    if (length > 0 && !(tag.type().equals("text_link") && tag.argument().isEmpty())) {
      ObjectNode entity = entities.addObject();
      entity.put("type", tag.type()).put("offset", tag.from()).put("length", length);
      if (!tag.argument().isEmpty()) {
        entity.put("url", tag.argument());
      }
    }
  }

  private int bytes() {
    return raw.substring(0, at).getBytes(StandardCharsets.UTF_8).length;
  }
}
