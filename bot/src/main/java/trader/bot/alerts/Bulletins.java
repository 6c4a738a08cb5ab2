package trader.bot.alerts;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import trader.commands.Page;
import trader.redis.DeskStore;
import trader.redis.StoreUnavailableException;

/**
 * Sends the digest and the daily report when they are due, to each outlet once: what an outlet has
 * taken is remembered, so that a restart neither repeats nor loses one. One thread only.
 */
final class Bulletins {
  private static final LocalTime REPORTED_AT = LocalTime.of(23, 59);
  private static final Duration CAUGHT_UP_WITHIN = Duration.ofHours(12);

  private final DeskStore store;
  private final List<OutletRunner> outlets;
  private final ReportPages pages;
  private final Optional<Duration> interval;
  private final Instant startedAt;
  private @Nullable Long digested;
  private @Nullable LocalDate reported;

  /** Reports to those outlets; a digest each {@code interval}, where one is given. */
  Bulletins(
      DeskStore store,
      List<OutletRunner> outlets,
      ReportPages pages,
      Optional<Duration> interval,
      Instant startedAt) {
    this.store = store;
    this.outlets = List.copyOf(outlets);
    this.pages = pages;
    this.interval = interval;
    this.startedAt = startedAt;
  }

  /** Throws {@link StoreUnavailableException} where Redis does not answer; then it is due still. */
  void step(Instant now) {
    interval.ifPresent(every -> digest(every, now));
    report(now);
  }

  private void digest(Duration every, Instant now) {
    long slot = now.getEpochSecond() / every.toSeconds();
    Instant began = Instant.ofEpochSecond(slot * every.toSeconds());
    Long last = digested;
    if ((last != null && last == slot) || began.isBefore(startedAt)) {
      return;
    }
    String word = Long.toString(slot);
    if (anyLacks("digest", word)) {
      send("digest", word, pages.digest(every, now), false);
    }
    digested = slot;
  }

  private void report(Instant now) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    Instant due = today.atTime(REPORTED_AT).toInstant(ZoneOffset.UTC);
    LocalDate day = today;
    if (due.isAfter(now)) {
      day = today.minusDays(1);
      due = day.atTime(REPORTED_AT).toInstant(ZoneOffset.UTC);
    }
    if (day.equals(reported) || Duration.between(due, now).compareTo(CAUGHT_UP_WITHIN) > 0) {
      return;
    }
    if (anyLacks("report", day.toString()) && (ranBefore() || !due.isBefore(startedAt))) {
      send("report", day.toString(), pages.daily(day, now), false);
    }
    reported = day;
  }

  private boolean anyLacks(String kind, String word) {
    return outlets.stream().anyMatch(outlet -> !has(outlet, kind, word));
  }

  private boolean has(OutletRunner outlet, String kind, String word) {
    return store.recall(memory(outlet, kind)).filter(word::equals).isPresent();
  }

  /** A bot that never reported owes nothing for the time before its first start. */
  private boolean ranBefore() {
    return outlets.stream().anyMatch(outlet -> store.recall(memory(outlet, "report")).isPresent());
  }

  private static String memory(OutletRunner outlet, String kind) {
    return "bulletin:" + kind + ":" + outlet.name();
  }

  private void send(String kind, String word, Page page, boolean loud) {
    Message message =
        new Message(kind + ":" + word, loud, Optional.empty(), page, ReportPages.buttons());
    for (OutletRunner outlet : outlets) {
      if (!has(outlet, kind, word)) {
        outlet.post(kind, message, () -> remember(outlet, kind, word));
      }
    }
  }

  private void remember(OutletRunner outlet, String kind, String word) {
    store.remember(memory(outlet, kind), word);
  }
}
