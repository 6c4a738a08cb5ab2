package trader.bot.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static trader.bot.telegram.TelegramRig.ANNA;
import static trader.bot.telegram.TelegramRig.GROUP;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import trader.chatsim.telegram.Sent;

/** A bot before an API that counts its messages as the real one does. */
@Tag("integration")
class TelegramLimitsTest {
  private final TelegramRig rig = new TelegramRig();

  @AfterEach
  void close() {
    rig.close();
  }

  private Optional<Sent> answer(long chat, long question) {
    return rig.api().ofBot(chat).stream()
        .filter(sent -> sent.replyTo().equals(Optional.of(question)))
        .findFirst();
  }

  private void awaitAnswer(long chat, long question) {
    TelegramRig.await().until(() -> answer(chat, question).isPresent());
  }

  private int calls() {
    return Collections.frequency(rig.api().calls(), "sendmessage");
  }

  @Test
  void answersInOneChatComeASecondApartAndNoneIsLost() {
    rig.api().limited();
    rig.listening();

    List<Long> questions =
        List.of(
            rig.api().say(ANNA, ANNA, "/status"),
            rig.api().say(ANNA, ANNA, "/status"),
            rig.api().say(ANNA, ANNA, "/status"));
    questions.forEach(question -> awaitAnswer(ANNA, question));

    List<Instant> at = rig.api().ofBot(ANNA).stream().map(Sent::at).sorted().toList();
    assertThat(at).hasSize(3);
    for (int i = 1; i < at.size(); i++) {
      assertThat(Duration.between(at.get(i - 1), at.get(i)))
          .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }
    // Each of the two that had to wait was refused once, and not asked about before its time.
    assertThat(calls()).isLessThanOrEqualTo(5);
  }

  @Test
  void fullMinuteOfAGroupHoldsUpNoOtherChatAndEndsByItself() {
    rig.api().limited();
    rig.listening();
    for (int i = 0; i < 20; i++) {
      awaitAnswer(GROUP, rig.api().say(ANNA, GROUP, "/status"));
      rig.clock().advance(Duration.ofMillis(1_100));
    }

    int before = calls();
    long tooMany = rig.api().say(ANNA, GROUP, "/status");
    TelegramRig.await().until(() -> calls() > before);
    awaitAnswer(ANNA, rig.api().say(ANNA, ANNA, "/status"));

    assertThat(answer(GROUP, tooMany)).isEmpty();
    assertThat(calls()).isEqualTo(before + 2);
    rig.clock().advance(Duration.ofSeconds(60));
    awaitAnswer(GROUP, tooMany);
  }
}
