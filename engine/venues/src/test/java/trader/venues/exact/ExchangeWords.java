package trader.venues.exact;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import trader.control.Account;
import trader.control.InstrumentId;
import trader.engine.core.AccountSnapshot.PastFill;
import trader.engine.core.AccountSnapshot.PastFunding;
import trader.engine.core.Event;
import trader.engine.core.MarketEvent;
import trader.engine.core.VenueEvent;
import trader.engine.core.orders.ClientOrderId;
import trader.simulator.matching.Decimals;
import trader.simulator.matching.ExchangeListener;
import trader.simulator.matching.ExpiryReason;
import trader.simulator.matching.Fill;
import trader.simulator.matching.FundingPayment;
import trader.simulator.matching.Order;
import trader.simulator.matching.OrderList;
import trader.simulator.matching.Side;
import trader.simulator.matching.Trade;

/**
 * What an exchange does, in the words of the core, and with what each venue's reports carry: what
 * was paid on spot, and the profit that was booked on contracts.
 */
final class ExchangeWords implements ExchangeListener {
  private final Kind kind;
  private final LongSupplier now;
  private final Consumer<Event> to;
  private final Map<String, Order> orders = new HashMap<>();
  private final List<PastFill> fills = new ArrayList<>();
  private final List<PastFunding> funding = new ArrayList<>();
  private final Map<String, BigDecimal> fees = new TreeMap<>();

  ExchangeWords(Kind kind, LongSupplier now, Consumer<Event> to) {
    this.kind = kind;
    this.now = now;
    this.to = to;
  }

  /** The order of a client's id; null where there is none. */
  @Nullable Order order(ClientOrderId id) {
    return orders.get(id.value());
  }

  /** Executions newer than each instrument's last known trade, oldest first. */
  List<PastFill> fillsAfter(Map<InstrumentId, String> last) {
    List<PastFill> newer = new ArrayList<>();
    for (PastFill fill : fills.reversed()) {
      String known = last.getOrDefault(fill.instrument(), "");
      if (!known.isEmpty() && Long.parseLong(fill.tradeId()) <= Long.parseLong(known)) {
        break;
      }
      newer.addFirst(fill);
    }
    return newer;
  }

  List<PastFunding> funding() {
    return List.copyOf(funding);
  }

  /** How many executions there have been. */
  int executions() {
    return fills.size();
  }

  /** What the exchange has taken as commissions, by asset. */
  Map<String, BigDecimal> fees() {
    return fees;
  }

  private InstrumentId instrument(String symbol) {
    return new InstrumentId(symbol, kind.id().venue());
  }

  private static BigDecimal plain(long scaled) {
    return Decimals.toBigDecimal(scaled);
  }

  private static @Nullable BigDecimal positive(long scaled) {
    return scaled > 0 ? plain(scaled) : null;
  }

  private static ClientOrderId id(Order order) {
    return new ClientOrderId(order.clientOrderId());
  }

  @Override
  public void onTrade(Trade trade) {
    to.accept(
        new MarketEvent.Trade(
            now.getAsLong(),
            instrument(trade.symbol()),
            trade.timeMicros(),
            trade.id(),
            plain(trade.price()),
            plain(trade.quantity()),
            trade.buyerIsMaker()));
  }

  @Override
  public void onAccepted(Order order) {
    orders.put(order.clientOrderId(), order);
    to.accept(new VenueEvent.Accepted(now.getAsLong(), id(order), Long.toString(order.id())));
  }

  @Override
  public void onFill(Order order, Fill fill) {
    BigDecimal fee = plain(fill.commission());
    fees.merge(fill.commissionAsset(), fee, BigDecimal::add);
    BigDecimal realized = kind.perpetual ? plain(fill.realizedProfit()) : null;
    BigDecimal quote = kind.perpetual ? null : plain(fill.quoteQuantity());
    String venueOrderId = Long.toString(order.id());
    String tradeId = Long.toString(fill.tradeId());
    fills.add(
        new PastFill(
            instrument(fill.symbol()),
            venueOrderId,
            tradeId,
            fill.side() == Side.BUY,
            plain(fill.price()),
            plain(fill.quantity()),
            fee,
            fill.commissionAsset(),
            fill.isMaker(),
            fill.timeMicros(),
            realized,
            quote));
    to.accept(
        new VenueEvent.Filled(
            now.getAsLong(),
            id(order),
            venueOrderId,
            tradeId,
            plain(fill.price()),
            plain(fill.quantity()),
            fee,
            fill.commissionAsset(),
            fill.isMaker(),
            fill.timeMicros(),
            realized,
            quote));
  }

  @Override
  public void onCanceled(Order order, String cancelId) {
    to.accept(
        new VenueEvent.Cancelled(
            now.getAsLong(), id(order), plain(order.executed()), "on request"));
  }

  @Override
  public void onExpired(Order order, ExpiryReason reason) {
    to.accept(
        new VenueEvent.Expired(
            now.getAsLong(), id(order), plain(order.executed()), reason.toString()));
  }

  @Override
  public void onTriggered(Order order) {
    to.accept(new VenueEvent.Triggered(now.getAsLong(), id(order)));
  }

  @Override
  public void onAmended(Order order) {
    replaced(order);
  }

  @Override
  public void onReduced(Order order, long byQuantity) {
    replaced(order);
  }

  private void replaced(Order order) {
    to.accept(
        new VenueEvent.Replaced(
            now.getAsLong(),
            id(order),
            Long.toString(order.id()),
            plain(order.quantity()),
            positive(order.price()),
            positive(order.request().stopPrice())));
  }

  @Override
  public void onFunding(FundingPayment payment) {
    InstrumentId instrument = instrument(payment.symbol());
    BigDecimal amount = plain(payment.amount());
    funding.add(new PastFunding(instrument, amount, payment.asset(), payment.timeMicros()));
    to.accept(
        new VenueEvent.FundingPaid(
            now.getAsLong(),
            Account.LIVE,
            instrument,
            amount,
            payment.asset(),
            payment.timeMicros()));
  }

  @Override
  public void onList(OrderList list) {
    throw new IllegalStateException("nobody places lists here");
  }

  @Override
  public void onBalances(String account, Set<String> assets, long timeMicros) {
    // The core keeps its own account, which is what is tried here.
  }
}
