package trader.bot.telegram;

import java.util.ArrayList;
import java.util.List;

/**
 * Puts lines into messages that are short enough. Telegram counts what is left without markup; we
 * count it in UTF-16 code units, which is never less than what Telegram counts.
 */
final class Html {
  /** What a message may show, less what is kept for a line that says how late it is. */
  static final int MOST = 4096 - 96;

  private final List<String> pieces = new ArrayList<>();
  private final StringBuilder piece = new StringBuilder();
  private int shown;
  private boolean inBlock;

  /** Nothing that Telegram could take for markup is left. */
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  static String bold(String text) {
    return "<b>" + escaped(text) + "</b>";
  }

  static String code(String text) {
    return "<code>" + escaped(text) + "</code>";
  }

  /** A line whose markup is made already, and what it shows without it. */
  Html line(String html, String plain) {
    if (plain.length() > MOST) {
      return plain(plain);
    }
    endBlock();
    make(plain.length());
    piece.append(html);
    return this;
  }

  /** A line of any length without markup. */
  Html plain(String text) {
    endBlock();
    for (String part : parts(text)) {
      make(part.length());
      piece.append(escaped(part));
    }
    return this;
  }

  /** A line that keeps its spaces; those that follow each other are one block. */
  Html kept(String text) {
    for (String part : parts(text)) {
      if (inBlock && shown + 1 + part.length() > MOST) {
        endBlock();
      }
      if (inBlock) {
        piece.append('\n').append(escaped(part));
        shown += 1 + part.length();
      } else {
        make(part.length());
        piece.append("<pre>").append(escaped(part));
        inBlock = true;
      }
    }
    return this;
  }

  /** What was put in, in messages. */
  List<String> pieces() {
    endBlock();
    if (shown > 0) {
      pieces.add(piece.toString());
      piece.setLength(0);
      shown = 0;
    }
    return List.copyOf(pieces);
  }

  private void make(int room) {
    if (shown > 0 && shown + 1 + room > MOST) {
      pieces.add(piece.toString());
      piece.setLength(0);
      shown = 0;
    }
    if (shown > 0) {
      piece.append('\n');
      shown++;
    }
    shown += room;
  }

  private void endBlock() {
    if (inBlock) {
      piece.append("</pre>");
      inBlock = false;
    }
  }

  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    while (text.length() - from > MOST) {
      int end = from + MOST;
      if (Character.isHighSurrogate(text.charAt(end - 1))) {
        end--;
      }
      parts.add(text.substring(from, end));
      from = end;
    }
    parts.add(text.substring(from));
    return parts;
  }
}
