package trader.venues.binance.futures;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import trader.control.InstrumentId;
import trader.venues.binance.BinanceRest;
import trader.venues.net.RestAnswer;
import trader.venues.net.ServerClock;

/**
 * Whether the account is set up as this engine trades it: one position a contract, and one margin
 * for all. Its owner can change that at any time in the venue's app.
 */
final class AccountMode {
  /** The code of an order that does not fit the account's mode. */
  static final int WRONG_MODE = -4061;

  static final String HEDGED =
      "the account is in hedge mode, in which a contract has a long and a short position; this"
          + " engine keeps one: close all positions and orders, set Position Mode to One-way in"
          + " Binance's preferences for futures, and trading begins by itself";

  private static final long RESTRICTED_MICROS = 60_000_000;

  private static final Logger LOG = LoggerFactory.getLogger(AccountMode.class);

  private final BinanceRest rest;
  private final ServerClock clock;
  private final Set<String> isolated = new HashSet<>();
  private String restriction = "";
  private long restrictedUntil;

  AccountMode(BinanceRest rest, ServerClock clock) {
    this.rest = rest;
    this.clock = clock;
  }

  /** Reads it; {@code done} hears why the account cannot be traded, empty where it can. */
  void check(Consumer<String> done) {
    rest.getSigned(
        "positionSide",
        "/fapi/v1/positionSide/dual",
        "",
        clock.timestampMillis(),
        answer -> {
          if (!(answer instanceof RestAnswer.Ok ok)) {
            done.accept("the account's position mode cannot be read: " + RestAnswer.why(answer));
          } else if (ok.body().path("dualSidePosition").asBoolean(false)) {
            done.accept(HEDGED);
          } else {
            readMargins(done);
          }
        });
  }

  private void readMargins(Consumer<String> done) {
    rest.getSigned(
        "symbolConfig",
        "/fapi/v1/symbolConfig",
        "",
        clock.timestampMillis(),
        answer -> {
          if (!(answer instanceof RestAnswer.Ok ok)) {
            done.accept("the account's margin modes cannot be read: " + RestAnswer.why(answer));
            return;
          }
          isolated.clear();
          for (JsonNode symbol : ok.body()) {
            if (symbol.path("marginType").asString("").equalsIgnoreCase("ISOLATED")) {
              isolated.add(symbol.path("symbol").asString(""));
            }
          }
          if (!isolated.isEmpty()) {
            LOG.warn("contracts of isolated margin, which are not entered: {}", isolated);
          }
          done.accept("");
        });
  }

  /** Takes over what a position in an account update says; whether it is in hedge mode. */
  boolean heard(JsonNode position) {
    String symbol = position.path("s").asString("");
    switch (position.path("mt").asString("")) {
      case "isolated" -> isolated.add(symbol);
      case "cross" -> isolated.remove(symbol);
      default -> LOG.debug("no margin type");
    }
    return !position.path("ps").asString("BOTH").equals("BOTH");
  }

  /** The venue takes only what reduces; entries wait for a while before they try again. */
  void restricted(String why, long nowMicros) {
    LOG.error("the account may only reduce its positions: {}", why);
    restriction = why;
    restrictedUntil = nowMicros + RESTRICTED_MICROS;
  }

  /** Why a contract is not to be entered, empty where it may be. */
  String bars(InstrumentId instrument, long nowMicros) {
    if (nowMicros < restrictedUntil) {
      return "the venue lets the account only reduce its positions: " + restriction;
    }
    return isolated.contains(instrument.symbol())
        ? instrument
            + " is set to isolated margin at Binance, where this engine counts on the whole"
            + " account's: close its position and orders and set its Margin Mode to Cross"
        : "";
  }
}
