package trader.venues.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import trader.venues.VenueMetrics;

class SharedReadsTest {
  private static final long START = 60_000_000_000L;

  private final AtomicLong now = new AtomicLong(START);
  private final RateLimits limits = new RateLimits(now::get, VenueMetrics.NONE);
  private final Deque<Runnable> loop = new ArrayDeque<>();
  private final SharedReads reads = new SharedReads(limits, loop::addLast);
  private final List<Consumer<RestAnswer>> calls = new ArrayList<>();
  private final List<RestAnswer> answers = new ArrayList<>();

  private void ask(String key) {
    reads.read(key, calls::add, answers::add);
    for (Runnable task = loop.pollFirst(); task != null; task = loop.pollFirst()) {
      task.run();
    }
  }

  private static RestAnswer ok() {
    return new RestAnswer.Ok(new JsonMapper().readTree("{}"));
  }

  @Test
  void whoAsksWhileAReadIsUnderWayGetsItsAnswer() {
    ask("rules");
    ask("rules");
    ask("bars");
    assertThat(calls).hasSize(2);
    assertThat(answers).isEmpty();

    RestAnswer answer = ok();
    calls.getFirst().accept(answer);

    assertThat(answers).containsExactly(answer, answer);
  }

  @Test
  void youngAnswerIsGivenAgainAndAnOldOneIsNot() {
    ask("rules");
    calls.getFirst().accept(ok());
    now.addAndGet(1_000_000);
    ask("rules");
    assertThat(calls).hasSize(1);
    assertThat(answers).hasSize(2);

    now.addAndGet(1);
    ask("rules");
    assertThat(calls).hasSize(2);
  }

  @Test
  void answersAreGoodForLongerTheMoreOfTheLimitIsUsed() {
    limits.weightPerMinute(1_000);
    ask("rules");
    calls.getFirst().accept(ok());
    now.addAndGet(10_000_000);
    limits.spend(800);
    ask("rules");
    assertThat(calls).as("20 times as long with nothing left for reads").hasSize(1);

    now.addAndGet(10_000_001);
    ask("rules");
    assertThat(calls).hasSize(2);
  }

  @Test
  void failureIsToldToAllWhoWaitedAndNotKept() {
    ask("rules");
    ask("rules");
    calls.getFirst().accept(new RestAnswer.Failed("no answer in time"));
    assertThat(answers).hasSize(2).hasOnlyElementsOfType(RestAnswer.Failed.class);

    ask("rules");
    assertThat(calls).hasSize(2);
  }
}
