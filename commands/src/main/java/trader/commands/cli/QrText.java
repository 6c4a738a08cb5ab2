package trader.commands.cli;

import io.nayuki.qrcodegen.QrCode;

/** Draws a QR code in a terminal, two rows of it in a line. */
final class QrText {
  /** The light border without which scanners do not see it. */
  private static final int QUIET = 2;

  /** Black on white, whatever the terminal's own colors are. */
  private static final String COLORS = "\033[38;5;16;48;5;231m";

  private static final String PLAIN = "\033[0m";

  private QrText() {}

  /** The text as lines to print. */
  static String of(String text) {
    QrCode code = QrCode.encodeText(text, QrCode.Ecc.LOW);
    StringBuilder lines = new StringBuilder();
    for (int y = -QUIET; y < code.size + QUIET; y += 2) {
      lines.append("   ").append(COLORS);
      for (int x = -QUIET; x < code.size + QUIET; x++) {
        lines.append(half(code.getModule(x, y), code.getModule(x, y + 1)));
      }
      lines.append(PLAIN).append('\n');
    }
    return lines.toString();
  }

  private static char half(boolean upper, boolean lower) {
    if (upper) {
      return lower ? '█' : '▀';
    }
    return lower ? '▄' : ' ';
  }
}
