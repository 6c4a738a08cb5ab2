package trader.commands.support;

import java.time.Duration;
import org.awaitility.Awaitility;

/** How often tests look whether what they wait for has come. */
public final class Polling {
  private Polling() {}

  /** Every few milliseconds: by itself Awaitility looks ten times a second, which adds up. */
  public static void often() {
    Awaitility.setDefaultPollDelay(Duration.ZERO);
    Awaitility.setDefaultPollInterval(Duration.ofMillis(5));
  }
}
