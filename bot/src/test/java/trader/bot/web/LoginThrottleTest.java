package trader.bot.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import trader.commands.support.MovableClock;

class LoginThrottleTest {
  private final MovableClock clock = MovableClock.at(Instant.parse("2026-11-21T03:00:00Z"));
  private final LoginThrottle throttle = new LoginThrottle(clock);

  private void guess(String source) {
    for (int i = 0; i < LoginThrottle.TRIES; i++) {
      assertThat(throttle.enter(source)).isZero();
    }
  }

  @Test
  void eachRoundOfWrongTokensWaitsTwiceAsLongAsTheOneBefore() {
    for (int minutes : new int[] {1, 2, 4, 8, 15, 15}) {
      guess("one");

      assertThat(throttle.enter("one")).isEqualTo(Duration.ofMinutes(minutes));
      clock.advance(Duration.ofMinutes(minutes));
    }
  }

  @Test
  void oneSourceDoesNotCloseTheLoginForAnother() {
    guess("one");

    assertThat(throttle.enter("two")).isZero();
  }

  @Test
  void theRightTokenForgivesWhatWasWrongBefore() {
    for (int i = 0; i < LoginThrottle.TRIES - 1; i++) {
      throttle.enter("one");
    }
    throttle.right("one");

    guess("one");
  }

  @Test
  void manySourcesTogetherCloseTheLoginForTheRestOfTheMinute() {
    for (int i = 0; i < LoginThrottle.TRIES_OF_ALL; i++) {
      assertThat(throttle.enter("source-" + i)).isZero();
    }

    assertThat(throttle.enter("another")).isPositive();
    clock.advance(Duration.ofMinutes(1));
    assertThat(throttle.enter("another")).isZero();
  }

  @Test
  void whoHasNotTriedForAnHourBeginsAnew() {
    guess("one");
    clock.advance(Duration.ofMinutes(61));
    guess("one");

    assertThat(throttle.enter("one")).isEqualTo(Duration.ofMinutes(1));
  }
}
