package trader.simulator.krakenfutures;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import trader.simulator.matching.Decimals;

/** The parameters of a call, from the query string or the body; a name may be repeated. */
final class Params {
  private final Map<String, List<String>> values;

  Params(Map<String, List<String>> values) {
    this.values = values;
  }

  /** Reads {@code a=1&b=2}, percent-encoded. */
  static Params parse(String encoded) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    int from = 0;
    while (from < encoded.length()) {
      int end = encoded.indexOf('&', from);
      end = end < 0 ? encoded.length() : end;
      int equals = encoded.indexOf('=', from);
      if (equals > from && equals < end) {
        String name = decode(encoded.substring(from, equals));
        values
            .computeIfAbsent(name, k -> new ArrayList<>(1))
            .add(decode(encoded.substring(equals + 1, end)));
      }
      from = end + 1;
    }
    return new Params(values);
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw ApiError.of("invalidArgument: " + text);
    }
  }

  Map<String, String> first() {
    Map<String, String> result = new LinkedHashMap<>();
    values.forEach((name, all) -> result.put(name, all.getFirst()));
    return result;
  }

  List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  @Nullable String get(String name) {
    List<String> all = values.get(name);
    return all == null || all.getFirst().isEmpty() ? null : all.getFirst();
  }

  String mandatory(String name) {
    String value = get(name);
    if (value == null) {
      throw ApiError.missing(name);
    }
    return value;
  }

  /** A positive decimal, scaled, or 0 when it was not sent. */
  long decimal(String name) {
    String value = get(name);
    if (value == null) {
      return 0;
    }
    try {
      return Decimals.parse(value);
    } catch (NumberFormatException e) {
      throw ApiError.argument(name);
    }
  }

  long mandatoryDecimal(String name) {
    mandatory(name);
    return decimal(name);
  }

  long number(String name, long otherwise) {
    String value = get(name);
    if (value == null) {
      return otherwise;
    }
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw ApiError.argument(name);
    }
  }

  boolean flag(String name) {
    String value = get(name);
    return switch (value) {
      case null -> false;
      case "true" -> true;
      case "false" -> false;
      default -> throw ApiError.argument(name);
    };
  }
}
