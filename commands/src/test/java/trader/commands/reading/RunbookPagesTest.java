package trader.commands.reading;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import trader.commands.Outcome;
import trader.commands.Page;
import trader.commands.Parsed;
import trader.commands.Parser;
import trader.commands.Reply;
import trader.commands.ReplyPage;
import trader.commands.Step;
import trader.control.Reason;

class RunbookPagesTest {

  @Test
  void everyReasonHasAChapterWithSteps() {
    for (Reason reason : Reason.values()) {
      Reply reply = RunbookPages.of(reason.text());

      assertThat(reply.outcome()).as(reason.text()).isEqualTo(Outcome.DONE);
      assertThat(ReplyPage.of(reply).next()).as(reason.text()).isNotEmpty();
    }
  }

  @Test
  void alertsAreFoundByTheNameThatAlertRulesUse() {
    Page page = ReplyPage.of(RunbookPages.of("RLPolicyStale"));

    assertThat(page.title())
        .isEqualTo(
            "RUNBOOK RLPolicyStale — The policy has not been updated for an hour. Answer within 15"
                + " minutes, else it escalates to the next contact.");
    assertThat(page.next()).anyMatch(Step.Do.class::isInstance);
    assertThat(RunbookPages.of("externalfeedstale").outcome()).isEqualTo(Outcome.DONE);
  }

  @Test
  void stepsThatAreCommandsCanBeSaid() {
    for (String name : RunbookPages.names()) {
      for (Step step : ReplyPage.of(RunbookPages.of(name)).next()) {
        if (step instanceof Step.Say say) {
          assertThat(Parser.parse(say.command())).isInstanceOf(Parsed.Understood.class);
        } else if (step instanceof Step.Do act) {
          assertThat(act.action()).as(name).doesNotMatch("`/[a-z ]+` — .*");
        }
      }
    }
  }

  @Test
  void unknownAlertSaysWhichOnesThereAre() {
    assertThat(ReplyPage.of(RunbookPages.of("drowdawn")).title())
        .startsWith("alert 'drowdawn' is none of operator, signal, ")
        .contains("did you mean drawdown?");
  }
}
