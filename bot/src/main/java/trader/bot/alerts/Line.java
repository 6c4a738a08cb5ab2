package trader.bot.alerts;

import java.time.Instant;
import trader.control.Alert;
import trader.redis.AlertStore.Raised;

/**
 * Alerts about one thing that an outlet has yet to tell.
 *
 * @param key what they have in common, their fingerprint but for an overflow
 * @param latest the newest of them
 * @param severity the worst of them
 * @param level the loudest of them
 * @param firstId the stream's id of the oldest
 * @param lastId the stream's id of the newest
 * @param since when the oldest was raised
 */
record Line(
    String key,
    Alert latest,
    Alert.Severity severity,
    AlertLevels.Level level,
    int count,
    String firstId,
    String lastId,
    Instant since) {

  static Line of(String key, Raised raised, AlertLevels.Level level) {
    Alert alert = raised.alert();
    return new Line(key, alert, alert.severity(), level, 1, raised.id(), raised.id(), alert.at());
  }

  Line and(Raised raised, AlertLevels.Level its) {
    Alert alert = raised.alert();
    return new Line(
        key,
        alert,
        alert.severity().compareTo(severity) > 0 ? alert.severity() : severity,
        its.compareTo(level) > 0 ? its : level,
        count + 1,
        firstId,
        raised.id(),
        since);
  }

  /**
   * A line whose turn has come.
   *
   * @param at since when it is its turn
   * @param toldBefore when its thing was told last, {@link Instant#MIN} where it was not lately
   */
  record Due(Line line, Instant at, Instant toldBefore) {
    boolean repeated() {
      return !toldBefore.equals(Instant.MIN);
    }
  }
}
