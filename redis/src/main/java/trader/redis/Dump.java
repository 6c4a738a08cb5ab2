package trader.redis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads every key of the desk as JSON text; of a stream its newest entries. */
final class Dump {
  private static final int MAX_KEYS = 10_000;
  private static final int STREAM_ENTRIES = 1_000;

  private final Wire wire;

  Dump(Wire wire) {
    this.wire = wire;
  }

  Map<String, String> all() {
    TreeSet<String> keys = new TreeSet<>(Keys.fixed());
    if (!wire.clustered()) {
      // In a Cluster a SCAN sees one server only; there the fixed keys have to do.
      String cursor = "0";
      do {
        List<?> page = Replies.list(wire.send(Call.of("SCAN").with(cursor, "COUNT").with(500)));
        cursor = String.valueOf(page.get(0));
        Replies.list(page.get(1)).forEach(key -> keys.add(String.valueOf(key)));
      } while (!cursor.equals("0") && keys.size() < MAX_KEYS);
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (String key : keys) {
      value(key).ifPresent(json -> values.put(key, json));
    }
    return values;
  }

  private Optional<String> value(String key) {
    String type = String.valueOf(wire.send(Call.of("TYPE").key(key)));
    return switch (type) {
      case "string" -> Optional.ofNullable((String) send("GET", key)).map(Dump::text);
      case "hash" -> Optional.of(Json.write(pairs(send("HGETALL", key))));
      case "list" -> Optional.of(Json.write(Replies.list(send("LRANGE", key, "0", "-1"))));
      case "set" -> Optional.of(Json.write(Replies.list(send("SMEMBERS", key))));
      case "zset" -> Optional.of(Json.write(pairs(send("ZRANGE", key, "0", "-1", "WITHSCORES"))));
      case "stream" ->
          Optional.of(
              Json.write(
                  StreamEntry.range(
                      send("XREVRANGE", key, "+", "-", "COUNT", "" + STREAM_ENTRIES))));
      default -> Optional.empty();
    };
  }

  private @Nullable Object send(String command, String key, String... arguments) {
    return wire.send(Call.of(command).key(key).with(arguments));
  }

  private static String text(String value) {
    String start = value.stripLeading();
    if (start.startsWith("{") || start.startsWith("[")) {
      try {
        Json.mapper().readTree(value);
        return value;
      } catch (tools.jackson.core.JacksonException e) {
        return Json.write(value);
      }
    }
    return Json.write(value);
  }

  private static Map<String, String> pairs(@Nullable Object reply) {
    List<?> words = Replies.list(reply);
    Map<String, String> pairs = new LinkedHashMap<>();
    for (int i = 0; i + 1 < words.size(); i += 2) {
      pairs.put(String.valueOf(words.get(i)), String.valueOf(words.get(i + 1)));
    }
    return pairs;
  }
}
