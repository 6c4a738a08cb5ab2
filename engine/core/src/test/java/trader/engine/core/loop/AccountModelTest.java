package trader.engine.core.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static trader.engine.core.kit.CoreKit.SECOND;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import trader.control.Account;
import trader.control.InstrumentId;
import trader.engine.core.Checkpoint;
import trader.engine.core.ControlEvent.CoreSettings;
import trader.engine.core.ControlEvent.Protection;
import trader.engine.core.InstrumentRules;
import trader.engine.core.VenueOrder;
import trader.engine.core.journal.JournalRecord;
import trader.engine.core.kit.Checks;
import trader.engine.core.kit.CoreKit;
import trader.engine.core.kit.CoreRig;
import trader.engine.core.kit.Story;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.OrderState;

/**
 * Random lives of an engine against a model of its account: commands, fills in parts, lost, late
 * and doubled answers, trades, orders and deposits by hand, imports, funding, kills in the middle
 * and restarts, on spot and in perpetuals, with and without amends. In the end the books are the
 * venue's, every position is protected, and no order was sent twice.
 */
class AccountModelTest {
  private static final List<InstrumentId> KINDS =
      List.of(CoreKit.BTC, CoreKit.AMENDED, CoreKit.PERP, CoreKit.AMENDED_PERP);
  private static final long FIRST = 50_000;

  /** How many lives are told in all where the long run is asked for, and the first one's seed. */
  private static final int MANY = Integer.getInteger("trader.model.seeds", 10_000);

  private static final long START = Long.getLong("trader.model.seed", FIRST + 1_000);

  /** After so many failures a long run ends early. */
  private static final int ENOUGH = 10;

  @Test
  void booksAreTheVenuesAfterHundredsOfTroubledLives() {
    LongStream.range(FIRST, FIRST + 200).forEach(AccountModelTest::tell);
  }

  @Tag("soak")
  @Test
  void booksAreTheVenuesAfterThousandsOfTroubledLives() {
    List<AssertionError> failures = new ArrayList<>();
    for (long seed = START; seed < START + MANY && failures.size() < ENOUGH; seed++) {
      try {
        tell(seed);
      } catch (AssertionError e) {
        failures.add(e);
      }
    }
    assertThat(failures).as("%d lives from seed %d on", MANY, START).isEmpty();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {60_000, 60_001, 60_002, 60_003, 60_004, 60_005, 60_006, 60_007})
  void sameSeedIsTheSameJournal(long seed) {
    assertThat(live(seed)).isEqualTo(live(seed));
  }

  private static void tell(long seed) {
    try {
      live(seed);
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("seed " + seed + " on " + kind(seed) + ": " + e.getMessage(), e);
    }
  }

  private static InstrumentId kind(long seed) {
    return KINDS.get((int) (seed % KINDS.size()));
  }

  /** Lives one life to its end, checks what must be so then, and answers every journal of it. */
  private static List<JournalRecord> live(long seed) {
    Random random = new Random(seed);
    boolean profits = random.nextInt(3) == 0;
    List<JournalRecord> journals = new ArrayList<>();
    Story story = new Story(seed, settings(seed, 0, profits)).troubled().meddled();
    // What others have taken away is still covered until the account is compared.
    story.rig().checks(Checks.withoutCoverage());
    for (int life = 1; life <= 2; life++) {
      CoreRig rig = story.rig();
      rig.killAt(rig.now() + random.nextLong(20 * SECOND), random);
      try {
        story.live(10 * SECOND);
      } catch (CoreRig.Killed expected) {
        assertThat(rig.journal()).isNotEmpty();
      }
      journals.addAll(rig.journal());
      story =
          story
              .restarted(settings(seed, life, profits), CrashTest.readBack(rig.journal()))
              .troubled();
    }
    story.settle();
    journals.addAll(story.rig().journal());
    agrees(story, kind(seed));
    return journals;
  }

  private static CoreSettings settings(long seed, int life, boolean profits) {
    return CoreKit.setup()
        .instruments(kind(seed))
        .session(1_767_614_400 + life)
        .maxDailyDrawdown("0.5")
        .warmUp(2 * SECOND)
        .protection(
            new Protection(
                true,
                5,
                20 * SECOND,
                3 * SECOND,
                new BigDecimal(profits ? "1.5" : "0"),
                500,
                60 * SECOND))
        .settings();
  }

  private static void agrees(Story story, InstrumentId instrument) {
    CoreRig rig = story.rig();
    Checkpoint books = rig.core().checkpoint();
    InstrumentRules rules = CoreKit.rules(instrument);
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
        .isEqualTo(
            rig.venue().working().stream()
                .filter(id -> !id.equals(Story.BY_HAND))
                .map(ClientOrderId::value)
                .sorted()
                .toList());
    assertThat(rig.venue().foreignOrdersTouched()).as("what someone placed by hand").isZero();
    Checkpoint.LedgerRecord ledger =
        books.ledgers().stream()
            .filter(record -> record.account() == Account.LIVE)
            .findFirst()
            .orElseThrow();
    assertThat(ledger.cash()).as("cash").isEqualByComparingTo(rig.venue().total("USDT"));
    String key = rules.perpetual() ? instrument.toString() : rules.baseAsset();
    BigDecimal foreign = ledger.foreign().getOrDefault(key, BigDecimal.ZERO);
    BigDecimal held = rig.held(Account.LIVE, instrument);
    assertThat(held.add(foreign))
        .as("held, ours and foreign")
        .isEqualByComparingTo(
            rules.perpetual()
                ? rig.venue().positionQty(instrument)
                : rig.venue().total(rules.baseAsset()));
    if (!rules.perpetual()) {
      assertThat(foreign)
          .as("no coin of ours was taken for someone else's")
          .isBetween(BigDecimal.ZERO, story.given());
    }
    protectedWhole(rig, held, rules);
    List<ClientOrderId> received = rig.venue().received();
    assertThat(new HashSet<>(received)).as("no order twice").hasSameSizeAs(received);
  }

  private static void protectedWhole(CoreRig rig, BigDecimal held, InstrumentRules rules) {
    BigDecimal stops =
        rig.venue().workingOrders().stream()
            .filter(order -> order.stopPrice().signum() > 0)
            .filter(order -> order.stopPrice().compareTo(rig.venue().last(order.instrument())) < 0)
            .map(VenueOrder::qty)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal bare = rules.floorQty(held).subtract(stops);
    // The venue judges a stop by its trigger, which is below the market.
    BigDecimal trigger = rig.venue().last(rules.instrument()).multiply(new BigDecimal("0.95"));
    assertThat(rules.tradable(bare, trigger)).as("of %s only %s has a stop", held, stops).isFalse();
  }
}
