package trader.engine.core.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static trader.engine.core.kit.CoreKit.BTC;
import static trader.engine.core.kit.CoreKit.ETH;
import static trader.engine.core.kit.CoreKit.SECOND;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import trader.engine.core.Action;
import trader.engine.core.ControlEvent;
import trader.engine.core.Event;
import trader.engine.core.kit.CoreKit;
import trader.engine.core.kit.Invariants;
import trader.engine.core.kit.RandomEvents;
import trader.engine.core.kit.SwingStrategy;

/**
 * Events in any order, also such as no venue would send: the core neither fails nor does what must
 * never be done, and does the same again when it is given the same.
 */
class EventFuzzTest {
  private static final ControlEvent.CoreSettings SETTINGS =
      CoreKit.setup().instruments(BTC, ETH).maxDailyDrawdown("0.5").warmUp(2 * SECOND).settings();

  static LongStream fewSeeds() {
    return LongStream.range(7_000, 7_020);
  }

  static LongStream manySeeds() {
    return LongStream.range(8_000, 8_100);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("fewSeeds")
  void whateverComesNothingForbiddenIsDone(long seed) {
    tell(seed, 1_500);
  }

  @Tag("soak")
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("manySeeds")
  void whateverComesNothingForbiddenIsDoneForLong(long seed) {
    tell(seed, 6_000);
  }

  private static void tell(long seed, int count) {
    RandomEvents events = new RandomEvents(seed, SETTINGS);
    ControlEvent.Configured first = new ControlEvent.Configured(events.now(), SETTINGS);
    Core core = Core.deciding(first, _ -> new SwingStrategy());
    Invariants invariants = new Invariants(seed, core);
    List<Event> fed = new ArrayList<>();
    List<List<Action>> wanted = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Event event = events.next(core);
      List<Action> actions = List.copyOf(core.on(event));
      fed.add(event);
      wanted.add(actions);
      events.seen(actions);
      invariants.check(event, actions);
    }
    Core again = Core.deciding(first, _ -> new SwingStrategy());
    for (int i = 0; i < fed.size(); i++) {
      assertThat(again.on(fed.get(i)))
          .as("seed %s, event %s again", seed, i)
          .isEqualTo(wanted.get(i));
    }
    assertThat(again.checkpoint()).isEqualTo(core.checkpoint());
  }
}
