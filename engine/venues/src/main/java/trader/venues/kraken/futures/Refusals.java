package trader.venues.kraken.futures;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The venue's words for what it does not do: the statuses of an order, a change or a cancel within
 * a successful answer, and the errors of an answer. {@link #advice} says what they mean to an
 * operator, and what to do about them.
 */
final class Refusals {
  private static final String RULES =
      "the contract's rules refuse it; they may have changed since they were last read";
  private static final String FUNDS =
      "the account's margin does not cover it; compare the collateral and the positions with those"
          + " at Kraken";
  private static final String CLOSED =
      "the contract does not trade now: see status.kraken.com; it may be sent anew when it does";
  private static final String OUR_FAULT =
      "trader asked in a way that Kraken does not take: that is a fault of trader's, to be told to"
          + " its makers with this line";
  private static final String ID =
      "Kraken does not take the id of the order: that is a fault of trader's, to be told to its"
          + " makers with this line";
  private static final String KEY =
      "Kraken Futures does not take the API key: check KRAKEN_FUTURES_API_KEY, its secret and its"
          + " rights, and whether the account is active";
  private static final String NONCE =
      "another program may use the same API key: give each a key of its own. It is looked up by its"
          + " id";
  private static final String MAINTENANCE =
      "Kraken Futures is under maintenance: see status.kraken.com; it may be sent anew afterwards";
  private static final String LOOKED_UP =
      "Kraken does not say whether it took it: it is looked up by its id";
  private static final String LIMIT =
      "Kraken's limit of calls is used up, and comes back within ten seconds";

  private static final Map<String, String> OF_AN_ORDER =
      Map.ofEntries(
          Map.entry("invalidOrderType", OUR_FAULT),
          Map.entry("invalidSide", OUR_FAULT),
          Map.entry("invalidSize", RULES),
          Map.entry("invalidPrice", RULES),
          Map.entry("insufficientAvailableFunds", FUNDS),
          Map.entry("selfFill", "it would have traded with another order of the account"),
          Map.entry(
              "tooManySmallOrders", "the account has too many small orders open; cancel some"),
          Map.entry("maxPositionViolation", "the position would be larger than Kraken lets it be"),
          Map.entry("marketSuspended", CLOSED),
          Map.entry("marketInactive", CLOSED),
          Map.entry("clientOrderIdTooLong", ID),
          Map.entry("clientOrderIdTooBig", ID),
          Map.entry("clientOrderIdInvalid", ID),
          Map.entry(
              "outsidePriceCollar",
              "the price is further from the mark than Kraken lets it be; check the price"),
          Map.entry("postWouldExecute", "a post-only order would have taken what is in the book"),
          Map.entry("iocWouldNotExecute", "nothing in the book could fill it at its price"),
          Map.entry("wouldNotReducePosition", "there is no position that it could reduce"),
          Map.entry("reduceOnlyWouldIncreasePosition", "there is no position that it could reduce"),
          Map.entry(
              "wouldCauseLiquidation", "the account would be liquidated; reduce positions first"));

  private static final Map<String, String> OF_A_CHANGE =
      Map.of(
          "orderForEditNotFound",
          "Kraken has no open order of this id: it is filled, cancelled or was never there",
          "orderForEditNotAStop",
          "the order does not wait for a trigger any more");

  private static final Map<String, String> OF_A_CANCEL =
      Map.of(
          "notFound",
          "Kraken has no open order of this id: it is filled, cancelled or was never there",
          "filled",
          "it was filled before the cancel arrived");

  private static final Map<String, String> OF_A_CALL =
      Map.ofEntries(
          Map.entry("authenticationError", KEY),
          Map.entry("accountInactive", KEY),
          Map.entry("invalidAccount", KEY),
          Map.entry("nonceBelowThreshold", NONCE),
          Map.entry("nonceDuplicate", NONCE),
          Map.entry("apiLimitExceeded", LIMIT),
          Map.entry("requiredArgumentMissing", OUR_FAULT),
          Map.entry("invalidArgument", OUR_FAULT),
          Map.entry("invalidAmount", OUR_FAULT),
          Map.entry("invalidUnit", OUR_FAULT),
          Map.entry("invalid order type", OUR_FAULT),
          Map.entry("Json Parse Error", OUR_FAULT),
          Map.entry("contractNotFound", OUR_FAULT),
          Map.entry("insufficientFunds", FUNDS),
          Map.entry("INSUFFICIENT_MARGIN", FUNDS),
          Map.entry("marketUnavailable", MAINTENANCE),
          Map.entry("unavailable", MAINTENANCE),
          Map.entry("Unavailable", MAINTENANCE),
          Map.entry("Server Error", LOOKED_UP),
          Map.entry("unknownError", LOOKED_UP));

  private Refusals() {}

  /** The statuses that say for certain that an order was not taken. */
  static Set<String> ofAnOrder() {
    return OF_AN_ORDER.keySet();
  }

  /** Whether a status says for certain that an order was not changed. */
  static boolean ofAChange(String status) {
    return OF_A_CHANGE.containsKey(status) || OF_AN_ORDER.containsKey(status);
  }

  /** Whether a status says for certain that an order was not cancelled. */
  static boolean ofACancel(String status) {
    return OF_A_CANCEL.containsKey(status);
  }

  /** The venue's own words, and behind them ours where there are any. */
  static String advice(String word) {
    int colon = word.indexOf(':');
    String first = colon < 0 ? word : word.substring(0, colon);
    for (var known : List.of(OF_AN_ORDER, OF_A_CHANGE, OF_A_CANCEL, OF_A_CALL)) {
      String advice = known.get(first);
      if (advice != null) {
        return word + ": " + advice;
      }
    }
    return word;
  }
}
