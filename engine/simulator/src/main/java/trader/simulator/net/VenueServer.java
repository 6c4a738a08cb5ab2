package trader.simulator.net;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import trader.simulator.faults.Fault;
import trader.simulator.matching.Side;
import trader.simulator.witness.BalanceView;
import trader.simulator.witness.FillView;
import trader.simulator.witness.OrderView;
import trader.simulator.witness.Witness;

/**
 * A simulated venue. {@link #beforePrices}, {@link #afterPrices} and {@link #market} belong to the
 * simulator's thread; every other method may be called from any.
 */
public interface VenueServer {

  /** What it is called in settings, such as {@code binance-spot}. */
  String name();

  /** The port on 127.0.0.1. */
  int port();

  /** What reached it. */
  Witness witness();

  /** The market into which the prices of a symbol such as {@code BTCUSDT} are played, if any. */
  Optional<PlayedMarket> market(String symbol);

  /** Does what is due by the clock before prices move. */
  void beforePrices();

  /** Publishes what is due after prices have moved. */
  void afterPrices();

  /** Adds a fault, whose time counts from now, and returns its id. */
  long addFault(Fault fault);

  /** Takes all faults away and undoes those that last. */
  void clearFaults();

  /** An account's open orders, oldest first. */
  List<OrderView> openOrders(String account);

  /** All orders of an account, oldest first. */
  List<OrderView> orders(String account);

  /** An account's executions, oldest first. */
  List<FillView> fills(String account);

  /** What an account holds. */
  List<BalanceView> balances(String account);

  /** Gives an account funds from outside. */
  void deposit(String account, String asset, BigDecimal amount);

  /** Lets the outside market of a symbol trade once, now, beside what its source plays. */
  void print(String symbol, BigDecimal price, BigDecimal quantity, Side aggressor);
}
