package trader.venues.net;

import java.util.LinkedHashMap;
import java.util.Map;

/** Keeps what was put in last: the oldest key is forgotten where there would be too many. */
public final class RecentMap<K, V> extends LinkedHashMap<K, V> {
  private static final long serialVersionUID = 1;
  private final int most;

  /** Keeps {@code most} keys. */
  public RecentMap(int most) {
    this.most = most;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
    return size() > most;
  }
}
