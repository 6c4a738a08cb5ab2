package trader.bot.chat;

import java.time.Instant;
import java.util.Optional;

/** By what one notices that a chat platform has gone deaf. */
public interface Hearing {

  /** The platform that is listened to. */
  Platform platform();

  /**
   * When the platform last answered that it listens: a poll that succeeded, with or without news,
   * or a sign of life on an open socket. Empty where it never did since the start.
   */
  Optional<Instant> lastHeard();
}
