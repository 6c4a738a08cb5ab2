package trader.bot.slack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static trader.bot.slack.SlackRig.ALICE;
import static trader.bot.slack.SlackRig.BOB;
import static trader.bot.slack.SlackRig.DESK;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import trader.bot.chat.Answer;
import trader.chatsim.slack.WorkspaceOptions;
import trader.commands.Page;

/** The platform's own share of the time; the desk's is not in it. */
@Tag("soak")
class SlackLatencyTest {
  private static final int WARM_UP = 300;
  private static final int COMMANDS = 1_000;

  @Test
  void acknowledgesWithin25MillisAndEditsWithin100OverHttp() {
    try (SlackRig rig = SlackRig.http()) {
      measure(rig, "http");
    }
  }

  @Test
  void acknowledgesWithin25MillisAndEditsWithin100OverSocketMode() {
    try (SlackRig rig = SlackRig.socket(WorkspaceOptions.strict().unlimited())) {
      await().until(rig.platform::connected);
      measure(rig, "socket");
    }
  }

  private static void measure(SlackRig rig, String way) {
    rig.desk.on(
        "mode halt",
        (utterance, talk) -> {
          Instant now = Instant.now();
          talk.began("alice", "mode halt", now);
          talk.written(now);
          talk.answered(
              RecordingDesk.answer(
                  Page.titled("HALTED by " + utterance.words()).build(), Answer.Audience.PLACE));
        });
    List<Duration> acks = new ArrayList<>();
    List<Duration> edits = new ArrayList<>();
    for (int i = 0; i < WARM_UP + COMMANDS; i++) {
      String words = "halt number-" + i + ".";
      long began = System.nanoTime();
      var delivery = rig.workspace.type(ALICE, DESK, "/mode", words);
      rig.workspace.await(BOB, DESK, one -> one.shown().contains("HALTED by mode " + words));
      Duration shown = Duration.ofNanos(System.nanoTime() - began);
      if (i >= WARM_UP) {
        acks.add(delivery.ack().took());
        edits.add(shown);
      }
    }
    System.out.printf(
        "slack %s: acknowledged p50 %d us, p99 %d us; shown p50 %d us, p99 %d us; n %d%n",
        way, micros(acks, 50), micros(acks, 99), micros(edits, 50), micros(edits, 99), COMMANDS);
    assertThat(micros(acks, 99)).isLessThanOrEqualTo(25_000);
    assertThat(micros(edits, 99)).isLessThanOrEqualTo(100_000);
  }

  private static long micros(List<Duration> all, int percent) {
    Collections.sort(all);
    return all.get(all.size() * percent / 100).toNanos() / 1_000;
  }
}
