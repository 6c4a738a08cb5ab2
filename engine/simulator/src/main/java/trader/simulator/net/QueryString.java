package trader.simulator.net;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads {@code a=1&b=2}, percent-encoded, as query strings and form bodies are. */
public final class QueryString {
  private QueryString() {}

  /** A name that occurs twice. */
  public static final class DuplicateException extends RuntimeException {
    private static final long serialVersionUID = 1;

    DuplicateException(String name) {
      super("'" + name + "' is given twice", null, false, false);
    }
  }

  /** Percent signs with something else than two hexadecimal digits behind them. */
  public static final class MalformedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    MalformedException(String text) {
      super("'" + text + "' is not percent-encoded", null, false, false);
    }
  }

  /**
   * The decoded values by name, in the order in which they are given.
   *
   * @throws DuplicateException for a name that occurs twice
   * @throws MalformedException for bad percent-encoding
   */
  public static Map<String, String> parse(String encoded) {
    Map<String, String> values = new LinkedHashMap<>();
    int from = 0;
    while (from < encoded.length()) {
      int end = encoded.indexOf('&', from);
      end = end < 0 ? encoded.length() : end;
      int equals = encoded.indexOf('=', from);
      if (end > from) {
        boolean bare = equals < 0 || equals > end;
        String name = decode(encoded.substring(from, bare ? end : equals));
        String value = bare ? "" : decode(encoded.substring(equals + 1, end));
        if (values.put(name, value) != null) {
          throw new DuplicateException(name);
        }
      }
      from = end + 1;
    }
    return values;
  }

  private static String decode(String text) {
    if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
      return text;
    }
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new MalformedException(text);
    }
  }
}
