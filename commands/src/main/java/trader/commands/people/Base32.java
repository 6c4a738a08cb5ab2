package trader.commands.people;

import java.io.ByteArrayOutputStream;
import java.util.Locale;

/** The alphabet in which code generators take their secrets, as in RFC 4648. */
final class Base32 {
  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int BITS = 5;

  private Base32() {}

  /** The letters, without padding. */
  static String encode(byte[] bytes) {
    StringBuilder letters = new StringBuilder();
    int buffer = 0;
    int held = 0;
    for (byte one : bytes) {
      buffer = (buffer << Byte.SIZE) | (one & 0xff);
      held += Byte.SIZE;
      while (held >= BITS) {
        held -= BITS;
        letters.append(ALPHABET.charAt(buffer >> held));
        buffer &= (1 << held) - 1;
      }
    }
    if (held > 0) {
      letters.append(ALPHABET.charAt(buffer << (BITS - held)));
    }
    return letters.toString();
  }

  /**
   * The bytes; case, spaces and padding do not matter. Throws {@link IllegalArgumentException} for
   * anything else, without the text.
   */
  static byte[] decode(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int buffer = 0;
    int held = 0;
    String letters = text.replaceAll("[\\s=]", "").toUpperCase(Locale.ROOT);
    for (int i = 0; i < letters.length(); i++) {
      int value = ALPHABET.indexOf(letters.charAt(i));
      if (value < 0) {
        throw new IllegalArgumentException(
            "character " + (i + 1) + " is none of A to Z and 2 to 7, the letters of base32");
      }
      buffer = buffer << BITS | value;
      held += BITS;
      if (held >= Byte.SIZE) {
        held -= Byte.SIZE;
        bytes.write(buffer >> held);
        buffer &= (1 << held) - 1;
      }
    }
    return bytes.toByteArray();
  }
}
