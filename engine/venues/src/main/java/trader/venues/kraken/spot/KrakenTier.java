package trader.venues.kraken.spot;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

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

  /** Its name in settings. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All names in settings, in words. */
  public static String allowed() {
    return Arrays.stream(values()).map(KrakenTier::text).collect(Collectors.joining(", "));
  }

  /** The tier of a name in settings. Throws {@link IllegalArgumentException} for any other. */
  public static KrakenTier parse(String text) {
    return Arrays.stream(values())
        .filter(tier -> tier.text().equals(text.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("no tier '" + text + "'; there is " + allowed()));
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
