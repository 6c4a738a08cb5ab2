package trader.engine.core.portfolio;

import static org.assertj.core.api.Assertions.assertThat;
import static trader.engine.core.kit.CoreKit.NOON;
import static trader.engine.core.kit.CoreKit.SECOND;
import static trader.engine.core.kit.CoreKit.dec;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trader.control.Account;

class LedgerTest {
  private static final long MIDNIGHT = NOON + 12 * 3_600 * SECOND;

  private static Ledger funded(String cash) {
    Ledger ledger = new Ledger(Account.LIVE, dec("0"), false);
    ledger.correctCash(dec(cash), NOON);
    ledger.mark(dec(cash), NOON);
    return ledger;
  }

  private static Fee fee(String usdt) {
    return new Fee("USDT", dec(usdt), dec("0"), dec(usdt), Optional.empty(), dec(usdt), true);
  }

  @Test
  void firstReadingFundsTheLedgerAndIsNoProfit() {
    Ledger ledger = new Ledger(Account.LIVE, dec("0"), false);
    assertThat(ledger.funded()).isFalse();
    ledger.correctCash(dec("10000"), NOON);
    assertThat(ledger.funded()).isTrue();
    assertThat(ledger.sinceMicros()).isEqualTo(NOON);
    assertThat(ledger.dayStart()).isEqualByComparingTo("10000");
    assertThat(ledger.dayPeak()).isEqualByComparingTo("10000");
    assertThat(ledger.equityPeak()).isEqualByComparingTo("10000");
    ledger.mark(dec("10000"), NOON);
    assertThat(ledger.dayDrawdown(dec("10000"))).isEqualByComparingTo("0");
  }

  @Test
  void depositAndWithdrawalAreNeitherProfitNorDrawdown() {
    Ledger ledger = funded("10000");
    ledger.mark(dec("10500"), NOON + 1);
    ledger.correctCash(dec("15000"), NOON + 2);
    assertThat(ledger.dayStart()).isEqualByComparingTo("15000");
    assertThat(ledger.dayPeak()).isEqualByComparingTo("15500");
    ledger.withdrawn(dec("7750"));
    assertThat(ledger.dayStart()).isEqualByComparingTo("7250");
    assertThat(ledger.dayPeak()).isEqualByComparingTo("7750");
    assertThat(ledger.equityPeak()).isEqualByComparingTo("7750");
  }

  @Test
  void dayTurnsAtMidnightUtc() {
    Ledger ledger = funded("100");
    ledger.mark(dec("120"), NOON + 1);
    ledger.realize(dec("5"));
    ledger.fee(fee("1"));
    ledger.mark(dec("110"), MIDNIGHT - 1);
    assertThat(ledger.dayStart()).isEqualByComparingTo("100");
    assertThat(ledger.realizedToday()).isEqualByComparingTo("5");
    ledger.mark(dec("110"), MIDNIGHT);
    assertThat(ledger.dayStart()).isEqualByComparingTo("110");
    assertThat(ledger.dayPeak()).isEqualByComparingTo("110");
    assertThat(ledger.realizedToday()).isEqualByComparingTo("0");
    assertThat(ledger.feesToday()).isEqualByComparingTo("0");
    assertThat(ledger.fees()).isEmpty();
    assertThat(ledger.equityPeak()).as("the peak outlives the day").isEqualByComparingTo("120");
  }

  @Test
  void newDayThatBeginsAboveEveryPeakRaisesThePeak() {
    Ledger ledger = funded("100");
    ledger.mark(dec("130"), MIDNIGHT + 5);
    assertThat(ledger.equityPeak()).isEqualByComparingTo("130");
    assertThat(ledger.drawdown(dec("117"))).isEqualByComparingTo("0.1");
  }

  /** peak 1000, limit 3 %: 30 may go and not a cent more. */
  @ParameterizedTest
  @CsvSource({"1000,false", "1001,false", "970.01,false", "970,false", "969.99,true", "0,true"})
  void fallIsBeyondTheLimitOnlyPastIt(String equity, boolean beyond) {
    Ledger ledger = funded("1000");
    assertThat(ledger.fallenBeyond(dec(equity), dec("0.03"))).isEqualTo(beyond);
  }

  @Test
  void drawdownIsMeasuredFromThePeakNotFromTheStart() {
    Ledger ledger = funded("1000");
    ledger.mark(dec("1200"), NOON + 1);
    assertThat(ledger.fallenBeyond(dec("1150"), dec("0.03"))).isTrue();
    ledger.measureAnew(dec("1150"));
    assertThat(ledger.fallenBeyond(dec("1150"), dec("0.03"))).isFalse();
    assertThat(ledger.equityPeak()).isEqualByComparingTo("1200");
    assertThat(ledger.dayStart()).isEqualByComparingTo("1000");
  }

  @Test
  void recordRestoresEverything() {
    Ledger ledger = funded("1000");
    ledger.mark(dec("1200"), NOON + 1);
    ledger.realize(dec("7"));
    ledger.fee(fee("0.3"));
    ledger.foreign("BTC", dec("2"));
    Ledger again = new Ledger(ledger.record());
    assertThat(again.record()).isEqualTo(ledger.record());
    assertThat(again.foreign("BTC")).isEqualByComparingTo("2");
    assertThat(again.foreign("ETH")).isEqualByComparingTo("0");
  }
}
