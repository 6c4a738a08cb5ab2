package trader.simulator.binance;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import trader.simulator.matching.Decimals;
import trader.simulator.net.QueryString;

/** The parameters of a call, with the venue's refusals for what is missing or malformed. */
public final class Params {
  private static final String DECIMAL_RANGE = "^([0-9]{1,20})(\\.[0-9]{1,20})?$";
  private static final Pattern DECIMAL = Pattern.compile(DECIMAL_RANGE);
  private static final String ID_RANGE = "^[a-zA-Z0-9-_]{1,36}$";
  private static final Pattern ID = Pattern.compile(ID_RANGE);
  private static final String NUMBER_RANGE = "^[0-9]{1,20}$";
  private static final Pattern NUMBER = Pattern.compile(NUMBER_RANGE);

  private final Map<String, String> values;

  /** Parameters by name. */
  public Params(Map<String, String> values) {
    this.values = values;
  }

  /** Reads a query string and a form body; for a parameter in both, the query string wins. */
  public static Params parse(String query, String body) {
    try {
      Map<String, String> values = QueryString.parse(query);
      QueryString.parse(body).forEach(values::putIfAbsent);
      return new Params(values);
    } catch (QueryString.DuplicateException e) {
      throw ApiError.of(-1101, "Duplicate values for a parameter detected.");
    } catch (QueryString.MalformedException e) {
      throw ApiError.of(-1100, "Illegal characters found in a parameter.");
    }
  }

  /** All by name. */
  public Map<String, String> asMap() {
    return values;
  }

  /** Whether one was sent. */
  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** One as it was sent. */
  public @Nullable String get(String name) {
    return values.get(name);
  }

  /** The same parameters under other names, for calls that nest another's. */
  public Params with(String name, String value) {
    Map<String, String> copy = new LinkedHashMap<>(values);
    copy.put(name, value);
    return new Params(copy);
  }

  /** Refuses names that are not known. */
  public void requireKnown(Set<String> known) {
    int read = 0;
    for (String name : values.keySet()) {
      if (known.contains(name)) {
        read++;
      }
    }
    if (read < values.size()) {
      throw ApiError.of(
          -1104,
          "Not all sent parameters were read; read '"
              + read
              + "' parameter(s) but was sent '"
              + values.size()
              + "'.");
    }
  }

  /** One that must have been sent. */
  public String mandatory(String name) {
    String value = values.get(name);
    if (value == null || value.isEmpty()) {
      throw ApiError.mandatory(name);
    }
    return value;
  }

  /** One that may have been sent, but not empty. */
  public @Nullable String optional(String name) {
    String value = values.get(name);
    if (value != null && value.isEmpty()) {
      throw ApiError.of(-1105, "Parameter '" + name + "' was empty.");
    }
    return value;
  }

  /** Refuses names that do not belong there. */
  public void forbid(String... names) {
    for (String name : names) {
      if (values.containsKey(name)) {
        throw ApiError.notRequired(name);
      }
    }
  }

  /** A decimal that must have been sent, scaled. */
  public long mandatoryDecimal(String name) {
    mandatory(name);
    return decimal(name);
  }

  /** A decimal, scaled, or 0 when it was not sent. */
  public long decimal(String name) {
    String value = optional(name);
    if (value == null) {
      return 0;
    }
    if (!DECIMAL.matcher(value).matches()) {
      throw ApiError.illegal(name, DECIMAL_RANGE);
    }
    try {
      return Decimals.parse(value);
    } catch (NumberFormatException e) {
      int point = value.indexOf('.');
      if (point >= 0 && value.length() - point - 1 > Decimals.SCALE) {
        throw ApiError.precision(name);
      }
      throw ApiError.of(-1108, "Parameter '" + name + "' overflowed.");
    }
  }

  /** A whole number. */
  public OptionalLong number(String name) {
    String value = optional(name);
    if (value == null) {
      return OptionalLong.empty();
    }
    if (!NUMBER.matcher(value).matches()) {
      throw ApiError.illegal(name, NUMBER_RANGE);
    }
    try {
      return OptionalLong.of(Long.parseLong(value));
    } catch (NumberFormatException e) {
      throw ApiError.of(-1108, "Parameter '" + name + "' overflowed.");
    }
  }

  /** A whole number, cut to what fits. */
  public OptionalInt count(String name) {
    OptionalLong number = number(name);
    return number.isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of((int) Math.min(number.getAsLong(), Integer.MAX_VALUE));
  }

  /** True or false. */
  public boolean flag(String name, boolean otherwise) {
    String value = optional(name);
    if (value == null) {
      return otherwise;
    }
    return switch (value) {
      case "true", "TRUE" -> true;
      case "false", "FALSE" -> false;
      default -> throw ApiError.invalid(name);
    };
  }

  /** A client's id. */
  public @Nullable String clientId(String name) {
    String value = optional(name);
    if (value != null && !ID.matcher(value).matches()) {
      throw ApiError.illegal(name, ID_RANGE);
    }
    return value;
  }
}
