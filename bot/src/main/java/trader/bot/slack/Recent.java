package trader.bot.slack;

import java.util.LinkedHashMap;
import java.util.Map;

/** Remembers the newest of many texts. */
final class Recent {
  private final Map<String, Boolean> seen;

  Recent(int most) {
    seen =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > most;
          }
        };
  }

  /** Whether it is new; from now on it is not. */
  synchronized boolean add(String text) {
    return seen.putIfAbsent(text, Boolean.TRUE) == null;
  }

  synchronized boolean contains(String text) {
    return seen.containsKey(text);
  }

  synchronized void remove(String text) {
    seen.remove(text);
  }
}
