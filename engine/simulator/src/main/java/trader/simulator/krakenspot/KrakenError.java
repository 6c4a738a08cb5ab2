package trader.simulator.krakenspot;

/** A refusal in the venue's own words, such as {@code EOrder:Insufficient funds}. */
final class KrakenError extends RuntimeException {
  private final String text;

  KrakenError(String text) {
    super(text, null, false, false);
    this.text = text;
  }

  static KrakenError arguments(String field) {
    return new KrakenError("EGeneral:Invalid arguments:" + field);
  }

  static KrakenError unknownPair() {
    return new KrakenError("EQuery:Unknown asset pair");
  }

  static KrakenError unknownOrder() {
    return new KrakenError("EOrder:Unknown order");
  }

  String text() {
    return text;
  }
}
