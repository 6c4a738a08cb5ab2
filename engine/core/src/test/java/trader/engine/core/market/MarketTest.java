package trader.engine.core.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static trader.engine.core.kit.CoreKit.BAR;
import static trader.engine.core.kit.CoreKit.BTC;
import static trader.engine.core.kit.CoreKit.NOON;
import static trader.engine.core.kit.CoreKit.dec;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import trader.engine.core.Bar;
import trader.engine.core.MarketEvent;
import trader.engine.core.kit.CoreKit;

class MarketTest {
  private final Market market = new Market(BTC);
  private final BarBuilder bars = new BarBuilder(BAR);

  private static MarketEvent.Trade trade(String price) {
    return new MarketEvent.Trade(NOON, BTC, NOON, 1, dec(price), BigDecimal.ONE, false);
  }

  private @Nullable Bar add(long afterNoon, String price, String qty) {
    return bars.add(NOON + afterNoon, dec(price), dec(qty));
  }

  @Test
  void noPriceIsKnownAtFirst() {
    assertThat(market.hasPrice()).isFalse();
    assertThat(market.rules()).isEmpty();
    assertThatThrownBy(market::last).hasMessageContaining("no price of BTCUSDT.BINANCE yet");
  }

  @Test
  void emptySideOfTheBookIsNoPrice() {
    market.trade(trade("100"));
    market.quote(new MarketEvent.Quote(NOON, BTC, dec("0"), dec("0"), dec("0.00"), dec("0")));
    assertThat(market.ask()).isEqualByComparingTo("100");
    assertThat(market.bid()).isEqualByComparingTo("100");
    market.quote(new MarketEvent.Quote(NOON, BTC, dec("99"), dec("1"), dec("101"), dec("1")));
    assertThat(market.ask()).isEqualByComparingTo("101");
    assertThat(market.bid()).isEqualByComparingTo("99");
  }

  @Test
  void pastBarGivesAPriceUntilTheFirstTrade() {
    market.past(CoreKit.pastBars(NOON, 1, dec("90")).getFirst());
    assertThat(market.last()).isEqualByComparingTo("90");
    assertThat(market.lastMicros()).isZero();
    market.trade(trade("100"));
    market.past(CoreKit.pastBars(NOON, 1, dec("90")).getFirst());
    assertThat(market.last()).isEqualByComparingTo("100");
  }

  @Test
  void barClosesWithTheFirstTradeOfALaterInterval() {
    assertThat(add(1, "100", "1")).isNull();
    assertThat(add(2, "104", "2")).isNull();
    assertThat(add(3, "98", "3")).isNull();
    assertThat(add(BAR - 1, "101", "4")).isNull();
    assertThat(add(BAR, "103", "5"))
        .isEqualTo(new Bar(NOON, BAR, dec("100"), dec("104"), dec("98"), dec("101"), dec("10")));
  }

  @Test
  void intervalsWithoutTradesHaveNoBar() {
    add(0, "100", "1");
    assertThat(add(10 * BAR + 7, "100", "1")).isNotNull();
    Bar next = add(11 * BAR, "100", "1");
    assertThat(next).isNotNull();
    assertThat(next.openMicros()).isEqualTo(NOON + 10 * BAR);
    assertThat(next.closeMicros()).isEqualTo(NOON + 11 * BAR);
  }
}
