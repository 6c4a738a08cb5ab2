package trader.venues.kraken.spot;

/** How much the venue lets an account do, by how well it knows the account's owner. */
public enum KrakenTier {
  /** What every account has. */
  STARTER(15, 0.33, 60, 1),
  /** A verified person. */
  INTERMEDIATE(20, 0.5, 125, 2.34),
  /** A verified person or firm with high limits. */
  PRO(20, 1, 180, 3.75);

  private final double callsMost;
  private final double callsDecay;
  private final double ordersMost;
  private final double ordersDecay;

  KrakenTier(double callsMost, double callsDecay, double ordersMost, double ordersDecay) {
    this.callsMost = callsMost;
    this.callsDecay = callsDecay;
    this.ordersMost = ordersMost;
    this.ordersDecay = ordersDecay;
  }

  /** The counter of REST calls as the venue keeps it. */
  DecayingCounter calls() {
    return new DecayingCounter(callsMost, callsDecay);
  }

  /** The matching engine's counter of one pair as the venue keeps it. */
  DecayingCounter orders() {
    return new DecayingCounter(ordersMost, ordersDecay);
  }
}
