package trader.venues.kraken;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class EntryPauseTest {
  private final AtomicLong now = new AtomicLong(5_000_000);
  private final EntryPause pause = new EntryPause(now::get);

  @Test
  void pauseDoublesEachTimeThatTheVenueIsStillBusyAndEndsWhenItServes() {
    assertThat(pause.waitMicros()).isZero();
    pause.busy();
    pause.busy();
    assertThat(pause.waitMicros()).isEqualTo(1_000_000);
    now.addAndGet(1_000_000);
    assertThat(pause.waitMicros()).isZero();
    pause.busy();
    assertThat(pause.waitMicros()).isEqualTo(2_000_000);
    assertThat(EntryPause.inWords(pause.waitMicros())).contains("3 s").contains("stops");
    pause.served();
    assertThat(pause.waitMicros()).isZero();
    pause.busy();
    assertThat(pause.waitMicros()).isEqualTo(1_000_000);
  }

  @Test
  void pauseIsNeverLongerThanHalfAMinute() {
    for (int i = 0; i < 10; i++) {
      pause.busy();
      now.addAndGet(pause.waitMicros());
    }
    pause.busy();
    assertThat(pause.waitMicros()).isEqualTo(30_000_000);
  }
}
