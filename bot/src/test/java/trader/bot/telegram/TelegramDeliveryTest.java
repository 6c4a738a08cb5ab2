package trader.bot.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static trader.bot.telegram.TelegramRig.ANNA;
import static trader.bot.telegram.TelegramRig.GROUP;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import trader.bot.alerts.Message;
import trader.bot.alerts.Outlet.UndeliveredException;
import trader.bot.chat.Button;
import trader.chatsim.telegram.Sent;
import trader.commands.Page;

@Tag("integration")
class TelegramDeliveryTest {
  private final TelegramRig rig = new TelegramRig();

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void loudAlertGoesToTheUsualChatWithButtonsAndASilentOneMakesNoSound() throws Exception {
    TelegramPlatform platform = rig.listening();
    Button halt = new Button("Halt", "mode halt", Button.Style.DANGER, Set.of());

    platform.deliver(new Message("a", true, Optional.empty(), page("Loud"), List.of(halt)));
    platform.deliver(
        new Message("b", false, Optional.of(Long.toString(ANNA)), page("Quiet"), List.of()));

    Sent loud = rig.shown(GROUP, "Loud");
    assertThat(loud.silent()).isFalse();
    assertThat(loud.buttons()).containsExactly(new Sent.Button("Halt", "=mode halt", "danger"));
    assertThat(rig.shown(ANNA, "Quiet").silent()).isTrue();
  }

  @Test
  void retryAfterIsHandedOnAndHeldAgainstTheNextOneWithoutACall() {
    TelegramPlatform platform = rig.listening();
    rig.api().faults().tooMany("sendMessage", 1, 7);

    UndeliveredException first = undelivered(platform, Optional.empty());
    UndeliveredException second = undelivered(platform, Optional.empty());

    assertThat(first.retryAfter()).contains(Duration.ofSeconds(7));
    assertThat(first.permanent()).isFalse();
    assertThat(second.retryAfter().orElseThrow())
        .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(7));
    assertThat(Collections.frequency(rig.api().calls(), "sendmessage")).isEqualTo(1);
  }

  @Test
  void chatThatIsGoneOrUnknownIsAPermanentFailureInTelegramsWords() {
    TelegramPlatform platform = rig.listening();
    rig.api().shut(GROUP, true);

    UndeliveredException gone = undelivered(platform, Optional.empty());
    UndeliveredException unknown = undelivered(platform, Optional.of("-5"));

    assertThat(gone).hasMessageContaining("403").hasMessageContaining("kicked");
    assertThat(gone.permanent()).isTrue();
    assertThat(unknown).hasMessageContaining("chat not found");
    assertThat(unknown.permanent()).isTrue();
  }

  @Test
  void triedAgainItDoesNotRepeatThePartsThatAreOut() throws Exception {
    TelegramPlatform platform = rig.listening();
    Message message =
        new Message(
            "long",
            true,
            Optional.empty(),
            Page.titled("Long").lines(Collections.nCopies(60, "y".repeat(100))).build(),
            List.of());
    rig.api().faults().refuse("sendMessage", 0, 500, "Internal Server Error");
    platform.deliver(new Message("one", true, Optional.empty(), page("One"), List.of()));
    rig.api().faults().refuse("sendMessage", 1, 500, "Internal Server Error");
    UndeliveredException failed =
        catchThrowableOfType(UndeliveredException.class, () -> platform.deliver(message));
    assertThat(failed.permanent()).isFalse();

    platform.deliver(message);

    assertThat(rig.api().ofBot(GROUP)).hasSize(3);
  }

  private static UndeliveredException undelivered(TelegramPlatform platform, Optional<String> to) {
    return catchThrowableOfType(
        UndeliveredException.class,
        () -> platform.deliver(new Message("m", true, to, page("Words"), List.of())));
  }

  private static Page page(String title) {
    return Page.titled(title).build();
  }
}
