package trader.simulator.prices;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * 100,000 real Bitstamp BTC/USD trades of 25 November to 1 December 2013, which the library {@code
 * ta4j-examples} (MIT licence) carries as a resource.
 */
public final class BitstampTrades {
  private static final String RESOURCE = "bitstamp_trades_from_20131125_usd.csv";

  private BitstampTrades() {}

  /**
   * Reads them.
   *
   * @throws IllegalStateException when the library is not on the class path
   */
  public static PriceSource open() {
    try (InputStream in = BitstampTrades.class.getClassLoader().getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(
            RESOURCE
                + " is not on the class path: add org.ta4j:ta4j-examples, or give a recorded file"
                + " or a seed.");
      }
      RecordedFile.Loaded loaded = RecordedFile.read(RESOURCE, in);
      return loaded
          .tape()
          .play(
              loaded.rows()
                  + " real Bitstamp BTC/USD trades of 25 November to 1 December 2013, served as"
                  + " BTCUSDT");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
