package trader.engine.core.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static trader.engine.core.kit.CoreKit.dec;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import trader.control.Account;
import trader.engine.core.kit.CoreKit;

class NewOrderTest {
  private static NewOrder order(
      OrderType type, String qty, @Nullable BigDecimal price, @Nullable BigDecimal stop) {
    return new NewOrder(
        ClientOrderId.derive('b', 1, 1),
        Account.LIVE,
        CoreKit.BTC,
        Side.BUY,
        type,
        Purpose.ENTRY,
        dec(qty),
        price,
        stop,
        null,
        "s",
        "c",
        0);
  }

  @Test
  void quantityMustBePositive() {
    assertThatThrownBy(() -> order(OrderType.MARKET, "0", null, null))
        .hasMessageContaining("quantity 0 is not positive");
    assertThatThrownBy(() -> order(OrderType.MARKET, "-0.1", null, null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void limitOrdersAndNoOthersHaveAPrice() {
    assertThat(order(OrderType.LIMIT, "1", dec("5"), null).price()).isEqualTo(dec("5"));
    assertThatThrownBy(() -> order(OrderType.LIMIT, "1", null, null))
        .hasMessageContaining("has a price");
    assertThatThrownBy(() -> order(OrderType.MARKET, "1", dec("5"), null))
        .hasMessageContaining("has a price");
  }

  @Test
  void stopsAndNoOthersHaveATrigger() {
    assertThat(order(OrderType.STOP_LOSS, "1", null, dec("5")).stopPrice()).isEqualTo(dec("5"));
    assertThatThrownBy(() -> order(OrderType.STOP_LOSS, "1", null, null))
        .hasMessageContaining("has a trigger");
    assertThatThrownBy(() -> order(OrderType.LIMIT, "1", dec("5"), dec("5")))
        .hasMessageContaining("has a trigger");
  }

  @Test
  void idsNeverRepeatOverSessionsAndFitTheVenue() {
    Set<ClientOrderId> ids = new HashSet<>();
    for (long session : new long[] {1, 2, 35, 36, 37, 1_767_614_400L, 9_999_999_999_999L}) {
      for (long count = 0; count < 200; count++) {
        assertThat(ids.add(ClientOrderId.derive('b', session, count))).isTrue();
      }
    }
    assertThat(ids).allMatch(id -> id.value().length() <= 36 && id.madeBy('b') && !id.madeBy('g'));
    assertThatThrownBy(() -> new ClientOrderId("a b")).hasMessageContaining("'a b'");
  }
}
