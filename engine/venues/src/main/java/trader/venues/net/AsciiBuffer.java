package trader.venues.net;

import java.util.Arrays;

/** Bytes of ASCII text that grow, and are used again without garbage. */
public final class AsciiBuffer {
  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };
  private static final int DIGITS_OF_LONG = 20;

  private byte[] bytes = new byte[1024];
  private int length;

  /** Begins anew. */
  public AsciiBuffer clear() {
    length = 0;
    return this;
  }

  /** Appends characters, which must be ASCII. */
  public AsciiBuffer put(String text) {
    ensure(text.length());
    for (int i = 0; i < text.length(); i++) {
      bytes[length++] = (byte) text.charAt(i);
    }
    return this;
  }

  /** Appends a character, which must be ASCII. */
  public AsciiBuffer put(char character) {
    ensure(1);
    bytes[length++] = (byte) character;
    return this;
  }

  /** Appends a number that is not negative. */
  public AsciiBuffer put(long number) {
    ensure(DIGITS_OF_LONG);
    int start = length;
    long rest = number;
    do {
      bytes[length++] = (byte) ('0' + rest % 10);
      rest /= 10;
    } while (rest > 0);
    for (int i = start, j = length - 1; i < j; i++, j--) {
      byte swapped = bytes[i];
      bytes[i] = bytes[j];
      bytes[j] = swapped;
    }
    return this;
  }

  /** Appends two lower-case digits for each byte. */
  public AsciiBuffer putHex(byte[] data) {
    ensure(2 * data.length);
    for (byte value : data) {
      bytes[length++] = HEX[(value >> 4) & 0xf];
      bytes[length++] = HEX[value & 0xf];
    }
    return this;
  }

  /** The bytes; the first {@link #length} of them count. */
  public byte[] array() {
    return bytes;
  }

  /** How many bytes there are. */
  public int length() {
    return length;
  }

  private void ensure(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }

  @Override
  public String toString() {
    return new String(bytes, 0, length, java.nio.charset.StandardCharsets.US_ASCII);
  }
}
