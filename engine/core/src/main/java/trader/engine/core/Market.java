package trader.engine.core;

import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import trader.control.InstrumentId;

/** What is known of one instrument's market. Owned by the core's thread. */
public final class Market {
  private final InstrumentId instrument;
  private @Nullable InstrumentRules rules;
  private @Nullable BigDecimal last;
  private @Nullable BigDecimal bid;
  private @Nullable BigDecimal ask;
  private long lastMicros;
  private boolean feedUp;

  Market(InstrumentId instrument) {
    this.instrument = instrument;
  }

  /** Which instrument. */
  public InstrumentId instrument() {
    return instrument;
  }

  /** The venue's rules; empty until the venue has told them. */
  public Optional<InstrumentRules> rules() {
    return Optional.ofNullable(rules);
  }

  /** Whether any price is known. */
  public boolean hasPrice() {
    return last != null;
  }

  /** The last traded price. Throws {@link NullPointerException} where there is none yet. */
  public BigDecimal last() {
    return Objects.requireNonNull(last, () -> "no price of " + instrument + " yet");
  }

  /** The best ask, or the last price where no quote is known. */
  public BigDecimal ask() {
    return ask != null ? ask : last();
  }

  /** The best bid, or the last price where no quote is known. */
  public BigDecimal bid() {
    return bid != null ? bid : last();
  }

  /** When the last trade or quote came, microseconds since the epoch; 0 for never. */
  public long lastMicros() {
    return lastMicros;
  }

  /** Whether the stream of market data is connected. */
  public boolean feedUp() {
    return feedUp;
  }

  void listed(InstrumentRules newRules) {
    rules = newRules;
  }

  void trade(MarketEvent.Trade trade) {
    last = trade.price();
    lastMicros = trade.atMicros();
    feedUp = true;
  }

  void quote(MarketEvent.Quote quote) {
    bid = quote.bid();
    ask = quote.ask();
    lastMicros = quote.atMicros();
    feedUp = true;
  }

  void feed(boolean up) {
    feedUp = up;
  }

  /** A price to reckon with before the first trade: the last close of the past. */
  void past(Bar bar) {
    if (lastMicros == 0) {
      last = bar.close();
    }
  }
}
