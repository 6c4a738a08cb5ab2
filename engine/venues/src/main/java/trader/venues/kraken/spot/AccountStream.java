package trader.venues.kraken.spot;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import trader.engine.core.VenueEvent;
import trader.engine.core.orders.ClientOrderId;
import trader.venues.VenueRuntime;
import trader.venues.kraken.spot.SocketCall.Request;

/**
 * What the private channels tell, in the sequence that each has: a hole in it means that something
 * was lost, and that the channels must be made anew.
 */
final class AccountStream {
  /** The private channels. */
  static final List<String> CHANNELS = List.of("executions", "balances");

  private final VenueRuntime runtime;
  private final SocketCalls calls;
  private final Consumer<String> anew;
  private final KnownOrders orders = new KnownOrders();
  private final AccountEvents events = new AccountEvents(orders);
  private final StreamAccount account;
  private final Map<String, Long> sequences = new HashMap<>();
  private long executionReports;

  /** {@code anew} makes the channels anew, for a reason. */
  AccountStream(VenueRuntime runtime, SocketCalls calls, Consumer<String> anew) {
    this.runtime = runtime;
    this.calls = calls;
    this.anew = anew;
    this.account = new StreamAccount(runtime::now);
  }

  KnownOrders orders() {
    return orders;
  }

  /** The account as the channels began, until anything changes. */
  StreamAccount account() {
    return account;
  }

  /** How many messages of executions have come in so far. */
  long executionReports() {
    return executionReports;
  }

  /** Whether each channel has told what it stands at since it was made. */
  boolean isWhole() {
    return sequences.keySet().containsAll(CHANNELS);
  }

  /** The connection is gone. */
  void lost() {
    account.changed();
    sequences.clear();
  }

  /** Takes a message of a private channel. */
  void message(String channel, JsonNode frame) {
    long sequence = frame.path("sequence").asLong(-1);
    try {
      if (frame.path("type").asString("").equals("snapshot")) {
        snapshot(channel, frame.path("data"));
        sequences.put(channel, sequence);
      } else {
        update(channel, frame.path("data"), sequence);
      }
    } catch (IllegalArgumentException e) {
      anew.accept("a message of " + channel + " is garbled: " + e.getMessage());
    }
  }

  private void snapshot(String channel, JsonNode data) {
    if (channel.equals("executions")) {
      events.snapshot(data);
      account.executions(data);
    } else {
      List<VenueEvent> balances = events.balances(data, runtime.now());
      account.balances(balances);
      tell(balances);
    }
  }

  private void update(String channel, JsonNode data, long sequence) {
    account.changed();
    long last = sequences.getOrDefault(channel, sequence - 1);
    sequences.computeIfPresent(channel, (c, known) -> Math.max(known, sequence));
    if (channel.equals("executions")) {
      executionReports++;
      tell(events.executions(data, runtime.now()));
    } else {
      tell(events.balances(data, runtime.now()));
    }
    if (sequence > last + 1) {
      anew.accept(
          (sequence - last - 1) + " messages of " + channel + " before " + sequence + " are lost");
    }
  }

  private void tell(List<VenueEvent> told) {
    for (VenueEvent event : told) {
      confirm(event);
      runtime.sink().accept(event);
    }
  }

  /** A report makes the answer to the call that caused it old news. */
  private void confirm(VenueEvent told) {
    switch (told) {
      case VenueEvent.Accepted accepted -> calls.confirm(Request.Place.class, accepted.order());
      case VenueEvent.Filled filled -> calls.confirm(Request.Place.class, filled.order());
      case VenueEvent.Replaced replaced -> calls.confirm(Request.Amend.class, replaced.order());
      case VenueEvent.Expired expired -> ended(expired.order());
      case VenueEvent.Cancelled cancelled -> ended(cancelled.order());
      case VenueEvent other -> {}
    }
  }

  private void ended(ClientOrderId order) {
    calls.confirm(Request.Place.class, order);
    calls.confirm(Request.Cancel.class, order);
  }
}
