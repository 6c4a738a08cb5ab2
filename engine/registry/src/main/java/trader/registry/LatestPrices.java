package trader.registry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import trader.control.InstrumentId;
import trader.engine.core.Event;
import trader.engine.core.MarketEvent;
import trader.engine.core.loop.Core;

/**
 * The latest trade and quote of each instrument that a core has not been given yet. One that reads
 * back decides nothing, so prices matter to it only once something else happens.
 */
final class LatestPrices {
  private final Map<InstrumentId, MarketEvent.Trade> trades = new HashMap<>();
  private final Map<InstrumentId, MarketEvent.Quote> quotes = new HashMap<>();

  /** Keeps a trade or quote in the place of the one before; answers false for any other event. */
  boolean keeps(Event event) {
    return switch (event) {
      case MarketEvent.Trade trade -> {
        trades.put(trade.instrument(), trade);
        yield true;
      }
      case MarketEvent.Quote quote -> {
        quotes.put(quote.instrument(), quote);
        yield true;
      }
      default -> false;
    };
  }

  /** Gives them to {@code core}, oldest first, and forgets them. */
  void giveTo(Core core) {
    if (trades.isEmpty() && quotes.isEmpty()) {
      return;
    }
    List<MarketEvent> kept = new ArrayList<>(trades.values());
    kept.addAll(quotes.values());
    forget();
    kept.sort(Comparator.comparingLong(MarketEvent::atMicros));
    kept.forEach(core::on);
  }

  /** Forgets them: they belong to a core that is gone. */
  void forget() {
    trades.clear();
    quotes.clear();
  }
}
