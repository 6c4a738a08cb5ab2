package trader.venues.net;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import trader.engine.core.orders.ClientOrderId;

/** The calls on one connection that wait for their answers, oldest first. */
public final class PendingCalls {
  /** An answer that comes later than this is of no use to anyone. */
  private static final long FORGET_AFTER_MICROS = 60_000_000;

  private final Map<Long, PendingCall> byId = new LinkedHashMap<>();
  private final long timeoutMicros;

  /** Calls that have so long for their answers. */
  public PendingCalls(long timeoutMicros) {
    this.timeoutMicros = timeoutMicros;
  }

  /** Takes a call that has been sent. */
  public void add(PendingCall call) {
    byId.put(call.id(), call);
  }

  /** Takes out the call of an answer, null where none waits for it. */
  public @Nullable PendingCall remove(long id) {
    return byId.remove(id);
  }

  /** The user data stream has told what became of that order's call. */
  public void confirm(PendingCall.Kind kind, ClientOrderId order) {
    for (PendingCall call : byId.values()) {
      if (call.kind() == kind && order.equals(call.order())) {
        call.confirm();
      }
    }
  }

  /** The calls whose time has just run out; their answers may still come. */
  public List<PendingCall> expire(long nowMicros) {
    List<PendingCall> expired = List.of();
    for (Iterator<PendingCall> calls = byId.values().iterator(); calls.hasNext(); ) {
      PendingCall call = calls.next();
      long age = nowMicros - call.sentMicros();
      if (age < timeoutMicros) {
        break;
      }
      if (!call.late()) {
        call.markLate();
        expired = expired.isEmpty() ? new ArrayList<>() : expired;
        expired.add(call);
      } else if (age > FORGET_AFTER_MICROS) {
        calls.remove();
      }
    }
    return expired;
  }

  /** Takes out all calls; answers those that have not been called unknown yet. */
  public List<PendingCall> drain() {
    List<PendingCall> open = byId.values().stream().filter(call -> !call.late()).toList();
    byId.clear();
    return open;
  }
}
