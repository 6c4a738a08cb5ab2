package trader.simulator.net;

import java.util.List;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.simulator.faults.Fault;
import trader.simulator.matching.Decimals;
import trader.simulator.matching.Exchange;
import trader.simulator.matching.Market;
import trader.simulator.matching.NewOrder;
import trader.simulator.matching.Order;
import trader.simulator.matching.OrderType;
import trader.simulator.matching.RejectedException;
import trader.simulator.matching.Side;
import trader.simulator.matching.TimeInForce;

/**
 * A second user of an account, who trades it by hand: what a fault does not name is drawn from the
 * faults' dice.
 */
public final class ManualTrader {
  private static final Logger LOG = LoggerFactory.getLogger(ManualTrader.class);
  private static final String NAMED = "web_";

  /** About what one of their orders is worth, in the quote asset. */
  private static final long USUAL_VALUE = 500 * Decimals.ONE;

  /** Where a venue takes what the second user wants. */
  public interface Desk {
    /** Places an order; the venue may refuse it. */
    void place(NewOrder order);

    /** Cancels an order that is open. */
    void cancel(Order order);
  }

  private final Exchange exchange;
  private final RandomGenerator dice;

  /** One who trades there. */
  public ManualTrader(Exchange exchange, RandomGenerator dice) {
    this.exchange = exchange;
    this.dice = dice;
  }

  /**
   * Places an order or cancels one that is open, of whoever; what the venue refuses them is of no
   * further consequence.
   */
  public void act(String account, Market market, Fault fault, long nowMicros) {
    act(
        account,
        market,
        fault,
        new Desk() {
          @Override
          public void place(NewOrder order) {
            exchange.place(order, nowMicros);
          }

          @Override
          public void cancel(Order order) {
            exchange.cancel(order, name(), nowMicros);
          }
        });
  }

  /** The same where a venue has a desk of its own, which takes it in the venue's own way. */
  public void act(String account, Market market, Fault fault, Desk desk) {
    String symbol = market.instrument().symbol();
    List<Order> open =
        exchange.orders().open(account).stream().filter(o -> o.symbol().equals(symbol)).toList();
    boolean cancels = fault.flag("cancels", !fault.with().containsKey("side"));
    if (cancels && !open.isEmpty() && dice.nextInt(3) == 0) {
      desk.cancel(open.get(dice.nextInt(open.size())));
      return;
    }
    NewOrder order = order(account, market, fault);
    try {
      desk.place(order);
      LOG.debug("by hand: {} {} {}", order.side(), Decimals.text(order.quantity()), symbol);
    } catch (RejectedException e) {
      LOG.debug("by hand, refused: {}", e.rejection());
    }
  }

  private NewOrder order(String account, Market market, Fault fault) {
    long step = market.instrument().step();
    long last = Math.max(market.lastPrice(), market.instrument().tick());
    Side side = Side.valueOf(fault.text("side", dice.nextBoolean() ? "BUY" : "SELL"));
    OrderType type = OrderType.valueOf(fault.text("type", dice.nextBoolean() ? "LIMIT" : "MARKET"));
    String given = fault.text("quantity", "");
    long usual = Decimals.dividedBy(USUAL_VALUE * (1 + dice.nextInt(4)), last);
    long quantity = Math.max(step, floor(given.isEmpty() ? usual : Decimals.parse(given), step));
    boolean limited = type == OrderType.LIMIT;
    return NewOrder.of(
        account,
        market.instrument().symbol(),
        name(),
        side,
        type,
        TimeInForce.GTC,
        quantity,
        limited ? price(market, fault, side, last) : 0,
        0);
  }

  /** Up to two percent away from the market, on the side where it rests. */
  private long price(Market market, Fault fault, Side side, long last) {
    long tick = market.instrument().tick();
    String given = fault.text("price", "");
    if (!given.isEmpty()) {
      return Decimals.parse(given);
    }
    long away = last / 10_000 * (1 + dice.nextInt(200));
    return Math.max(tick, floor(side == Side.BUY ? last - away : last + away, tick));
  }

  private static long floor(long value, long step) {
    return value - Math.floorMod(value, step);
  }

  private String name() {
    return NAMED + Long.toHexString(dice.nextLong());
  }
}
