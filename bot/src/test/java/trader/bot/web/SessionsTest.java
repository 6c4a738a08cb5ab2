package trader.bot.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import trader.bot.http.Entrance.Credential;
import trader.commands.support.MovableClock;

class SessionsTest {
  private static final Credential SOMEONE = new Credential("hash", "");
  private final MovableClock clock = MovableClock.at(Instant.parse("2026-11-21T03:00:00Z"));
  private final Sessions sessions = new Sessions(new SecureRandom(), clock);

  @Test
  void cookieFindsItsLoginAndNoOtherDoes() {
    Sessions.Opened opened = sessions.open(SOMEONE);

    assertThat(sessions.find(opened.cookie())).containsSame(opened.session());
    assertThat(sessions.find(opened.cookie() + "x")).isEmpty();
    assertThat(sessions.find("")).isEmpty();
    assertThat(opened.cookie()).hasSize(43);
  }

  @Test
  void useKeepsALoginAliveUpToItsLongestTime() {
    Sessions.Opened opened = sessions.open(SOMEONE);
    clock.advance(Sessions.IDLE.minusSeconds(1));
    opened.session().used(clock.instant());
    clock.advance(Sessions.IDLE.minusSeconds(1));
    assertThat(sessions.find(opened.cookie())).isPresent();

    clock.advance(Duration.ofSeconds(1));

    assertThat(sessions.find(opened.cookie())).isEmpty();
    assertThat(opened.session().endsAt())
        .isBeforeOrEqualTo(opened.session().since().plus(Sessions.LONGEST));
  }

  @Test
  void endedLoginIsFoundNoMore() {
    Sessions.Opened opened = sessions.open(SOMEONE);
    sessions.end(opened.session());

    assertThat(sessions.find(opened.cookie())).isEmpty();
    assertThat(sessions.holds(opened.session())).isFalse();
  }

  @Test
  void theOldestLoginGivesWayWhereThereAreTooMany() {
    Set<String> cookies = new HashSet<>();
    Sessions.Opened first = sessions.open(SOMEONE);
    for (int i = 0; i < 200; i++) {
      clock.advance(Duration.ofMillis(1));
      cookies.add(sessions.open(SOMEONE).cookie());
    }

    assertThat(cookies).hasSize(200);
    assertThat(sessions.count()).isEqualTo(100);
    assertThat(sessions.find(first.cookie())).isEmpty();
  }
}
