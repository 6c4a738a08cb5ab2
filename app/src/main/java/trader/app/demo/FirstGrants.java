package trader.app.demo;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import trader.control.CapitalStage;
import trader.control.Color;
import trader.control.ControlKey;
import trader.control.ControlLever;
import trader.control.Directive;
import trader.control.Mode;
import trader.redis.AuditDraft;
import trader.redis.DeskStore;

/**
 * Who starts a demo wants to see an engine trade: grants what a fresh desk lacks, once, as an
 * operator would. A desk that was kept stays as it was, a halt above all.
 */
final class FirstGrants {
  private static final String ACTOR = "demo";
  private static final String REASON = "the demo was started";
  private final DeskStore store;
  private final ControlKey key;
  private final Clock clock;

  FirstGrants(DeskStore store, String secret, Clock clock) {
    this.store = store;
    this.key = ControlKey.of(secret);
    this.clock = clock;
  }

  void give() {
    if (store.readControl().lever(ControlLever.MODE).raw() != null) {
      return;
    }
    give(ControlLever.COLOR, Color.BLUE.text());
    give(ControlLever.CAPITAL, CapitalStage.P30.text());
    give(ControlLever.MODE, Mode.AUTO.text());
  }

  private void give(ControlLever lever, String value) {
    Instant now = clock.instant();
    long epoch = store.nextEpoch(now);
    String command = "demo-" + lever.text() + "-" + epoch;
    Directive directive =
        new Directive(lever, value, epoch, command, ACTOR, REASON, now, Optional.empty());
    store.apply(key.sign(directive), null, false);
    store.audit(
        new AuditDraft(
            now,
            command,
            ACTOR,
            ACTOR,
            lever.text() + " " + value,
            REASON,
            Optional.empty(),
            Optional.of(value),
            "requested",
            "a fresh desk has nothing set"));
  }
}
