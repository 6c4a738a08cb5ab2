package trader.redis;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Small steps between replies and values. */
final class Replies {
  private static final Logger LOG = LoggerFactory.getLogger(Replies.class);

  private Replies() {}

  /** The reply as a list, empty where it is none. */
  static List<@Nullable Object> list(@Nullable Object reply) {
    List<@Nullable Object> list = new ArrayList<>();
    if (reply instanceof List<?> elements) {
      list.addAll(elements);
    }
    return list;
  }

  /** The entries' values in order; one that cannot be read is logged and left out. */
  static <T> List<T> readable(List<StreamEntry> entries, Class<T> type) {
    List<T> values = new ArrayList<>();
    for (StreamEntry entry : entries) {
      try {
        values.add(Json.read(entry.json(), type));
      } catch (IllegalArgumentException e) {
        LOG.warn("entry {} skipped: {}", entry.id(), e.getMessage());
      }
    }
    return values;
  }
}
