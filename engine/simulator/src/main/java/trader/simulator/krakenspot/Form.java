package trader.simulator.krakenspot;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import trader.simulator.matching.Decimals;

/**
 * The parameters of a call, be they a form, a query or a JSON object: flat, with what is nested
 * under names such as {@code close[price]}, lists joined by commas, lists of objects apart.
 */
final class Form {
  static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final Map<String, String> values = new LinkedHashMap<>();
  private final Map<String, List<Form>> lists = new LinkedHashMap<>();

  /** Reads a form or query. */
  static Form encoded(String... texts) {
    Form form = new Form();
    for (String text : texts) {
      int from = 0;
      while (from < text.length()) {
        int end = text.indexOf('&', from);
        end = end < 0 ? text.length() : end;
        int equals = text.indexOf('=', from);
        if (end > from) {
          boolean bare = equals < 0 || equals > end;
          String name = decode(text.substring(from, bare ? end : equals));
          form.values.put(name, bare ? "" : decode(text.substring(equals + 1, end)));
        }
        from = end + 1;
      }
    }
    return form;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new KrakenError("EGeneral:Invalid arguments");
    }
  }

  /** Reads a JSON object. */
  static Form json(String text) {
    try {
      return of(JSON.readTree(text));
    } catch (JacksonException e) {
      throw new KrakenError("EGeneral:Invalid arguments");
    }
  }

  /** Reads a JSON object. */
  static Form of(JsonNode object) {
    if (!object.isObject()) {
      throw new KrakenError("EGeneral:Invalid arguments");
    }
    Form form = new Form();
    object.properties().forEach(field -> form.add(field.getKey(), field.getValue()));
    return form;
  }

  private void add(String name, JsonNode value) {
    if (value.isObject()) {
      value.properties().forEach(inner -> add(name + "[" + inner.getKey() + "]", inner.getValue()));
    } else if (value.isArray() && !value.isEmpty() && value.get(0).isObject()) {
      List<Form> forms = new ArrayList<>();
      value.forEach(item -> forms.add(of(item)));
      lists.put(name, forms);
    } else if (value.isArray()) {
      List<String> items = new ArrayList<>();
      value.forEach(item -> items.add(text(item)));
      values.put(name, String.join(",", items));
    } else if (!value.isNull()) {
      values.put(name, text(value));
    }
  }

  private static String text(JsonNode value) {
    return value.isNumber() && !value.isIntegralNumber()
        ? value.decimalValue().toPlainString()
        : value.asString();
  }

  Form put(String name, @Nullable String value) {
    if (value != null) {
      values.put(name, value);
    }
    return this;
  }

  Map<String, String> values() {
    return values;
  }

  /** The objects of a list; none where it was not sent. */
  List<Form> forms(String name) {
    return lists.getOrDefault(name, List.of());
  }

  /** A value, null where it was not sent or is empty. */
  @Nullable String get(String name) {
    String value = values.get(name);
    return value == null || value.isEmpty() ? null : value;
  }

  String get(String name, String otherwise) {
    String value = get(name);
    return value == null ? otherwise : value;
  }

  boolean has(String name) {
    return get(name) != null;
  }

  String required(String name) {
    String value = get(name);
    if (value == null) {
      throw KrakenError.arguments(name);
    }
    return value;
  }

  /** The items of a comma list. */
  List<String> list(String name) {
    String value = get(name);
    return value == null ? List.of() : List.of(value.split(",", -1));
  }

  boolean flag(String name) {
    return switch (get(name, "false")) {
      case "true", "1", "yes" -> true;
      case "false", "0", "no" -> false;
      default -> throw KrakenError.arguments(name);
    };
  }

  /** A decimal, scaled as in {@link Decimals}; 0 where it was not sent. */
  long decimal(String name) {
    String value = get(name);
    if (value == null) {
      return 0;
    }
    try {
      return Decimals.parse(value);
    } catch (NumberFormatException e) {
      throw KrakenError.arguments(name);
    }
  }

  /** A whole number. */
  long number(String name, long otherwise) {
    String value = get(name);
    if (value == null) {
      return otherwise;
    }
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw KrakenError.arguments(name);
    }
  }

  /** Seconds since the epoch, a fraction allowed, as microseconds. */
  long seconds(String name, long otherwise) {
    return has(name) ? decimal(name) / 100 : otherwise;
  }
}
