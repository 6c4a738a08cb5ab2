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
 * armed only for a symbol that has plain orders of ours and neither a conditional one nor one of
 * other people, and taken off as soon as there is one.
 */
final class DeadManSwitch {
  /** As the venue documents its use: two minutes, renewed every half of one. */
  static final long COUNTDOWN_MILLIS = 120_000;

  static final long RENEW_MILLIS = 30_000;

  private static final long UNKNOWN = -1;

  private static final Logger LOG = LoggerFactory.getLogger(DeadManSwitch.class);

  private final boolean wanted;
  private final BinanceRest rest;
  private final ServerClock clock;
  private final Map<ClientOrderId, InstrumentId> plain = new HashMap<>();
  private final Map<ClientOrderId, InstrumentId> conditional = new HashMap<>();
  private final Set<InstrumentId> others = new HashSet<>();
  private final Set<InstrumentId> armed = new HashSet<>();
  private final Set<InstrumentId> underWay = new HashSet<>();
  private final Map<InstrumentId, Long> known = new HashMap<>();

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

  /**
   * What is open as the venue says, other people's orders included. A conditional order that it
   * does not have may have been placed since: it counts until its end is told.
   */
  void read(Iterable<VenueOrder> openOrders) {
    plain.clear();
    others.clear();
    Set<InstrumentId> touched = new HashSet<>(armed);
    for (VenueOrder order : openOrders) {
      if (order.venueOrderId().startsWith(FuturesReplies.ALGO)) {
        conditional.put(order.id(), order.instrument());
      } else if (ClientOrderId.isDerived(order.id().value())) {
        plain.put(order.id(), order.instrument());
      } else {
        others.add(order.instrument());
      }
      touched.add(order.instrument());
    }
    touched.forEach(this::judge);
  }

  private void judge(InstrumentId instrument) {
    boolean due =
        wanted
            && plain.containsValue(instrument)
            && !conditional.containsValue(instrument)
            && !others.contains(instrument);
    if (due ? armed.add(instrument) : armed.remove(instrument)) {
      LOG.info("dead man's switch of {} is to be {}", instrument, due ? "on" : "off");
      settle(instrument, false);
    }
  }

  /** Renews what is armed, and tries again to take off what could not be taken off. */
  void renew() {
    Set<InstrumentId> all = new HashSet<>(armed);
    known.forEach((instrument, millis) -> {
      if (millis == UNKNOWN) {
        all.add(instrument);
      }
    });
    all.forEach(instrument -> settle(instrument, true));
  }

  /** Takes all off; the answers are not waited for. */
  void close() {
    Set<InstrumentId> all = new HashSet<>(armed);
    armed.clear();
    all.forEach(instrument -> settle(instrument, false));
  }

  /** One call at a time for each symbol: two under way could arrive in the other order. */
  private void settle(InstrumentId instrument, boolean always) {
    long millis = armed.contains(instrument) ? COUNTDOWN_MILLIS : 0;
    if (!always && millis == known.getOrDefault(instrument, 0L)) {
      return;
    }
    if (!underWay.add(instrument)) {
      return;
    }
    rest.callSigned(
        "POST",
        "countdownCancelAll",
        "/fapi/v1/countdownCancelAll",
        "symbol=" + instrument.symbol() + "&countdownTime=" + millis,
        clock.timestampMillis(),
        answer -> {
          underWay.remove(instrument);
          if (answer instanceof RestAnswer.Ok) {
            known.put(instrument, millis);
            settle(instrument, false);
          } else {
            known.put(instrument, UNKNOWN);
            LOG.warn(
                "dead man's switch of {} could not be set to {} ms, trying again within {} s: {}",
                instrument,
                millis,
                RENEW_MILLIS / 1_000,
                RestAnswer.why(answer));
          }
        });
  }
}
