package trader.bot.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import trader.commands.Outcome;
import trader.commands.Page;
import trader.commands.Reply;

class ButtonsTest {
  private static final Page PAGE =
      Page.titled("title")
          .say("confirm K7Q2MX <reason>", "do it")
          .say("close <symbol>", "has a gap that is no reason")
          .say("rearm <reason>", "when trading is wanted again")
          .say("mode halt", "stops new orders")
          .act("look at the venue's page")
          .build();

  @Test
  void previewIsConfirmedByTheFirstButtonWhichAsksForWhatIsMissing() {
    List<Button> buttons =
        Buttons.below(
            new Reply.Previewed(
                "K7Q2MX", Instant.EPOCH, PAGE, Set.of(Reply.Ask.REASON, Reply.Ask.CODE)),
            PAGE);

    assertThat(buttons)
        .containsExactly(
            new Button(
                "Confirm",
                "confirm K7Q2MX",
                Button.Style.PRIMARY,
                Set.of(Button.Field.CODE, Button.Field.REASON)),
            new Button("Rearm", "rearm", Button.Style.PLAIN, Set.of(Button.Field.REASON)),
            new Button("Mode halt", "mode halt", Button.Style.DANGER, Set.of()));
  }

  @Test
  void nextStepThatTakesACodeAsksForIt() {
    Page page =
        Page.titled("proposals").say("approve P-1 <code>", "yes").say("reject P-1", "no").build();

    assertThat(Buttons.below(new Reply.Answered(Outcome.DONE, page), page))
        .containsExactly(
            new Button("Approve P-1", "approve P-1", Button.Style.PLAIN, Set.of(Button.Field.CODE)),
            new Button("Reject P-1", "reject P-1", Button.Style.PLAIN, Set.of()));
  }

  @Test
  void whatWaitsForASecondPersonCanBeApprovedAndRejected() {
    Page page = Page.titled("waits").build();

    assertThat(
            Buttons.below(
                new Reply.AwaitingApproval("K7Q2MX", Instant.EPOCH, List.of("ben"), page), page))
        .extracting(Button::words)
        .containsExactly("approve K7Q2MX", "reject K7Q2MX");
  }

  @Test
  void whatIsNotConfirmedIsCheckedOrHalted() {
    Page page = Page.titled("not confirmed").say("mode halt", "stops new orders").build();

    assertThat(Buttons.below(new Reply.Answered(Outcome.NOT_ACKNOWLEDGED, page), page))
        .extracting(Button::label)
        .containsExactly("Check", "Halt");
  }
}
