package trader.simulator.net;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import trader.simulator.Simulator;
import trader.simulator.SimulatorSettings;
import trader.simulator.client.ListedPrices;
import trader.simulator.client.VenueClient;
import trader.simulator.faults.FaultFile;
import trader.simulator.witness.OrderView;

/** Venues at a quiet price, with an account that can trade there. */
public final class QuietVenues implements AutoCloseable {
  private final Set<String> names;
  private Simulator simulator;

  /** Starts these beside Binance spot, which is always there. */
  public QuietVenues(String... names) {
    this.names = Set.of(names);
    this.simulator = started("[]");
  }

  private Simulator started(String faults) {
    return Simulator.start(
        SimulatorSettings.defaults()
            .withBalance("USDT", new BigDecimal("100000"))
            .withBalance("BTC", BigDecimal.TEN)
            .withHistoryFraction(0.5)
            .withVenues(names)
            .withPrices(ListedPrices.quietAt("58500.00"))
            .withFaults(FaultFile.parse(faults)));
  }

  /** Starts them anew with the faults of a file of that text. */
  public void restart(String faults) {
    Simulator next = started(faults);
    simulator.close();
    simulator = next;
  }

  public Simulator simulator() {
    return simulator;
  }

  public VenueServer venue(String name) {
    return simulator.venue(name);
  }

  /** The account's orders there. */
  public List<OrderView> orders(String name) {
    return venue(name).orders(simulator.account());
  }

  /** Who calls a venue for the account. */
  public VenueClient client(String name) {
    return new VenueClient(
        "127.0.0.1:" + venue(name).port(), simulator.apiKey(), simulator.apiSecret());
  }

  @Override
  public void close() {
    simulator.close();
  }
}
