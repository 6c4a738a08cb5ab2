package trader.simulator.matching;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes down what it hears, one line each. */
class RecordingListener implements ExchangeListener {
  final List<String> lines = new ArrayList<>();
  final List<Trade> trades = new ArrayList<>();

  @Override
  public void onTrade(Trade trade) {
    trades.add(trade);
    lines.add(
        "trade "
            + trade.id()
            + " "
            + Decimals.text(trade.quantity())
            + "@"
            + Decimals.text(trade.price()));
  }

  @Override
  public void onAccepted(Order order) {
    lines.add("accepted " + order.clientOrderId());
  }

  @Override
  public void onFill(Order order, Fill fill) {
    lines.add(
        "fill "
            + order.clientOrderId()
            + " "
            + Decimals.text(fill.quantity())
            + "@"
            + Decimals.text(fill.price())
            + " "
            + order.status());
  }

  @Override
  public void onCanceled(Order order, String cancelId) {
    lines.add("canceled " + order.clientOrderId());
  }

  @Override
  public void onExpired(Order order, ExpiryReason reason) {
    lines.add("expired " + order.clientOrderId() + " " + reason);
  }

  @Override
  public void onTriggered(Order order) {
    lines.add("triggered " + order.clientOrderId());
  }

  @Override
  public void onPrevented(Order expired, @Nullable Order other) {
    lines.add("prevented " + expired.clientOrderId());
  }

  @Override
  public void onList(OrderList list) {
    lines.add("list " + list.clientListId() + (list.isDone() ? " done" : " started"));
  }

  @Override
  public void onBalances(String account, Set<String> assets, long timeMicros) {
    lines.add("balances " + account);
  }

  @Override
  public void onAmended(Order order) {
    lines.add("amended " + order.clientOrderId());
  }

  @Override
  public void onReduced(Order order, long byQuantity) {
    lines.add("reduced " + order.clientOrderId() + " " + Decimals.text(byQuantity));
  }

  @Override
  public void onFunding(FundingPayment payment) {
    lines.add("funding " + payment.account() + " " + Decimals.text(payment.amount()));
  }

  @Override
  public void onPositions(String account, Set<String> symbols, long timeMicros) {
    lines.add("positions " + account + " " + symbols);
  }
}
