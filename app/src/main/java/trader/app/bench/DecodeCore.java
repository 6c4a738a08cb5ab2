package trader.app.bench;

import java.util.function.Consumer;
import trader.engine.core.Checkpoint;
import trader.engine.core.ControlEvent;
import trader.engine.core.InstrumentRules;
import trader.engine.core.MarketEvent;
import trader.engine.core.VenueEvent;
import trader.engine.core.loop.Core;
import trader.strategies.trend.TrendParameters;
import trader.strategies.trend.TrendStrategy;

/** A core that takes market events and, having no grant, sends no orders. */
final class DecodeCore implements Consumer<MarketEvent> {
  private static final long START_MICROS = 1_718_000_000_000_000L;
  private static final long STEP_MICROS = 500;

  private final Core core;
  private long micros = START_MICROS;

  DecodeCore(InstrumentRules rules) {
    ControlEvent.Configured first =
        new ControlEvent.Configured(
            micros, ReplayJournal.settings(rules.instrument(), rules.quoteAsset()));
    core = Core.deciding(first, TrendStrategy.factory(TrendParameters.defaults()));
    core.on(first);
    core.on(new ControlEvent.Restored(micros, Checkpoint.none()));
    core.on(new VenueEvent.Listed(micros, rules));
    core.on(new MarketEvent.FeedStatus(micros, rules.instrument(), true, "measured"));
  }

  /** The time, which goes on with each event. */
  long nextMicros() {
    micros += STEP_MICROS;
    return micros;
  }

  @Override
  public void accept(MarketEvent event) {
    core.on(event);
  }
}
