package trader.venues.kraken.spot;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the venue's errors mean to an operator, and what to do about them. */
final class ErrorAdvice {
  private static final String OUR_FAULT =
      "trader asked in a way that Kraken does not take: that is a fault of trader's, to be told to"
          + " its makers with this line";
  private static final String KEY =
      "Kraken does not take the API key: check KRAKEN_API_KEY and KRAKEN_API_SECRET";
  private static final String LIMIT =
      "Kraken's limit of calls is used up, and nothing is sent until it wants to hear from us"
          + " again; is KRAKEN_TIER above what the account has?";
  private static final String ACCOUNT =
      "Kraken has restricted the account: only its owner can settle that with Kraken";
  private static final String FUNDS =
      "what is free in the account does not cover it; compare the balances with those at Kraken";
  private static final String MODE =
      "Kraken takes only what the mode's name says until it is over: see status.kraken.com";
  private static final String RULES =
      "the pair's rules refuse it; they may have changed since they were last read";
  private static final String LOOKED_UP =
      "Kraken does not say whether it took it: it is looked up by its id";

  private static final Map<String, String> BY_BEGINNING = new LinkedHashMap<>();

  static {
    BY_BEGINNING.put("EAPI:Invalid key", KEY);
    BY_BEGINNING.put("EAPI:Invalid signature", KEY);
    BY_BEGINNING.put(
        "EAPI:Invalid nonce",
        "another program uses the same API key: give each a key of its own. "
            + "The order is looked up by its id");
    BY_BEGINNING.put("EAPI:Rate limit exceeded", LIMIT);
    BY_BEGINNING.put("EService: Throttled", LIMIT);
    BY_BEGINNING.put("EGeneral:Too many requests", LIMIT);
    BY_BEGINNING.put(
        "EGeneral:Temporary lockout",
        "Kraken has shut out the API key for 15 minutes after too many failures; find out what else"
            + " uses the key");
    BY_BEGINNING.put(
        "EGeneral:Permission denied",
        "the API key lacks a right: at Kraken, allow it to query funds and orders, to create and"
            + " cancel orders, and to use WebSockets");
    BY_BEGINNING.put("EGeneral:Internal error", LOOKED_UP);
    BY_BEGINNING.put("EGeneral:", OUR_FAULT);
    BY_BEGINNING.put("EDatabase:", LOOKED_UP);
    BY_BEGINNING.put("EService:Market in", MODE);
    BY_BEGINNING.put(
        "EService:Deadline elapsed",
        "it did not reach Kraken in time, or our clock is out of step; it may be sent anew");
    BY_BEGINNING.put("EService:", LOOKED_UP);
    BY_BEGINNING.put(
        "ESession:",
        "Kraken does not know our session any more: the connection is made anew, and it may be sent"
            + " again once that is up");
    BY_BEGINNING.put(
        "EOrder:Rate limit exceeded",
        "Kraken's limit of orders in this pair is used up; entries wait for it, stops and closing"
            + " go on; is KRAKEN_TIER above what the account has?");
    BY_BEGINNING.put("EOrder:Insufficient", FUNDS);
    BY_BEGINNING.put("EOrder:Margin allowance exceeded", FUNDS);
    BY_BEGINNING.put("EOrder:Order minimum not met", RULES);
    BY_BEGINNING.put("EOrder:Cost minimum not met", RULES);
    BY_BEGINNING.put("EOrder:Invalid price", RULES);
    BY_BEGINNING.put("EOrder:Tick size check failed", RULES);
    BY_BEGINNING.put(
        "EOrder:Orders limit exceeded",
        "the pair has as many open orders as Kraken lets the account have; cancel some");
    BY_BEGINNING.put(
        "EOrder:Positions limit exceeded", "the position would be larger than Kraken lets it be");
    BY_BEGINNING.put(
        "EOrder:Unknown order",
        "Kraken has no open order of this id: it is filled, cancelled or was never there");
    BY_BEGINNING.put(
        "EOrder:Post only order", "a post-only order would have taken what is in the book");
    BY_BEGINNING.put("EOrder:Trading agreement required", ACCOUNT);
    BY_BEGINNING.put("EOrder:Reduce only", ACCOUNT);
    BY_BEGINNING.put("ETrade:", ACCOUNT);
    BY_BEGINNING.put("EQuery:", OUR_FAULT);
  }

  private ErrorAdvice() {}

  /** The venue's own words, and behind them ours where there are any. */
  static String of(String error) {
    for (Map.Entry<String, String> known : BY_BEGINNING.entrySet()) {
      if (error.startsWith(known.getKey())) {
        return error + ": " + known.getValue();
      }
    }
    return error;
  }
}
