package trader.commands.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static trader.commands.support.Rig.anna;
import static trader.commands.support.Rig.text;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import trader.commands.Command;
import trader.commands.Outcome;
import trader.commands.Page;
import trader.commands.Parsed;
import trader.commands.Parser;
import trader.commands.Reply;
import trader.commands.ReplyJson;
import trader.commands.support.Rig;
import trader.control.Alert;
import trader.control.Color;
import trader.control.ControlKey;
import trader.control.ControlLever;
import trader.control.Reason;
import trader.redis.DeskStore;

/** The same command id again: its first answer, whatever is so now. */
@Tag("integration")
class RedeliveryTest {
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

  private Request request(String id, String words) {
    return request(id, words, Optional.empty());
  }

  private Request request(String id, String words, Optional<String> confirmation) {
    Parsed.Understood parsed = (Parsed.Understood) Parser.parse(words);
    return new Request(
        id, anna(), parsed.command(), parsed.reason(), confirmation, rig.clock().instant());
  }

  /** As if someone else had moved it meanwhile. */
  private void stageIs(String percent) {
    try (Jedis raw = rig.raw()) {
      raw.del("control:capital");
      raw.set("capital:stage", percent);
    }
    rig.engine().hold(ControlLever.CAPITAL, percent);
    Awaitility.await()
        .until(() ->
            rig.store()
                .engineState(Color.BLUE)
                .filter(state -> Direction.obeyedPercent(state).equals(stage(percent)))
                .isPresent());
  }

  private static Optional<Integer> stage(String percent) {
    return Optional.of(Integer.valueOf(percent));
  }

  private String stageHeld() {
    return rig.engine().held(ControlLever.CAPITAL);
  }

  @Test
  void previewThatWouldLowerByNowIsShownAgainAndLowersNothing() {
    Reply first = desk.handle(request("c1", "capital stage 50"));
    stageIs("70");

    Reply again = desk.handle(request("c1", "capital stage 50"));

    assertThat(again).isEqualTo(first).isInstanceOf(Reply.Previewed.class);
    assertThat(stageHeld()).isEqualTo("70");
  }

  @Test
  void soAlreadyThatWouldLowerByNowIsAnsweredAgainAndLowersNothing() {
    Reply first = desk.handle(request("c1", "capital stage 30"));
    stageIs("70");

    Reply again = desk.handle(request("c1", "capital stage 30"));

    assertThat(text(first)).startsWith("SO ALREADY");
    assertThat(text(again)).startsWith("ANSWERED BEFORE, nothing was done now — SO ALREADY");
    assertThat(stageHeld()).isEqualTo("70");
  }

  @Test
  void soAlreadyThatWouldRaiseByNowIsNotPreviewed() {
    desk.handle(request("c1", "capital stage 30"));
    stageIs("10");

    Reply again = desk.handle(request("c1", "capital stage 30"));

    assertThat(text(again)).startsWith("ANSWERED BEFORE, nothing was done now — SO ALREADY");
  }

  @Test
  void loweringThatWouldRaiseByNowIsNotPreviewed() {
    assertThat(desk.handle(request("c1", "capital stage 20")).outcome()).isEqualTo(Outcome.DONE);
    stageIs("10");

    Reply again = desk.handle(request("c1", "capital stage 20"));

    assertThat(text(again)).startsWith("ANSWERED BEFORE, nothing was done now — CAPITAL");
    assertThat(stageHeld()).isEqualTo("10");
  }

  @Test
  void confirmedUnderThePreviewsIdEachIsAnsweredAsItWas() {
    Request asked = request("c1", "capital stage 50");
    Reply.Previewed preview = (Reply.Previewed) desk.handle(asked);
    Request confirmed =
        request("c1", "capital stage 50 a week without alerts", Optional.of(preview.id()));
    Reply done = desk.handle(confirmed);
    assertThat(done.outcome()).as(() -> text(done)).isEqualTo(Outcome.DONE);

    assertThat(desk.handle(asked)).isEqualTo(preview);
    assertThat(text(desk.handle(confirmed))).startsWith("ANSWERED BEFORE, nothing was done now");
    stageIs("70");
    assertThat(text(desk.handle(confirmed))).startsWith("ANSWERED BEFORE, nothing was done now");
    assertThat(stageHeld()).isEqualTo("70");
  }

