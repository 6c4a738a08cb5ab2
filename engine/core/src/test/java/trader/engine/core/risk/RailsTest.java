package trader.engine.core.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static trader.engine.core.kit.CoreKit.BTC;
import static trader.engine.core.kit.CoreKit.NOON;
import static trader.engine.core.kit.CoreKit.SECOND;
import static trader.engine.core.kit.CoreKit.dec;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import trader.engine.core.InstrumentRules;
import trader.engine.core.kit.CoreKit;

class RailsTest {
  private static final InstrumentRules RULES = CoreKit.rules(BTC);
  private static final Rails.Room ROOM =
      new Rails.Room(dec("100000"), dec("100000"), dec("0"), 100);
  private final Rails rails = new Rails(CoreKit.setup().limits());

  private Optional<Refusal> check(Rails.Room room, String qty, String price, String last) {
    return rails.check(room, dec(qty), dec(price), dec(last), RULES, NOON);
  }

  @ParameterizedTest
  @CsvSource({"9.99999,true", "10,true", "10.00001,false"})
  void notionalPerOrder(String qty, boolean passes) {
    Optional<Refusal> refusal = check(ROOM, qty, "100", "100");
    assertThat(refusal.isEmpty()).isEqualTo(passes);
    refusal.ifPresent(why -> assertThat(why.text()).contains("1000.001", "MAX_NOTIONAL_PER_ORDER"));
  }

  @ParameterizedTest
  @CsvSource({"4499.99,true", "4500,true", "4500.01,false"})
  void totalNotional(String deployed, boolean passes) {
    Rails.Room room = new Rails.Room(dec("100000"), dec("100000"), dec(deployed), 100);
    Optional<Refusal> refusal = check(room, "5", "100", "100");
    assertThat(refusal.isEmpty()).isEqualTo(passes);
    refusal.ifPresent(why -> assertThat(why).isInstanceOf(Refusal.TotalNotionalOverLimit.class));
  }

  @ParameterizedTest
  @CsvSource({"5001,true", "5000,true", "4999.9,false"})
  void capitalStage(String equity, boolean passes) {
    Rails.Room room = new Rails.Room(dec(equity), dec("100000"), dec("0"), 10);
    Optional<Refusal> refusal = check(room, "5", "100", "100");
    assertThat(refusal.isEmpty()).isEqualTo(passes);
    refusal.ifPresent(why -> assertThat(why).isInstanceOf(Refusal.CapitalOverStage.class));
  }

  @ParameterizedTest
  @CsvSource({"500.01,true", "500,true", "499.99,false"})
  void cash(String cash, boolean passes) {
    Rails.Room room = new Rails.Room(dec("100000"), dec(cash), dec("0"), 100);
    Optional<Refusal> refusal = check(room, "5", "100", "100");
    assertThat(refusal.isEmpty()).isEqualTo(passes);
    refusal.ifPresent(why -> assertThat(why).isInstanceOf(Refusal.OverCash.class));
  }

  @ParameterizedTest
  @CsvSource({"101.99,true", "102,true", "102.01,false", "98,true", "97.99,false"})
  void priceCollar(String price, boolean passes) {
    Optional<Refusal> refusal = check(ROOM, "1", price, "100");
    assertThat(refusal.isEmpty()).isEqualTo(passes);
    refusal.ifPresent(why -> assertThat(why.text()).contains("further than 2 % from"));
  }

  @ParameterizedTest
  @CsvSource({"0.05,true", "0.05001,true", "0.04999,false", "0,false", "-1,false"})
  void venuesMinimumNotional(String qty, boolean passes) {
    Optional<Refusal> refusal = check(ROOM, qty, "100", "100");
    assertThat(refusal.isEmpty()).isEqualTo(passes);
    refusal.ifPresent(why -> assertThat(why).isInstanceOf(Refusal.TooSmall.class));
  }

  @Test
  void messageRateCountsTheLastSecond() {
    for (int i = 0; i < 5; i++) {
      assertThat(rails.check(ROOM, dec("1"), dec("100"), dec("100"), RULES, NOON + i)).isEmpty();
      rails.sent(NOON + i);
    }
    assertThat(rails.check(ROOM, dec("1"), dec("100"), dec("100"), RULES, NOON + SECOND - 1))
        .contains(new Refusal.RateExceeded(5));
    assertThat(rails.check(ROOM, dec("1"), dec("100"), dec("100"), RULES, NOON + SECOND)).isEmpty();
  }

  @Test
  void sizeLosesTheRiskBudgetAtItsStop() {
    Rails.Room room = new Rails.Room(dec("10000"), dec("10000"), dec("0"), 50);
    assertThat(rails.size(room, dec("100"), dec("10"), RULES)).isEqualByComparingTo("5");
    assertThat(rails.size(room, dec("100"), dec("1"), RULES))
        .as("cut to the notional of one order")
        .isEqualByComparingTo("10");
  }

  @Test
  void noRoomIsNoQuantity() {
    Rails.Room full = new Rails.Room(dec("10000"), dec("10000"), dec("5000"), 50);
    assertThat(rails.size(full, dec("100"), dec("1"), RULES)).isEqualByComparingTo("0");
    Rails.Room broke = new Rails.Room(dec("-5"), dec("-5"), dec("0"), 100);
    assertThat(rails.size(broke, dec("100"), dec("1"), RULES).signum()).isNotPositive();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {21, 22, 23, 24, 25})
  void sizeNeverExceedsAnyLimit(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      int percent = new int[] {0, 10, 20, 30, 50, 70, 100}[random.nextInt(7)];
      Rails.Room room =
          new Rails.Room(
              money(random, 20_000), money(random, 20_000), money(random, 6_000), percent);
      BigDecimal price = BigDecimal.valueOf(random.nextLong(1, 10_000_000), 2);
      BigDecimal stop = BigDecimal.valueOf(random.nextLong(1, 1_000_000), 2);
      BigDecimal qty = rails.size(room, price, stop, RULES);
      assertThat(qty.remainder(RULES.lotSize()).signum()).as("whole lots").isZero();
      assertThat(qty).isLessThanOrEqualTo(RULES.maxQty());
      Optional<Refusal> refusal = rails.check(room, qty, price, price, RULES, NOON);
      assertThat(refusal)
          .as("qty %s at %s in %s", qty, price, room)
          .satisfiesAnyOf(
              none -> assertThat(none).isEmpty(),
              small -> assertThat(small).get().isInstanceOf(Refusal.TooSmall.class));
      if (qty.signum() > 0) {
        BigDecimal loss = qty.multiply(stop);
        BigDecimal budget = room.allowed().multiply(dec("0.01"));
        assertThat(loss).isLessThanOrEqualTo(budget);
      }
    }
  }

  private static BigDecimal money(Random random, int most) {
    return BigDecimal.valueOf(random.nextLong(most * 100_000_000L), 8);
  }
}
