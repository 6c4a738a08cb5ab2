package trader.app.bench;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import trader.control.CapitalStage;
import trader.control.Color;
import trader.control.ControlKey;
import trader.control.ControlLever;
import trader.control.Directive;
import trader.control.Mode;
import trader.redis.DeskStore;

/** Raises what a benchmark has to have raised, by signed grants as an operator's command leaves. */
final class Grants {
  private static final String WHO = "bench";
  private final DeskStore store;
  private final ControlKey key;
  private final Clock clock;

  Grants(DeskStore store, ControlKey key, Clock clock) {
    this.store = store;
    this.key = key;
    this.clock = clock;
  }

  /** Lets an engine trade on a desk where nothing was ever set. */
  void letTrade() {
    give(ControlLever.COLOR, Color.BLUE.text(), null);
    give(ControlLever.CAPITAL, CapitalStage.P30.text(), null);
    give(ControlLever.MODE, Mode.AUTO.text(), null);
  }

  /** Ends a halt. */
  void endHalt() {
    give(ControlLever.MODE, Mode.AUTO.text(), Mode.HALT.text());
  }

  private void give(ControlLever lever, String value, @Nullable String expected) {
    Instant now = clock.instant();
    long epoch = store.nextEpoch(now);
    Directive directive =
        new Directive(
            lever, value, epoch, WHO + "-" + epoch, WHO, "measuring", now, Optional.empty());
    if (!store.apply(key.sign(directive), expected, false)) {
      throw new IllegalStateException(
          "the lever "
              + lever.text()
              + " was not "
              + expected
              + " any more; is another desk at it?");
    }
  }
}
