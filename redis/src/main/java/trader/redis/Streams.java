package trader.redis;

import java.time.Duration;
import java.util.List;

/** Reads streams from their end, and onwards from a place. */
final class Streams {
  private static final String NOTHING = "0-0";
  private static final int PAGE = 1_000;
  private static final Duration WAIT_SLICE = Duration.ofMillis(500);

  private final Wire wire;

  Streams(Wire wire) {
    this.wire = wire;
  }

  /** The newest entries, newest first. */
  List<StreamEntry> newest(String stream, int count) {
    return before(stream, "+", count);
  }

  /** Entries from that id backwards, newest first; an id after {@code (} is left out itself. */
  List<StreamEntry> before(String stream, String id, int count) {
    return StreamEntry.range(
        wire.send(Call.of("XREVRANGE").key(stream).with(id, "-", "COUNT").with(count)));
  }

  /** The place behind the newest entry. */
  String cursor(String stream) {
    List<StreamEntry> last = newest(stream, 1);
    return last.isEmpty() ? NOTHING : last.getFirst().id();
  }

  /** Waits in slices, each shorter than the time after which a client gives a command up. */
  List<StreamEntry> after(String stream, String cursor, Duration wait) {
    Duration left = wait;
    List<StreamEntry> entries;
    do {
      Duration slice = left.compareTo(WAIT_SLICE) < 0 ? left : WAIT_SLICE;
      entries = within(stream, cursor, slice);
      left = left.minus(slice);
    } while (entries.isEmpty() && left.toMillis() > 0);
    return entries;
  }

  private List<StreamEntry> within(String stream, String cursor, Duration wait) {
    Call call = Call.of("XREAD").with("COUNT").with(PAGE);
    boolean blocks = wait.toMillis() > 0;
    if (blocks) {
      call.with("BLOCK").with(wait.toMillis());
    }
    call.with("STREAMS").key(stream).with(cursor);
    return StreamEntry.read(wire.send(call, blocks ? wait : Duration.ZERO));
  }
}
