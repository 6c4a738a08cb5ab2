package trader.simulator.krakenfutures;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import trader.simulator.net.Json;

/** A page of what was, newest first unless asked otherwise, continued by a token. */
final class HistoryPage {
  private static final int MOST = 1_000;

  private HistoryPage() {}

  static <E> void write(
      Json out,
      Operation.Call call,
      String name,
      List<E> entries,
      ToLongFunction<E> timeMicros,
      Function<E, String> json) {
    Params params = call.params();
    long since = params.number("since", 0) * 1_000;
    String beforeText = params.get("before");
    long before = beforeText == null ? Long.MAX_VALUE : params.number("before", 0) * 1_000;
    int count = Math.clamp(params.number("count", MOST), 1, MOST);
    int skip = (int) params.number("continuation_token", 0);
    List<E> wanted = new ArrayList<>();
    for (E entry : entries) {
      long time = timeMicros.applyAsLong(entry);
      if (time >= since && time < before) {
        wanted.add(entry);
      }
    }
    if (!"asc".equals(params.get("sort"))) {
      wanted = wanted.reversed();
    }
    int end = Math.min(wanted.size(), skip + count);
    out.put("accountUid", call.account()).name(name).openArray();
    for (E entry : wanted.subList(Math.min(skip, end), end)) {
      out.raw(json.apply(entry));
    }
    out.closeArray().put("len", Math.max(0, end - skip));
    if (end < wanted.size()) {
      out.put("continuationToken", Integer.toString(end));
    }
  }
}
