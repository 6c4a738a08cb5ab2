package trader.bot.alerts;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.redis.DeskStore;
import trader.redis.StoreUnavailableException;

/**
 * Lets only one of several bots before one Redis tell people things. Where Redis does not answer,
 * whoever had the duty keeps it, and whoever never could ask takes it: someone has to say so.
 */
final class Duty {
  private static final Logger LOG = LoggerFactory.getLogger(Duty.class);
  private static final String LEASE = "alerts";
  private static final Duration TTL = Duration.ofSeconds(20);
  private static final Duration RENEWED = Duration.ofSeconds(5);
  private final DeskStore store;
  private final String holder;
  private final InstantSource clock;
  private Instant asked = Instant.MIN;
  private volatile boolean mine;

  Duty(DeskStore store, String holder, InstantSource clock) {
    this.store = store;
    this.holder = holder;
    this.clock = clock;
  }

  boolean mine() {
    return mine;
  }

  /** Takes or renews it where it is time to. */
  void step() {
    Instant now = clock.instant();
    if (mine && Duration.between(asked, now).compareTo(RENEWED) < 0) {
      return;
    }
    try {
      boolean had = mine;
      mine = store.lease(LEASE, holder, TTL);
      asked = now;
      if (mine != had) {
        LOG.info("ALERT_DUTY mine={} holder={}", mine, holder);
      }
    } catch (StoreUnavailableException _) {
      // Nobody can be asked who has it, and somebody has to say that Redis is away.
      mine |= asked.equals(Instant.MIN);
    }
  }

  void giveUp() {
    if (mine) {
      mine = false;
      try {
        store.release(LEASE, holder);
      } catch (StoreUnavailableException _) {
        LOG.info("the alert duty is free in {} s", TTL.toSeconds());
      }
    }
  }
}
