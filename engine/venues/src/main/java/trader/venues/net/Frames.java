package trader.venues.net;

import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/** What readers of market frames share. */
public final class Frames {
  private Frames() {}

  /** Makes parsers that take their buffers from the thread that reads, not from a shared pool. */
  public static JsonFactory json() {
    return JsonFactory.builder().recyclerPool(JsonRecyclerPools.threadLocalPool()).build();
  }
}
