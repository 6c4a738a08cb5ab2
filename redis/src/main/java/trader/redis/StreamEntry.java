package trader.redis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One entry of a stream as a client library answered it. */
public record StreamEntry(String id, Map<String, String> fields) {

  /** The JSON of the entry, empty text where it has none. */
  public String json() {
    return fields.getOrDefault(Keys.FIELD, "");
  }

  /** Reads the reply to XRANGE or XREVRANGE. */
  public static List<StreamEntry> range(@Nullable Object reply) {
    List<StreamEntry> entries = new ArrayList<>();
    for (Object entry : list(reply)) {
      List<?> pair = list(entry);
      List<?> words = list(pair.get(1));
      Map<String, String> fields = new LinkedHashMap<>();
      for (int i = 0; i + 1 < words.size(); i += 2) {
        fields.put(String.valueOf(words.get(i)), String.valueOf(words.get(i + 1)));
      }
      entries.add(new StreamEntry(String.valueOf(pair.get(0)), fields));
    }
    return entries;
  }

  /** Reads the reply to XREAD of a single stream. */
  public static List<StreamEntry> read(@Nullable Object reply) {
    List<?> streams = list(reply);
    return streams.isEmpty() ? List.of() : range(list(streams.get(0)).get(1));
  }

  /** Orders two entry ids by time and number. */
  public static int compareIds(String left, String right) {
    long[] a = parts(left);
    long[] b = parts(right);
    return a[0] != b[0] ? Long.compare(a[0], b[0]) : Long.compare(a[1], b[1]);
  }

  private static long[] parts(String id) {
    int dash = id.indexOf('-');
    return dash < 0
        ? new long[] {Long.parseLong(id), 0}
        : new long[] {
          Long.parseLong(id.substring(0, dash)), Long.parseLong(id.substring(dash + 1))
        };
  }

  private static List<?> list(@Nullable Object reply) {
    return reply instanceof List<?> list ? list : List.of();
  }
}
