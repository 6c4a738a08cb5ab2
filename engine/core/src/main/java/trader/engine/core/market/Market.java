package trader.engine.core.market;

import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import trader.control.InstrumentId;
import trader.engine.core.Bar;
import trader.engine.core.InstrumentRules;
import trader.engine.core.MarketEvent;

/** What is known of one instrument's market. Owned by the core's thread. */
public final class Market {
  private final InstrumentId instrument;
  private @Nullable InstrumentRules rules;
  private @Nullable BigDecimal last;
  private @Nullable BigDecimal bid;
  private @Nullable BigDecimal ask;
  private long lastMicros;
  private boolean feedUp;

  /** A market of which nothing is known yet. */
  public Market(InstrumentId instrument) {
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
    return ask != null && ask.signum() > 0 ? ask : last();
  }

  /** The best bid, or the last price where no quote is known. */
  public BigDecimal bid() {
    return bid != null && bid.signum() > 0 ? bid : last();
  }

  /** When the last trade or quote came, microseconds since the epoch; 0 for never. */
  public long lastMicros() {
    return lastMicros;
  }

  /** Whether the stream of market data is connected. */
  public boolean feedUp() {
    return feedUp;
  }

  /** Takes the venue's rules. */
  public void listed(InstrumentRules newRules) {
    rules = newRules;
  }

  /** Takes a trade. */
  public void trade(MarketEvent.Trade trade) {
    last = trade.price();
    lastMicros = trade.atMicros();
    feedUp = true;
  }

  /** Takes a quote. */
  public void quote(MarketEvent.Quote quote) {
    bid = quote.bid();
    ask = quote.ask();
    lastMicros = quote.atMicros();
    feedUp = true;
  }

  /** The stream of market data went up or down. */
  public void feed(boolean up) {
    feedUp = up;
  }

  /** A price to reckon with before the first trade: the last close of the past. */
  public void past(Bar bar) {
    if (lastMicros == 0) {
      last = bar.close();
    }
  }
}
