package trader.simulator.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commission that is always paid in the quote asset. */
class QuoteFeesTest {
  private static final long TICK = Decimals.ONE / 100;
  private static final long PRICE = 100 * Decimals.ONE;

  private final Exchange exchange =
      new Exchange(
          new Fees(Decimals.ONE / 1_000, Decimals.ONE / 100, true), new RecordingListener());
  private final Ledger ledger = exchange.ledger();
  private Market market =
      exchange.addMarket(new Instrument("AB", "A", "B", TICK, 1), 1, 50 * Decimals.ONE, 1);

  @BeforeEach
  void begin() {
    market.begin(PRICE);
  }

  private NewOrder buy(String id, long quantity, long price) {
    return NewOrder.limit("me", "AB", id, Side.BUY, quantity, price);
  }

  @Test
  void buyerReceivesAllAndPaysTheFeeBeside() {
    ledger.deposit("me", "B", 1_000 * Decimals.ONE);

    Order order = exchange.place(NewOrder.market("me", "AB", "1", Side.BUY, Decimals.ONE), 1);

    assertThat(order.status()).isEqualTo(OrderStatus.FILLED);
    Fill fill = order.fills().getFirst();
    assertThat(fill.commissionAsset()).isEqualTo("B");
    assertThat(fill.commission()).isEqualTo(fill.quoteQuantity() / 100);
    assertThat(ledger.free("me", "A")).isEqualTo(Decimals.ONE);
    assertThat(ledger.free("me", "B"))
        .isEqualTo(1_000 * Decimals.ONE - fill.quoteQuantity() - fill.commission());
  }

  @Test
  void fundsForThePriceAloneAreNotEnough() {
    ledger.deposit("me", "B", 50 * Decimals.ONE);

    assertThatThrownBy(() -> exchange.place(buy("1", Decimals.ONE, 50 * Decimals.ONE), 1))
        .isInstanceOf(RejectedException.class)
        .hasMessage("INSUFFICIENT_BALANCE");
  }

  @Test
  void cancelGivesBackWhatWasLockedForTheFee() {
    ledger.deposit("me", "B", 51 * Decimals.ONE);
    Order order = exchange.place(buy("1", Decimals.ONE, 50 * Decimals.ONE), 1);
    assertThat(ledger.locked("me", "B")).isEqualTo(50 * Decimals.ONE + Decimals.ONE / 2);

    exchange.cancel(order, "", 2);

    assertThat(ledger.free("me", "B")).isEqualTo(51 * Decimals.ONE);
    assertThat(ledger.locked("me", "B")).isZero();
  }

  @Test
  void restingOrderPaysTheMakersFeeAndKeepsNothingLocked() {
    ledger.deposit("me", "B", 100 * Decimals.ONE);
    exchange.place(buy("1", Decimals.ONE, 90 * Decimals.ONE), 1);

    exchange.print(market, 80 * Decimals.ONE, Decimals.ONE, Side.SELL, 2);

    assertThat(ledger.free("me", "A")).isEqualTo(Decimals.ONE);
    assertThat(ledger.locked("me", "B")).isZero();
    assertThat(ledger.free("me", "B")).isEqualTo(10 * Decimals.ONE - 90 * Decimals.ONE / 1_000);
  }

  @Test
  void sellerReceivesLessTheFee() {
    ledger.deposit("me", "A", Decimals.ONE);

    Order order = exchange.place(NewOrder.market("me", "AB", "1", Side.SELL, Decimals.ONE), 1);

    long paid = order.quoteExecuted();
    assertThat(ledger.free("me", "B")).isEqualTo(paid - paid / 100);
  }
}
