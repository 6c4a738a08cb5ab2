package trader.bot.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import trader.redis.Json;

/**
 * A call's JSON body, whatever content type it claims: an operator's {@code curl -d} claims to send
 * a form.
 */
public final class Body {
  private static final int MAX_BYTES = 16 * 1024;
  private final Map<String, Object> fields;

  private Body(Map<String, Object> fields) {
    this.fields = fields;
  }

  /** Throws {@link BadCall} where it is no JSON object or has other fields than those. */
  public static Body read(HttpServletRequest request, List<String> allowed) {
    String json = text(request);
    if (json.isBlank()) {
      return new Body(Map.of());
    }
    Map<String, Object> fields;
    try {
      fields = Json.readMap(json);
    } catch (IllegalArgumentException e) {
      throw new BadCall(
          HttpStatus.BAD_REQUEST,
          "malformed_json",
          "The body is no JSON object: " + e.getMessage());
    }
    for (String name : fields.keySet()) {
      if (!allowed.contains(name)) {
        throw new BadCall(
            HttpStatus.BAD_REQUEST,
            "unknown_field",
            "The body has the field '"
                + name
                + "'; this call takes "
                + (allowed.isEmpty() ? "none" : String.join(", ", allowed)));
      }
    }
    return new Body(fields);
  }

  private static String text(HttpServletRequest request) {
    try {
      byte[] bytes = request.getInputStream().readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new BadCall(
            HttpStatus.CONTENT_TOO_LARGE,
            "content_too_large",
            "The body has more than " + MAX_BYTES + " bytes");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new BadCall(
          HttpStatus.BAD_REQUEST, "unreadable", "The body cannot be read: " + e.getMessage());
    }
  }

  boolean isEmpty() {
    return fields.isEmpty();
  }

  /** A word: a string, or a number's text. Empty where the field is missing or null. */
  public Optional<String> word(String name) {
    Object value = fields.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof String || value instanceof Number) {
      return Optional.of(value.toString());
    }
    throw wrong(name, value, "a text");
  }

  /** A word that has to be there; throws {@link BadCall} where it is not. */
  public String required(String name, String allowed) {
    return word(name)
        .orElseThrow(() ->
            new BadCall(
                HttpStatus.BAD_REQUEST,
                "missing_field",
                "The body needs the field '" + name + "', one of " + allowed));
  }

  /** True or false. Empty where the field is missing or null. */
  Optional<Boolean> flag(String name) {
    Object value = fields.get(name);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof Boolean flag) {
      return Optional.of(flag);
    }
    throw wrong(name, value, "true or false");
  }

  private static BadCall wrong(String name, Object value, String what) {
    return new BadCall(
        HttpStatus.BAD_REQUEST,
        "wrong_field",
        "The field '" + name + "' is " + Json.write(value) + "; it must be " + what);
  }
}
