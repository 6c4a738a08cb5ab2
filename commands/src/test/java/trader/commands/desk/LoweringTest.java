package trader.commands.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static trader.commands.support.Rig.anna;
import static trader.commands.support.Rig.text;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import trader.commands.Actor;
import trader.commands.Command;
import trader.commands.Outcome;
import trader.commands.Reply;
import trader.commands.Role;
import trader.commands.support.Rig;
import trader.control.ControlLever;
import trader.control.Mode;

@Tag("integration")
class LoweringTest {
  @TempDir Path folder;
  private Rig rig;
  private Desk desk;

  @BeforeEach
  void open() {
    rig = new Rig(folder);
    desk = rig.desk();
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private Request halt(String id) {
    return new Request(
        id,
        anna(),
        new Command.SetMode(Mode.HALT),
        "incident drill",
        Optional.empty(),
        rig.clock().instant());
  }

  @Test
  void haltIsConfirmedWithItsTimeAndWhatWasCancelled() {
    Reply reply = desk.say(anna(), "/mode halt incident drill");

    assertThat(reply.outcome()).isEqualTo(Outcome.DONE);
    assertThat(text(reply))
        .startsWith("HALTED — engine blue closed its gate in 412 µs and confirmed at ")
        .contains("Gate CLOSED: no new orders leave.")
        .contains("cancelled       1: buy 0.5 BTCUSDT at 700.00 (tb-7-1)")
        .contains("positions stay  BTCUSDT 1.2 with stop 698.10");
    assertThat(rig.engine().held(ControlLever.MODE)).isEqualTo("halt");
    assertThat(desk.say(anna(), "/status"))
        .extracting(Rig::text)
        .asString()
        .startsWith("HALTED — mode is halt since ");
  }

  @Test
  void haltNeedsNoKeyAndNoReason() {
    Reply reply = rig.desk(Optional.empty(), Rig.options()).say(anna(), "mode halt");

    assertThat(reply.outcome()).isEqualTo(Outcome.DONE);
  }

  @Test
  void haltOfAHaltedEngineSaysThatItWasSoAlready() {
    desk.say(anna(), "/mode halt");

    assertThat(text(desk.say(anna(), "/mode halt")))
        .startsWith("HALTED — engine blue was so already and confirmed it at ");
  }

  @Test
  void lateCancelsAreAwaitedAndReportedOnce() {
    rig.engine().cancelLate();

    assertThat(text(desk.say(anna(), "/mode halt")))
        .contains("cancelled       1: ")
        .contains("unknown         0");
  }

  @Test
  void muteEngineLeadsToTheSecondRoute() {
    rig.engine().mute();

    Reply reply = desk.say(anna(), "/mode halt");

    assertThat(reply.outcome()).isEqualTo(Outcome.DONE);
    assertThat(text(reply))
        .startsWith("KILLED by the second route — engine blue closed its gate in 412 µs")
        .containsPattern("no engine answered there within [1-9]");
    assertThat(rig.engine().killTokens()).containsExactly(Rig.OPS_TOKEN);
  }

  @Test
  void muteEngineLeavesAPauseNotConfirmed() {
    rig.engine().mute();

    Reply reply = desk.say(anna(), "/pause");

    assertThat(reply.outcome()).isEqualTo(Outcome.NOT_ACKNOWLEDGED);
    assertThat(text(reply))
        .startsWith("NOT CONFIRMED by the engine — 'pause' was written to Redis at ")
        .containsPattern("no answer within [1-9]")
        .contains("engine blue   last heard ")
        .contains("engine green  has never been heard")
        .contains("kill -USR2 <pid>");
    assertThat(rig.engine().killTokens()).isEmpty();
  }

  @Test
  void redisDownHaltsThroughTheEngineItself() {
    rig.redis().process().kill();

    Reply reply = desk.say(anna(), "/mode halt incident drill");

    assertThat(reply.outcome()).isEqualTo(Outcome.DONE);
    assertThat(text(reply))
        .startsWith("KILLED by the second route — engine blue closed its gate in 412 µs")
        .contains("Redis did not take it: ")
        .contains("engine green  nobody listens at http://127.0.0.1:9");
    assertThat(rig.engine().held(ControlLever.KILL)).isEqualTo("killed");
  }

  @Test
  void hungRedisDoesNotHoldUpAHalt() {
    rig.redis().process().freeze();
    try {
      long start = System.nanoTime();
      Reply reply = desk.say(anna(), "/pause");

      assertThat(reply.outcome()).isEqualTo(Outcome.DONE);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    } finally {
      rig.redis().process().thaw();
    }
  }

  @Test
  void redisAndEngineDownSaysWhatFailedAndWhatToDo() {
    rig.redis().process().kill();
    rig.engine().close();

    Reply reply = desk.say(anna(), "/kill");

    assertThat(reply.outcome()).isEqualTo(Outcome.NOT_ACKNOWLEDGED);
    assertThat(text(reply))
        .startsWith("NOT CONFIRMED — 'kill' reached no engine, neither through Redis nor directly.")
        .contains("engine blue   nobody listens at ")
        .contains("kill -USR2 <pid>")
        .contains("systemctl stop")
        .contains("the venue's own page");
  }

  @Test
  void redisDownLeavesALowerCapitalStageUndone() {
    rig.redis().process().kill();

    Reply reply = desk.say(anna(), "/capital stage 10");

    assertThat(reply.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(text(reply)).startsWith("FAILED — 'capital stage 10' was not done: ");
    assertThat(rig.engine().held(ControlLever.KILL)).isEqualTo("armed");
  }

  @Test
  void statusAsksTheEngineItselfWhileRedisIsDown() {
    rig.redis().process().kill();

    assertThat(text(desk.say(anna(), "/status")))
        .startsWith("TRADING — auto, gate OPEN, capital 30 % (engine blue")
        .contains("Redis does not answer: ");
  }

  @Test
  void redeliveredHaltAnswersItsFirstResultAndActsOnce() {
    Reply first = desk.handle(halt("slack-1"));
    rig.engine().hold(ControlLever.MODE, "auto");
    try (Jedis raw = rig.raw()) {
      raw.set("mode", "auto");
    }

    Reply again = desk.handle(halt("slack-1"));

    assertThat(first.outcome()).isEqualTo(Outcome.DONE);
    assertThat(again.outcome()).isEqualTo(Outcome.DONE);
    assertThat(text(again))
        .startsWith("ANSWERED BEFORE, nothing was done now — HALTED — engine blue")
        .contains("To act again, send a new id.")
        .contains("now             TRADING — auto, gate OPEN");
    assertThat(rig.engine().held(ControlLever.MODE)).isEqualTo("auto");
  }

  @Test
  void sameIdWithAnotherBodyIsRefused() {
    desk.handle(halt("slack-1"));

    Reply other =
        desk.handle(
            new Request(
                "slack-1",
                anna(),
                new Command.Pause(),
                "",
                Optional.empty(),
                rig.clock().instant()));

    assertThat(other.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(text(other))
        .startsWith("REFUSED — the command id 'slack-1' was used for something else.");
  }

  @Test
  void oldHaltIsAppliedAndSaysThatItIsOld() {
    Reply reply =
        desk.handle(
            new Request(
                "late",
                anna(),
                new Command.SetMode(Mode.HALT),
                "",
                Optional.empty(),
                rig.clock().instant().minusSeconds(7_200)));

    assertThat(reply.outcome()).isEqualTo(Outcome.DONE);
    assertThat(text(reply)).contains("It was issued 2 h 0 min ago");
  }

  @Test
  void garbledKeysOfTheDeskDoNotStandInTheWayOfAHalt() {
    try (Jedis raw = rig.raw()) {
      for (String key : new String[] {"audit", "control:epoch", "mode"}) {
        raw.del(key);
        raw.lpush(key, "garbage");
      }
    }

    Reply reply = desk.say(anna(), "/mode halt");

    assertThat(reply.outcome()).isEqualTo(Outcome.DONE);
    assertThat(text(reply)).contains("Left out: the audit entry 'requested'");
    assertThat(rig.engine().held(ControlLever.MODE)).isEqualTo("halt");
  }

  @Test
  void viewerIsDeniedAndTheDenialIsAudited() {
    Actor viewer = new Actor("test", "bob", java.util.Set.of(Role.VIEWER), "a test");

    Reply reply = desk.say(viewer, "/mode halt");

    assertThat(text(reply)).startsWith("REFUSED — 'mode halt' needs the role operator.");
    assertThat(rig.store().auditTail(1).getFirst().draft())
        .satisfies(draft -> {
          assertThat(draft.actor()).isEqualTo("test:bob");
          assertThat(draft.action()).isEqualTo("mode halt");
          assertThat(draft.outcome()).isEqualTo("refused");
        });
  }

  @Test
  void haltIsAuditedAsRequestedAndApplied() {
    desk.say(anna(), "/mode halt incident drill");

    assertThat(rig.store().auditTail(2))
        .extracting(entry -> entry.draft().outcome())
        .containsExactly("applied", "requested");
    assertThat(rig.store().auditTail(1).getFirst().draft().before()).contains("auto");
    assertThat(rig.store().auditTail(1).getFirst().draft().after()).contains("halt");
    assertThat(text(desk.say(anna(), "/audit verify"))).startsWith("The audit chain holds");
  }

  @Test
  void closeIsSentOnceAndAnsweredByTheEngine() {
    Reply reply = desk.say(anna(), "/close btc/usdt take profit");

    assertThat(reply.outcome()).isEqualTo(Outcome.DONE);
    assertThat(text(reply)).startsWith("CLOSE BTCUSDT.BINANCE — engine blue confirmed at ");
    assertThat(rig.engine().requests()).hasSize(1);
  }
}
