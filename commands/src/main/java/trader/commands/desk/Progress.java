package trader.commands.desk;

import java.time.Instant;

/** Hears how far a command has come while it is being done. */
public interface Progress {

  /** For whoever only wants the reply. */
  Progress UNSEEN = at -> {};

  /** It is in Redis since {@code at}; from now on the engine's answer is awaited. */
  void written(Instant at);
}
