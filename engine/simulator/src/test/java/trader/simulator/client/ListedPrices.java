package trader.simulator.client;

import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import trader.simulator.matching.Decimals;
import trader.simulator.matching.Side;
import trader.simulator.prices.MarketEvent;
import trader.simulator.prices.PriceSource;

/** A source that plays a short list and then rests. */
public final class ListedPrices implements PriceSource {
  private final List<MarketEvent> events;
  private final long typical;
  private int index;

  public ListedPrices(List<MarketEvent> events, long typicalQuantity) {
    this.events = events;
    this.typical = typicalQuantity;
  }

  /** A market that stands at a price and moves only when a test lets it. */
  public static ListedPrices quietAt(String price) {
    long scaled = Decimals.parse(price);
    long qty = Decimals.ONE / 100;
    return new ListedPrices(
        List.of(
            new MarketEvent.Print(0, scaled, qty, Side.BUY),
            new MarketEvent.Print(100L * 3_600_000_000L, scaled, qty, Side.BUY)),
        Decimals.ONE / 2);
  }

  @Override
  public String description() {
    return "listed for a test";
  }

  @Override
  public long tick() {
    return Decimals.ONE / 100;
  }

  @Override
  public long step() {
    return Decimals.ONE / 100_000;
  }

  @Override
  public long typicalQuantity() {
    return typical;
  }

  @Override
  public OptionalLong size() {
    return OptionalLong.of(events.size());
  }

  @Override
  public @Nullable MarketEvent next() {
    return index < events.size() ? events.get(index++) : null;
  }
}
