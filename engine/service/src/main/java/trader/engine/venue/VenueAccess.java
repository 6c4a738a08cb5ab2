package trader.engine.venue;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import trader.venues.kraken.spot.KrakenTier;

/**
 * How an engine's venue is reached.
 *
 * @param base of its REST API; its other addresses follow from it
 * @param keys empty where only market data is wanted
 * @param bar length of the bars by which strategies are warmed up
 * @param pastBars how many closed bars are read at the start
 * @param krakenTier how much Kraken spot lets the account do; of no meaning at other venues
 */
public record VenueAccess(
    VenueName venue,
    URI base,
    Optional<Keys> keys,
    Duration bar,
    int pastBars,
    KrakenTier krakenTier) {

  /** An API key and its secret; never shown. */
  public record Keys(String key, String secret) {
    @Override
    public String toString() {
      return "Keys[***]";
    }
  }

  /** Whether orders reach a real exchange: the host is not a loopback address. */
  public boolean real() {
    String host = base.getHost();
    if (host == null) {
      return true;
    }
    if (host.toLowerCase(Locale.ROOT).equals("localhost")) {
      return false;
    }
    try {
      return !InetAddress.ofLiteral(host).isLoopbackAddress();
    } catch (IllegalArgumentException notAnAddress) {
      return true;
    }
  }
}
