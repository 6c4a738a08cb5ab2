package trader.venues;

/**
 * Public market data of one venue: its instruments' rules, past bars for warming up, then trades
 * and quotes as they happen, all as events at the {@link EventSink}.
 */
public interface MarketFeed extends AutoCloseable {

  /** Reads the rules and the past bars, connects, and keeps connected until closed. */
  void start();

  @Override
  void close();
}
