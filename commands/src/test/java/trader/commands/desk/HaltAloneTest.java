package trader.commands.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static trader.commands.support.Rig.anna;
import static trader.commands.support.Rig.text;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trader.commands.Outcome;
import trader.commands.Reply;
import trader.commands.support.Rig;
import trader.redis.DeskStore;
import trader.redis.lettuce.LettuceDeskStore;

@Tag("integration")
class HaltAloneTest {
  private static final int OTHERS = 40;
  private static final Duration PROMPT = Duration.ofSeconds(1);

  @TempDir Path folder;
  private Rig rig;

  @BeforeEach
  void open() {
    rig = new Rig(folder);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private static Reply promptly(Desk desk, String words) {
    long start = System.nanoTime();
    Reply reply = desk.say(anna(), words);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PROMPT);
    return reply;
  }

  @Test
  void haltWaitsForNoneOfTheCommandsThatWaitForTheEngine() {
    try (DeskStore store = new LettuceDeskStore(rig.address(), rig.clock(), "test")) {
      Desk desk = rig.desk(store);
      AtomicInteger waiting = new AtomicInteger();
      rig.engine().mute();
      for (int i = 0; i < OTHERS; i++) {
        waiting.incrementAndGet();
        var _ =
            Thread.ofVirtual()
                .start(() -> {
                  desk.say(anna(), "/close all");
                  waiting.decrementAndGet();
                });
      }
      Awaitility.await().until(() -> rig.engine().requests().size() == OTHERS);
      rig.engine().speak();

      Reply halted = promptly(desk, "/mode halt");

      assertThat(halted.outcome()).as(() -> text(halted)).isEqualTo(Outcome.DONE);
      assertThat(waiting).hasPositiveValue();
      Awaitility.await().until(() -> waiting.get() == 0);
    }
  }

  @Test
  void haltOnADeskOfItsOwnWaitsForNoDeskWhoseStoreHangs() throws Exception {
    CountDownLatch stuck = new CountDownLatch(1);
    AtomicInteger inside = new AtomicInteger();
    DeskStore hanging =
        (DeskStore)
            Proxy.newProxyInstance(
                DeskStore.class.getClassLoader(),
                new Class<?>[] {DeskStore.class},
                (_, method, arguments) -> {
                  inside.incrementAndGet();
                  stuck.await();
                  try {
                    return method.invoke(rig.store(), arguments);
                  } catch (InvocationTargetException e) {
                    throw Objects.requireNonNull(e.getCause());
                  }
                });
    Desk other = rig.desk(hanging);
    AtomicInteger done = new AtomicInteger();
    for (int i = 0; i < OTHERS; i++) {
      var _ =
          Thread.ofVirtual()
              .start(() -> {
                other.say(anna(), "/status");
                done.incrementAndGet();
              });
    }
    Awaitility.await().until(() -> inside.get() == OTHERS);

    Reply halted = promptly(rig.desk(), "/mode halt");

    assertThat(halted.outcome()).as(() -> text(halted)).isEqualTo(Outcome.DONE);
    assertThat(done).hasValue(0);
    stuck.countDown();
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> done.get() == OTHERS);
  }
}
