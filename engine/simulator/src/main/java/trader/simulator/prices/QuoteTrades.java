package trader.simulator.prices;

import trader.simulator.matching.Side;

/**
 * Makes the trades that a file of quotes does not have: when a side of the quote moves away, what
 * stood there is taken to have traded, at its price, with a twentieth of the smaller size.
 */
final class QuoteTrades {
  private static final int PART = 20;

  private final Tape.Builder tape;
  private long bid;
  private long ask;

  QuoteTrades(Tape.Builder tape) {
    this.tape = tape;
  }

  void accept(long timeMicros, long newBid, long bidQuantity, long newAsk, long askQuantity) {
    long quantity = Math.max(1, Math.min(bidQuantity, askQuantity) / PART);
    if (ask == 0) {
      tape.print(timeMicros, newAsk, quantity, Side.BUY);
    } else if (newAsk > ask) {
      tape.print(timeMicros, ask, quantity, Side.BUY);
    } else if (newBid < bid) {
      tape.print(timeMicros, bid, quantity, Side.SELL);
    }
    bid = newBid;
    ask = newAsk;
    tape.quote(timeMicros, newBid, bidQuantity, newAsk, askQuantity);
  }
}
