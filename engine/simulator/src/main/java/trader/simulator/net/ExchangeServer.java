package trader.simulator.net;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import trader.simulator.faults.Fault;
import trader.simulator.matching.Decimals;
import trader.simulator.matching.Exchange;
import trader.simulator.matching.Market;
import trader.simulator.matching.Side;
import trader.simulator.witness.BalanceView;
import trader.simulator.witness.FillView;
import trader.simulator.witness.OrderView;
import trader.simulator.witness.Witness;

/** What every simulated venue is, whatever it speaks: an exchange, its markets and its faults. */
public abstract class ExchangeServer implements VenueServer {
  private final String name;
  private final Reactor reactor;
  private final Exchange exchange;
  private final VenueClock clock;
  private final Witness witness;
  private final ActingFaults faults;
  private final Map<String, PlayedMarket> played = new LinkedHashMap<>();
  private int port;

  protected ExchangeServer(
      String name,
      Reactor reactor,
      Exchange exchange,
      VenueClock clock,
      Witness witness,
      ActingFaults faults) {
    this.name = name;
    this.reactor = reactor;
    this.exchange = exchange;
    this.clock = clock;
    this.witness = witness;
    this.faults = faults;
  }

  /** Plays the prices of a symbol into a market. */
  protected final void plays(String symbol, Market market, PlayedMarket.Feed feed) {
    played.put(symbol, new PlayedMarket(exchange, market, clock, feed));
  }

  /**
   * Begins to listen, with faults from the start.
   *
   * @throws IllegalStateException when the port is taken
   * @throws IllegalArgumentException for a fault that could not be acted out
   */
  protected final void listen(int wanted, VenueProtocol protocol, List<Fault> fromTheStart) {
    exchange.flush(clock.micros());
    port = reactor.listen(wanted, protocol);
    onThread(() -> fromTheStart.forEach(faults::add));
  }

  /** Sends what a call from outside has caused. */
  protected abstract void publish();

  /** A market by the symbol of its prices or its own. */
  protected abstract Market marketOf(String symbol);

  /** A market's book has changed. */
  protected abstract void bookChanged(Market market);

  /** Adds funds to an account and tells who listens; on the simulator's thread. */
  protected abstract void credit(String account, String asset, long amount);

  /** Runs a task on the simulator's thread and waits for it. */
  protected final void onThread(Runnable task) {
    reactor.submit(() -> {
      task.run();
      return true;
    });
  }

  /** Runs a task on the simulator's thread and answers what it gives. */
  protected final <T> T ask(Supplier<T> task) {
    return reactor.submit(task);
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final int port() {
    return port;
  }

  @Override
  public final Witness witness() {
    return witness;
  }

  @Override
  public final Optional<PlayedMarket> market(String symbol) {
    return Optional.ofNullable(played.get(symbol));
  }

  @Override
  public void beforePrices() {
    faults.onTick();
  }

  @Override
  public final long addFault(Fault fault) {
    return ask(() -> faults.add(fault));
  }

  @Override
  public void clearFaults() {
    onThread(faults::clear);
  }

  @Override
  public final List<OrderView> openOrders(String account) {
    return ask(() -> exchange.orders().open(account).stream().map(OrderView::of).toList());
  }

  @Override
  public final List<OrderView> orders(String account) {
    return ask(() -> exchange.orders().from(account, 0).stream().map(OrderView::of).toList());
  }

  @Override
  public final List<FillView> fills(String account) {
    return ask(() -> exchange.orders().fills(account).stream().map(FillView::of).toList());
  }

  @Override
  public final List<BalanceView> balances(String account) {
    return ask(() ->
        exchange.ledger().balances(account).values().stream()
            .map(b ->
                new BalanceView(
                    b.asset(), Decimals.toBigDecimal(b.free()), Decimals.toBigDecimal(b.locked())))
            .toList());
  }

  @Override
  public final void deposit(String account, String asset, BigDecimal amount) {
    onThread(() -> credit(account, asset, Decimals.of(amount)));
  }

  @Override
  public final void print(String symbol, BigDecimal price, BigDecimal quantity, Side aggressor) {
    onThread(() -> {
      Market market = marketOf(symbol);
      exchange.print(
          market, Decimals.of(price), Decimals.of(quantity), aggressor, clock.transactionMicros());
      bookChanged(market);
      publish();
    });
  }
}
