package trader.venues.kraken.spot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import trader.engine.core.orders.ClientOrderId;

/** The requests of one connection that wait: for their answers, and cancels for their reports. */
final class SocketCalls {
  /** An answer that comes later than this is of no use to anyone. */
  private static final long FORGET_AFTER_MICROS = 60_000_000;

  private final Map<Long, SocketCall> unanswered = new LinkedHashMap<>();
  private final List<SocketCall> unreported = new ArrayList<>();
  private final long timeoutMicros;

  SocketCalls(long timeoutMicros) {
    this.timeoutMicros = timeoutMicros;
  }

  void add(SocketCall call) {
    unanswered.put(call.id(), call);
  }

  /** Takes out the call of an answer, null where none waits for it. */
  @Nullable SocketCall remove(long id) {
    return unanswered.remove(id);
  }

  /** The venue has taken it; what came of it stands in a report that has yet to come. */
  void awaitReport(SocketCall call) {
    unreported.add(call);
  }

  /** A report has told what became of the calls of a kind about an order. */
  void confirm(Class<? extends SocketCall.Request> kind, ClientOrderId order) {
    for (SocketCall call : unanswered.values()) {
      if (kind.isInstance(call.request()) && order.equals(call.order())) {
        call.confirm();
      }
    }
    unreported.removeIf(call -> kind.isInstance(call.request()) && order.equals(call.order()));
  }

  /** The calls whose time has just run out; their answers may still come. */
  List<SocketCall> expire(long nowMicros) {
    List<SocketCall> expired = new ArrayList<>(0);
    unanswered
        .values()
        .removeIf(call -> call.late() && nowMicros - call.sentMicros() > FORGET_AFTER_MICROS);
    for (SocketCall call : unanswered.values()) {
      if (!call.late() && nowMicros - call.sentMicros() >= timeoutMicros) {
        call.markLate();
        expired.add(call);
      }
    }
    unreported.removeIf(call -> {
      boolean over = nowMicros - call.sentMicros() >= timeoutMicros;
      if (over) {
        expired.add(call);
      }
      return over;
    });
    return expired;
  }

  /** Takes out all calls; answers those that have not been called unknown yet. */
  List<SocketCall> drain() {
    List<SocketCall> open = new ArrayList<>(unreported);
    unanswered.values().stream().filter(call -> !call.late()).forEach(open::add);
    unanswered.clear();
    unreported.clear();
    return open;
  }
}
