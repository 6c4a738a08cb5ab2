package trader.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import trader.redis.Json;

class ReplyJsonTest {

  @Test
  void everyKindOfSectionAndStepSurvivesTheWayThroughJson() {
    Page page =
        Page.titled("HALTED — µs \"quoted\"")
            .fact("cancelled", "1")
            .line("a sentence")
            .table("t", List.of("a", "b#"), List.of(List.of("1", "2")))
            .say("why", "levers")
            .act("systemctl stop")
            .data(Json.mapper().createObjectNode().put("x", 1))
            .build();

    Reply.Answered read = ReplyJson.read(ReplyJson.write(new Reply.Answered(Outcome.DONE, page)));

    assertThat(read.outcome()).isEqualTo(Outcome.DONE);
    assertThat(read.page()).isEqualTo(page);
  }

  @Test
  void refusalsCarryTheirKind() {
    Reply reply = new Reply.Refused(new Refusal.CommandIdReused("x"));

    assertThat(ReplyJson.form(reply).refusal()).isEqualTo("command_id_reused");
    assertThat(ReplyJson.form(reply).exitStatus()).isEqualTo(3);
  }
}
