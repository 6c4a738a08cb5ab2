package trader.commands.snapshot;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import trader.redis.Json;

/** What goes into an archive, redacted on its way in, and what could not be captured. */
final class Contents {
  private final Redactor redactor;
  private final Map<String, byte[]> entries = new LinkedHashMap<>();
  private final List<Missing> missing = new ArrayList<>();

  /** Something that could not be captured. */
  record Missing(String what, String why) {}

  Contents(Redactor redactor) {
    this.redactor = redactor;
  }

  void json(String name, Object value) {
    bytes(name, Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(value));
  }

  void text(String name, String text) {
    bytes(name, text.getBytes(StandardCharsets.UTF_8));
  }

  void bytes(String name, byte[] bytes) {
    entries.put(name, redactor.redact(bytes));
  }

  void missing(String what, String why) {
    missing.add(
        new Missing(
            what,
            new String(
                redactor.redact(why.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8)));
  }

  Map<String, byte[]> entries() {
    return entries;
  }

  List<Missing> missing() {
    return List.copyOf(missing);
  }

  Redactor redactor() {
    return redactor;
  }
}
