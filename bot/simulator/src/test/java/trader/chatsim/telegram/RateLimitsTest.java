package trader.chatsim.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class RateLimitsTest {
  private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");
  private final RateLimits limits = new RateLimits();

  private int retryAfter(long chat, boolean group, Instant at) {
    BotApiException refused =
        catchThrowableOfType(BotApiException.class, () -> limits.admit(chat, group, at));
    return refused == null ? 0 : refused.json().path("parameters").path("retry_after").asInt();
  }

  @Test
  void secondMessageOfASecondInAChatWaitsAndOtherChatsDoNot() {
    assertThat(retryAfter(1, false, START)).isZero();
    assertThat(retryAfter(1, false, START.plusMillis(400))).isEqualTo(1);
    assertThat(retryAfter(2, false, START.plusMillis(400))).isZero();
    assertThat(retryAfter(1, false, START.plusMillis(1_000))).isZero();
  }

  @Test
  void twentyFirstMessageOfAMinuteInAGroupWaitsForTheFirstToBeAMinuteOld() {
    for (int i = 0; i < 20; i++) {
      assertThat(retryAfter(-1, true, START.plusSeconds(i))).isZero();
    }
    assertThat(retryAfter(-1, true, START.plusSeconds(20))).isEqualTo(40);
    assertThat(retryAfter(-1, true, START.plusSeconds(60))).isZero();
    assertThat(retryAfter(-1, true, START.plusMillis(60_500))).isEqualTo(1);
  }

  @Test
  void privateChatHasNoLimitOfTheMinute() {
    for (int i = 0; i < 60; i++) {
      assertThat(retryAfter(1, false, START.plusSeconds(i))).isZero();
    }
  }

  @Test
  void thirtyFirstMessageOfASecondWaitsWhereverItGoes() {
    for (int i = 0; i < 30; i++) {
      assertThat(retryAfter(i, false, START.plusMillis(i))).isZero();
    }
    assertThat(retryAfter(99, false, START.plusMillis(500))).isEqualTo(1);
    assertThat(retryAfter(99, false, START.plusMillis(1_000))).isZero();
  }
}
