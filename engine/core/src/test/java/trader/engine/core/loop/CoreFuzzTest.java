package trader.engine.core.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static trader.engine.core.kit.CoreKit.BTC;
import static trader.engine.core.kit.CoreKit.SECOND;
import static trader.engine.core.kit.CoreKit.dec;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import trader.control.Account;
import trader.control.EngineState;
import trader.engine.core.Checkpoint;
import trader.engine.core.kit.CoreKit;
import trader.engine.core.kit.CoreRig;
import trader.engine.core.kit.Story;
import trader.engine.core.orders.OrderState;
import trader.engine.core.orders.Purpose;

/** Random stories: nothing throws, every check holds on the way, and in the end all agrees. */
class CoreFuzzTest {

  static LongStream manySeeds() {
    return LongStream.range(1_000, 1_300);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void booksAgreeWithTheVenueAfterATroubledStory(long seed) {
    tell(seed, 120 * SECOND);
  }

  @Tag("soak")
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("manySeeds")
  void booksAgreeWithTheVenueAfterManyTroubledStories(long seed) {
    tell(seed, 600 * SECOND);
  }

  private static void tell(long seed, long micros) {
    Story story =
        new Story(seed, CoreKit.setup().maxDailyDrawdown("0.2").warmUp(2 * SECOND).settings())
            .troubled();
    CoreRig rig = story.rig();
    story.live(micros);
    story.settle();
    assertAgreement(rig);
    assertThat(rig.state().alerts()).as("state is shown without fault").isNotNull();
  }

  @Test
  void storiesTrade() {
    Story story = new Story(1, CoreKit.setup().settings());
    story.live(240 * SECOND);
    assertThat(story.rig().submitted(Purpose.ENTRY)).hasSizeGreaterThan(3);
    assertThat(story.rig().submitted(Purpose.EXIT)).hasSizeGreaterThan(3);
    assertThat(story.rig().submitted(Purpose.STOP)).hasSizeGreaterThan(3);
  }

  static void assertAgreement(CoreRig rig) {
    Checkpoint books = rig.core().checkpoint();
    List<String> open =
        books.orders().stream()
            .filter(record -> !record.state().finished())
            .filter(record -> record.order().account() == Account.LIVE)
            .peek(record -> assertThat(record.state()).isEqualTo(OrderState.WORKING))
            .map(record -> record.order().id().value())
            .sorted()
            .toList();
    assertThat(open)
        .as("open orders")
        .isEqualTo(rig.venue().working().stream().map(Object::toString).sorted().toList());
    Checkpoint.LedgerRecord ledger =
        books.ledgers().stream()
            .filter(record -> record.account() == Account.LIVE)
            .findFirst()
            .orElseThrow();
    assertThat(ledger.cash()).as("cash").isEqualByComparingTo(rig.venue().total("USDT"));
    BigDecimal foreign = ledger.foreign().getOrDefault("BTC", BigDecimal.ZERO);
    assertThat(rig.held().add(foreign)).as("coins").isEqualByComparingTo(rig.venue().total("BTC"));
    assertThat(foreign).as("no coin of ours was taken for someone else's").isZero();
    EngineState state = rig.state();
    assertThat(state.positions())
        .as("every position is protected")
        .allSatisfy(position -> assertThat(position.stopPrice()).isNotNull());
    assertThat(CoreKit.rules(BTC).tradable(rig.held(), dec("50")) && state.positions().isEmpty())
        .isFalse();
  }
}
