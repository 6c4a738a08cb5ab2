package trader.bot.alerts;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import trader.bot.chat.Hearing;
import trader.commands.Figures;
import trader.control.Alert;
import trader.control.Reason;
import trader.redis.DeskStore;
import trader.redis.StoreUnavailableException;

/**
 * Notices what makes the bot useless in silence: a chat platform that has gone deaf, an outlet that
 * takes nothing, a Redis that does not answer. Each is said once when it begins and once when it
 * ends. One thread only.
 */
final class Watch {
  private static final Duration REDIS_PATIENCE = Duration.ofSeconds(5);
  private final DeskStore store;
  private final List<Hearing> hearings;
  private final List<OutletRunner> outlets;
  private final Alarms alarms;
  private final DeliveryOptions options;
  private final Instant startedAt;
  private final Map<String, Instant> deaf = new HashMap<>();
  private final Map<String, Instant> stuck = new HashMap<>();
  private @Nullable Instant redisSilentSince;
  private boolean redisTold;

  Watch(
      DeskStore store,
      List<Hearing> hearings,
      List<OutletRunner> outlets,
      Alarms alarms,
      DeliveryOptions options,
      MeterRegistry registry,
      InstantSource clock) {
    this.store = store;
    this.hearings = List.copyOf(hearings);
    this.outlets = List.copyOf(outlets);
    this.alarms = alarms;
    this.options = options;
    this.startedAt = clock.instant();
    for (Hearing hearing : this.hearings) {
      Gauge.builder(
              "chat_last_poll_age_seconds",
              hearing,
              one -> age(one, clock.instant()).toMillis() / 1e3)
          .description("Time since the chat platform last answered that it listens")
          .tag("platform", hearing.platform().text())
          .strongReference(true)
          .register(registry);
    }
  }

  private Duration age(Hearing hearing, Instant now) {
    return Duration.between(hearing.lastHeard().orElse(startedAt), now);
  }

  void step(Instant now) {
    redis(now);
    hearings.forEach(hearing -> ears(hearing, now));
    outlets.forEach(outlet -> mouth(outlet, now));
  }

  private void redis(Instant now) {
    Instant since = redisSilentSince;
    try {
      store.ping();
    } catch (StoreUnavailableException e) {
      if (since == null) {
        redisSilentSince = now;
      } else if (!redisTold && Duration.between(since, now).compareTo(REDIS_PATIENCE) >= 0) {
        redisTold = true;
        alarms.straight(redisAway(since, now, e));
      }
      return;
    }
    if (since != null && redisTold) {
      alarms.accept(
          alert(
              Alert.Severity.INFO,
              Reason.CONTROL_PLANE_LOST,
              "bot",
              "Redis answers the bot again; it was away for "
                  + Figures.span(Duration.between(since, now))
                  + "; next: /status, whether the engines agree",
              now));
    }
    redisSilentSince = null;
    redisTold = false;
  }

  private static Alert redisAway(Instant since, Instant now, StoreUnavailableException e) {
    return alert(
        Alert.Severity.CRITICAL,
        Reason.CONTROL_PLANE_LOST,
        "bot",
        "Redis has not answered the bot since "
            + Figures.time(since)
            + " ("
            + e.getMessage()
            + "); engines add no risk without it, and halting works without it; next: /health,"
            + " then look at redis.service",
        now);
  }

  private void ears(Hearing hearing, Instant now) {
    String name = hearing.platform().text();
    Duration age = age(hearing, now);
    boolean isDeaf = age.compareTo(options.deaf()) > 0;
    if (isDeaf && deaf.putIfAbsent(name, now.minus(age)) == null) {
      alarms.accept(
          alert(
              Alert.Severity.CRITICAL,
              Reason.CHAT_DEAF,
              name,
              "the bot has not heard "
                  + name
                  + " for "
                  + Figures.span(age)
                  + ": what is said there does not arrive, a halt neither; next: halt from another"
                  + " surface if you need to, then look for "
                  + name
                  + " in ops_bot.log",
              now));
    } else if (!isDeaf) {
      Instant since = deaf.remove(name);
      if (since != null) {
        alarms.accept(
            alert(
                Alert.Severity.INFO,
                Reason.CHAT_DEAF,
                name,
                "the bot hears "
                    + name
                    + " again; it was deaf for "
                    + Figures.span(Duration.between(since, now)),
                now));
      }
    }
  }

  private void mouth(OutletRunner outlet, Instant now) {
    String name = outlet.name();
    Duration lag = outlet.lag();
    if (lag.compareTo(options.stuck()) > 0) {
      if (stuck.putIfAbsent(name, now.minus(lag)) == null) {
        alarms.accept(
            alert(
                Alert.Severity.WARNING,
                Reason.DELIVERY_FAILED,
                name,
                name
                    + " has taken no alert for "
                    + Figures.span(lag)
                    + "; they wait and will say how late they are; next: look for OUTLET_FAILED in"
                    + " ops_bot.log",
                now));
      }
    } else if (lag.isZero()) {
      Instant since = stuck.remove(name);
      if (since != null) {
        alarms.accept(
            alert(
                Alert.Severity.INFO,
                Reason.DELIVERY_FAILED,
                name,
                name
                    + " takes alerts again; it did not for "
                    + Figures.span(Duration.between(since, now)),
                now));
      }
    }
  }

  private static Alert alert(
      Alert.Severity severity, Reason reason, String subject, String text, Instant now) {
    return new Alert(severity, reason, subject, text, "bot", now);
  }
}