  @Test
  void idThatWasShownAPreviewIsRefusedForAnotherBody() {
    desk.handle(request("c1", "capital stage 50"));

    Reply other = desk.handle(request("c1", "capital stage 10"));

    assertThat(ReplyJson.form(other).refusal()).isEqualTo("command_id_reused");
    assertThat(stageHeld()).isEqualTo("30");
  }

  @Test
  void idThatHaltedIsRefusedForARaise() {
    desk.handle(request("c1", "pause"));

    Reply other = desk.handle(request("c1", "capital stage 50"));

    assertThat(ReplyJson.form(other).refusal()).isEqualTo("command_id_reused");
  }

  @Test
  void haltReadsNothingOfEarlierAnswersBeforeItActs() {
    List<String> calls = new CopyOnWriteArrayList<>();
    DeskStore listening = store((method, _) -> calls.add(method));

    rig.desk(listening).handle(request("c1", "mode halt"));

    assertThat(calls.subList(0, calls.indexOf("apply"))).doesNotContain("claimed");
  }

  @Test
  void snapshotThatArrivesTwiceAtOnceIsTakenOnce() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger taken = new AtomicInteger();
    Desk slow =
        new Desk(
            rig.store(),
            rig.address(),
            rig.link(),
            Optional.of(ControlKey.of(Rig.CONTROL_KEY)),
            Rig.options(),
            _ -> {
              taken.incrementAndGet();
              await(go);
              return new Desk.SnapshotTaker.Taken(true, Page.titled("taken").build());
            },
            new Ids(new SecureRandom()),
            rig.clock());

    try (ExecutorService both = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Reply> first = both.submit(() -> slow.handle(request("c1", "snapshot now")));
      Awaitility.await().until(() -> taken.get() == 1);
      Reply second = both.submit(() -> slow.handle(request("c1", "snapshot now"))).get();
      go.countDown();

      assertThat(ReplyJson.form(second).refusal()).isEqualTo("command_id_running");
      assertThat(first.get().outcome()).isEqualTo(Outcome.DONE);
      assertThat(taken).hasValue(1);
    }
  }

  @Test
  void alertNotedTwiceAtOnceIsNotedOnce() throws Exception {
    rig.store()
        .raise(
            new Alert(
                Alert.Severity.WARNING,
                Reason.DRAWDOWN,
                "desk",
                "it fell",
                "test",
                rig.clock().instant()));
    for (Command command :
        List.of(
            new Command.AcknowledgeAlert(Alert.shortId("drawdown:desk")),
            new Command.SilenceAlerts("drawdown", 5))) {
      CountDownLatch go = new CountDownLatch(1);
      AtomicInteger acted = new AtomicInteger();
      Desk slow =
          rig.desk(
              store((method, _) -> {
                if (method.equals("acknowledge") || method.equals("silence")) {
                  acted.incrementAndGet();
                  await(go);
                }
              }));
      Request request = slow.request(anna(), command, "");

      try (ExecutorService both = Executors.newVirtualThreadPerTaskExecutor()) {
        Future<Reply> first = both.submit(() -> slow.handle(request));
        Awaitility.await().until(() -> acted.get() == 1);
        Reply second = both.submit(() -> slow.handle(request)).get();
        go.countDown();

        assertThat(ReplyJson.form(second).refusal()).isEqualTo("command_id_running");
        assertThat(first.get().outcome()).isEqualTo(Outcome.DONE);
        assertThat(acted).hasValue(1);
      }
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Told of each call before the real store does it. */
  private interface Ear {
    void hear(String method, Object[] arguments);
  }

  private DeskStore store(Ear ear) {
    return (DeskStore)
        Proxy.newProxyInstance(
            DeskStore.class.getClassLoader(),
            new Class<?>[] {DeskStore.class},
            (_, method, arguments) -> {
              Object[] given = arguments == null ? new Object[0] : arguments;
              ear.hear(method.getName(), given);
              try {
                return method.invoke(rig.store(), given);
              } catch (InvocationTargetException e) {
                throw Objects.requireNonNull(e.getCause());
              }
            });
  }
}
