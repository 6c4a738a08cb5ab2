package trader.simulator.net;

import java.util.List;
import java.util.OptionalLong;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultFile;
import trader.simulator.faults.FaultPlan;
import trader.simulator.witness.ReceivedOrder;
import trader.simulator.witness.Witness;

/** The simulator's own endpoints that every venue has: its faults, and the orders it received. */
public final class ControlCalls {
  private final ActingFaults faults;
  private final Witness witness;

  /** Of one venue. */
  public ControlCalls(ActingFaults faults, Witness witness) {
    this.faults = faults;
    this.witness = witness;
  }

  /** Writes what waits or acts. */
  public void list(Json out) {
    out.openArray();
    for (FaultPlan.State state : faults.plan().list()) {
      Fault fault = state.fault();
      out.open()
          .put("id", state.id())
          .put("kind", fault.kind().code())
          .put("on", fault.target())
          .put("count", fault.count())
          .put("hits", state.hits());
      fault.with().forEach(out::put);
      out.close();
    }
    out.closeArray();
  }

  /**
   * Adds the faults of a JSON text and writes their ids.
   *
   * @throws IllegalArgumentException when it says what no fault can do
   */
  public void add(String body, Json out) {
    List<Fault> read = FaultFile.parse(body);
    out.open().name("ids").openArray();
    read.forEach(fault -> out.value(faults.add(fault)));
    out.closeArray().close();
  }

  /** Takes one away, or all, and writes how many. */
  public void remove(OptionalLong id, Json out) {
    int removed = 0;
    for (FaultPlan.State state : faults.plan().list()) {
      if (id.isEmpty() || id.getAsLong() == state.id()) {
        faults.remove(state.id());
        removed++;
      }
    }
    out.open().put("removed", removed).close();
  }

  /** Writes how many orders have come in, and the latest; the object stays open for more. */
  public void received(int limit, Json out) {
    out.open().put("received", witness.orderCount()).name("latest").openArray();
    for (ReceivedOrder order : witness.latest(limit)) {
      out.open()
          .put("sequence", order.sequence())
          .put("nanoTime", order.nanoTime())
          .put("wallMicros", order.wallMicros())
          .put("endpoint", order.endpoint())
          .put("symbol", order.symbol())
          .put("side", order.side())
          .put("type", order.type())
          .put("clientOrderId", order.clientOrderId())
          .put("quantity", order.quantity())
          .put("price", order.price())
          .close();
    }
    out.closeArray();
  }

  /** Answers a call with what is wrong about it. */
  public static void problem(HttpCall call, int status, String text) {
    call.answer(status, new Json().open().put("error", text).close().text());
  }
}
