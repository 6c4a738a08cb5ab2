package trader.bot.chat;

import java.time.Instant;

/**
 * One conversation as its platform shows it. Calls come in the order {@link #began}, {@link
 * #written}, {@link #answered}; the first two are left out where nothing is changed. May block: the
 * desk's work waits for none of them.
 */
public interface Talk {

  /** The account or the place is not allowed; nothing was done. */
  void stranger();

  /** A command that changes something has begun, by the person of that id. */
  void began(String person, String command, Instant at);

  /** It stands in Redis since {@code at}; the engine is awaited. */
  void written(Instant at);

  /** The end of it. */
  void answered(Answer answer);
}
