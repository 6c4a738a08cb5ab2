package trader.venues.binance.futures;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.control.InstrumentId;
import trader.engine.core.VenueOrder;
import trader.engine.core.orders.ClientOrderId;
import trader.venues.binance.BinanceRest;
import trader.venues.net.RestAnswer;
import trader.venues.net.ServerClock;

/**
 * Lets the venue cancel plain orders of a symbol when the engine falls silent. The venue does not
 * say whether conditional orders, which protect positions, are cancelled too: so the switch is
 * armed only for a symbol that has plain orders and no conditional one, and taken off as soon as
 * there is one.
 */
final class DeadManSwitch {
  /** As the venue documents its use: two minutes, renewed every half of one. */
  static final long COUNTDOWN_MILLIS = 120_000;

  static final long RENEW_MILLIS = 30_000;

  private static final Logger LOG = LoggerFactory.getLogger(DeadManSwitch.class);

  private final boolean wanted;
  private final BinanceRest rest;
  private final ServerClock clock;
  private final Map<ClientOrderId, InstrumentId> plain = new HashMap<>();
  private final Map<ClientOrderId, InstrumentId> conditional = new HashMap<>();
  private final Set<InstrumentId> armed = new HashSet<>();
  private final Set<InstrumentId> stillOn = new HashSet<>();

  DeadManSwitch(boolean wanted, BinanceRest rest, ServerClock clock) {
    this.wanted = wanted;
    this.rest = rest;
    this.clock = clock;
  }

  /** An order is on its way or open. */
  void opened(ClientOrderId order, InstrumentId instrument, boolean isConditional) {
    (isConditional ? conditional : plain).put(order, instrument);
    judge(instrument);
  }

  /** An order is over. */
  void ended(ClientOrderId order) {
    InstrumentId instrument = plain.remove(order);
    InstrumentId protectedOne = conditional.remove(order);
    if (instrument != null) {
      judge(instrument);
    } else if (protectedOne != null) {
      judge(protectedOne);
    }
  }

  /** What is open as the venue says, other people's orders included. */
  void read(Iterable<VenueOrder> openOrders) {
    plain.clear();
    conditional.clear();
    Set<InstrumentId> touched = new HashSet<>(armed);
    for (VenueOrder order : openOrders) {
      boolean isConditional = order.venueOrderId().startsWith(FuturesReplies.ALGO);
      (isConditional ? conditional : plain).put(order.id(), order.instrument());
      touched.add(order.instrument());
    }
    touched.forEach(this::judge);
  }

  private void judge(InstrumentId instrument) {
    boolean due =
        wanted && plain.containsValue(instrument) && !conditional.containsValue(instrument);
    if (due && armed.add(instrument)) {
      LOG.info("dead man's switch of {} is armed", instrument);
      set(instrument, COUNTDOWN_MILLIS);
    } else if (!due && armed.remove(instrument)) {
      LOG.info("dead man's switch of {} is off: it could strip conditional orders", instrument);
      set(instrument, 0);
    }
  }

  /** Renews what is armed, and tries again to take off what could not be taken off. */
  void renew() {
    armed.forEach(instrument -> set(instrument, COUNTDOWN_MILLIS));
    Set<InstrumentId> again = new HashSet<>(stillOn);
    stillOn.clear();
    again.removeAll(armed);
    again.forEach(instrument -> set(instrument, 0));
  }

  /** Takes all off; the answers are not waited for. */
  void close() {
    armed.forEach(instrument -> set(instrument, 0));
    armed.clear();
  }

  private void set(InstrumentId instrument, long millis) {
    rest.callSigned(
        "POST",
        "countdownCancelAll",
        "/fapi/v1/countdownCancelAll",
        "symbol=" + instrument.symbol() + "&countdownTime=" + millis,
        clock.timestampMillis(),
        answer -> {
          if (!(answer instanceof RestAnswer.Ok)) {
            LOG.warn(
                "dead man's switch of {} could not be set to {} ms: {}",
                instrument,
                millis,
                RestAnswer.why(answer));
            if (millis == 0) {
              // Until it is off it could strip protection.
              stillOn.add(instrument);
            }
          }
        });
  }
}
