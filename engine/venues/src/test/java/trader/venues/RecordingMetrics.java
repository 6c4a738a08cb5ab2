package trader.venues;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import trader.engine.core.orders.ClientOrderId;

/** Keeps what adapters count. */
public final class RecordingMetrics implements VenueMetrics {
  public final List<ClientOrderId> written = new CopyOnWriteArrayList<>();
  public final List<String> answered = new CopyOnWriteArrayList<>();
  public final List<String> failed = new CopyOnWriteArrayList<>();
  public final AtomicInteger weight = new AtomicInteger();
  public final AtomicInteger orders = new AtomicInteger();
  public final AtomicInteger reconnects = new AtomicInteger();
  public final AtomicLong offsetMicros = new AtomicLong();

  @Override
  public void orderWritten(ClientOrderId order) {
    written.add(order);
  }

  @Override
  public void callAnswered(String call, long micros) {
    answered.add(call);
  }

  @Override
  public void callFailed(String call, String code) {
    failed.add(call + " " + code);
  }

  @Override
  public void usedWeight(int used) {
    weight.set(used);
  }

  @Override
  public void usedOrders(String interval, int count) {
    if (interval.equals("10S")) {
      orders.set(count);
    }
  }

  @Override
  public void reconnecting(String connection) {
    reconnects.incrementAndGet();
  }

  @Override
  public void clockOffset(long micros) {
    offsetMicros.set(micros);
  }
}
