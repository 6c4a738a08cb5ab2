package trader.bot.alerts;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import trader.control.Alert;
import trader.redis.AlertStore.Raised;
import trader.redis.StreamEntry;

/**
 * What one outlet has yet to tell. The stream of alerts itself is the queue; here its newest part
 * is gathered by fingerprint, so that it stays small however long the outlet is away. Not safe for
 * several threads.
 */
final class Inbox {
  private static final int MOST_LINES = 200;
  private static final int MOST_TOLD = 1_000;

  private final Duration window;
  private final Map<String, Line> lines = new LinkedHashMap<>();
  private final Map<String, Told> told = new LinkedHashMap<>();
  private String read;

  /** What was told last about one thing. */
  record Told(String key, String id, Instant at, Alert.Severity severity) {}

  /** What has to be known after a restart, so that nothing is lost and little is told twice. */
  record State(String cursor, List<Told> told) {
    State {
      told = List.copyOf(told);
    }
  }

  Inbox(State state, Duration window) {
    this.window = window;
    this.read = state.cursor();
    state.told().forEach(one -> told.put(one.key(), one));
  }

  /** Where to read on. */
  String readUpTo() {
    return read;
  }

  void readUpTo(String cursor) {
    read = cursor;
  }

  /** How many alerts are untold. */
  int waiting() {
    return lines.values().stream().mapToInt(Line::count).sum();
  }

  /** Gathers it, but for one that was told before a restart. */
  void add(Raised raised, AlertLevels.Level level) {
    if (level == AlertLevels.Level.OFF) {
      return;
    }
    String key = raised.alert().fingerprint();
    Told before = told.get(key);
    if (before != null && StreamEntry.compareIds(raised.id(), before.id()) <= 0) {
      return;
    }
    if (lines.size() >= MOST_LINES && !lines.containsKey(key)) {
      key = raised.alert().reason().text() + ":(several)";
    }
    Line line = lines.get(key);
    lines.put(key, line == null ? Line.of(key, raised, level) : line.and(raised, level));
  }

  /** What has to be told now, the worst first, at most so many. */
  List<Line.Due> due(Instant now, int most) {
    List<Line.Due> due = new ArrayList<>();
    for (Line line : lines.values()) {
      Line.Due one = due(line, now);
      if (!one.at().isAfter(now)) {
        due.add(one);
      }
    }
    due.sort(
        Comparator.comparing((Line.Due one) -> one.line().severity())
            .reversed()
            .thenComparing(Line.Due::at));
    return due.subList(0, Math.min(most, due.size()));
  }

  private Line.Due due(Line line, Instant now) {
    Told before = told.get(line.key());
    // Another machine's clock may be ahead of ours.
    Instant since = line.since().isAfter(now) ? now : line.since();
    if (before == null || since.isAfter(before.at().plus(window))) {
      return new Line.Due(line, since, Instant.MIN);
    }
    Instant end = before.at().plus(window);
    // What has got worse does not wait for its window to end.
    Instant at = line.severity().compareTo(before.severity()) > 0 ? since : end;
    return new Line.Due(line, at, before.at());
  }

  /** Was told, and is not told again. */
  void told(List<Line.Due> all, Instant now) {
    for (Line.Due due : all) {
      lines.remove(due.line().key());
      told.remove(due.line().key());
      told.put(
          due.line().key(),
          new Told(due.line().key(), due.line().lastId(), now, due.line().severity()));
    }
    forget(now);
  }

  /** Need not be told, since someone silenced it or has taken note already. */
  void dropped(Line.Due due) {
    lines.remove(due.line().key());
  }

  private void forget(Instant now) {
    String cursor = cursor();
    told.values()
        .removeIf(one ->
            !one.at().plus(window).isAfter(now) && StreamEntry.compareIds(one.id(), cursor) <= 0);
    while (told.size() > MOST_TOLD) {
      told.remove(told.keySet().iterator().next());
    }
  }

  State state() {
    return new State(cursor(), List.copyOf(told.values()));
  }

  /** The place behind which something may be untold. */
  private String cursor() {
    @Nullable String first = null;
    for (Line line : lines.values()) {
      if (first == null || StreamEntry.compareIds(line.firstId(), first) < 0) {
        first = line.firstId();
      }
    }
    return first == null ? read : before(first);
  }

  private static String before(String id) {
    int dash = id.indexOf('-');
    long millis = Long.parseLong(id.substring(0, dash));
    long number = Long.parseLong(id.substring(dash + 1));
    return number > 0 ? millis + "-" + (number - 1) : (millis - 1) + "-" + Long.MAX_VALUE;
  }
}
