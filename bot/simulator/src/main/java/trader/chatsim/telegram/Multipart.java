package trader.chatsim.telegram;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a body of the type {@code multipart/form-data}. */
final class Multipart {
  private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)\"?");
  private static final Pattern NAME = Pattern.compile("[; ]name=\"([^\"]*)\"");
  private static final Pattern FILE_NAME = Pattern.compile("filename=\"([^\"]*)\"");
  private static final byte[] BLANK_LINE = "\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

  private Multipart() {}

  /** A file in a body. */
  record Part(String fileName, Content content) {}

  static Params read(String contentType, byte[] body) throws BotApiException {
    Matcher boundary = BOUNDARY.matcher(contentType);
    if (!boundary.find()) {
      throw BotApiException.badRequest("boundary is missing in the multipart content type");
    }
    byte[] line = ("--" + boundary.group(1)).getBytes(StandardCharsets.ISO_8859_1);
    Map<String, String> texts = new HashMap<>();
    Map<String, Part> files = new HashMap<>();
    int at = indexOf(body, line, 0);
    while (at >= 0) {
      int from = at + line.length + 2;
      int next = indexOf(body, line, from);
      if (next < 0) {
        break;
      }
      take(Arrays.copyOfRange(body, from, next - 2), texts, files);
      at = next;
    }
    return Params.ofTexts(texts, files);
  }

  private static void take(byte[] part, Map<String, String> texts, Map<String, Part> files)
      throws BotApiException {
    int end = indexOf(part, BLANK_LINE, 0);
    if (end < 0) {
      throw BotApiException.badRequest("a part of the multipart body has no headers");
    }
    String headers = new String(part, 0, end, StandardCharsets.UTF_8);
    byte[] content = Arrays.copyOfRange(part, end + BLANK_LINE.length, part.length);
    String disposition =
        headers
            .lines()
            .filter(one -> one.toLowerCase(Locale.ROOT).startsWith("content-disposition"))
            .findFirst()
            .orElse("");
    Matcher name = NAME.matcher(disposition);
    if (!name.find()) {
      throw BotApiException.badRequest("a part of the multipart body has no name");
    }
    Matcher file = FILE_NAME.matcher(disposition);
    if (file.find()) {
      files.put(name.group(1), new Part(file.group(1), new Content(content)));
    } else {
      texts.put(name.group(1), new String(content, StandardCharsets.UTF_8));
    }
  }

  private static int indexOf(byte[] where, byte[] what, int from) {
    for (int i = from; i <= where.length - what.length; i++) {
      if (Arrays.equals(where, i, i + what.length, what, 0, what.length)) {
        return i;
      }
    }
    return -1;
  }
}
