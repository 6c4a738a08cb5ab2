package trader.simulator.client;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import trader.simulator.Simulator;
import trader.simulator.SimulatorSettings;
import trader.simulator.matching.Side;

/** A simulator whose market stands at 58,500 until a test moves it, and a client of it. */
public final class QuietVenue implements BeforeEachCallback, AfterEachCallback {
  private final SimulatorSettings settings;
  private @Nullable Simulator simulator;
  private @Nullable VenueClient client;

  public QuietVenue() {
    this(SimulatorSettings.defaults());
  }

  public QuietVenue(SimulatorSettings settings) {
    this.settings =
        settings
            .withBalance("USDT", new BigDecimal("1000000"))
            .withBalance("BTC", new BigDecimal("10"));
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    simulator =
        Simulator.start(
            settings.withPrices(ListedPrices.quietAt("58500.00")).withHistoryFraction(0.5));
    client = new VenueClient(simulator());
  }

  @Override
  public void afterEach(ExtensionContext context) {
    client().close();
    simulator().close();
  }

  public Simulator simulator() {
    Simulator running = simulator;
    if (running == null) {
      throw new IllegalStateException("not started");
    }
    return running;
  }

  public VenueClient client() {
    VenueClient open = client;
    if (open == null) {
      throw new IllegalStateException("not started");
    }
    return open;
  }

  /** Lets the outside market trade. */
  public void print(String price, String quantity, Side aggressor) {
    simulator().print(new BigDecimal(price), new BigDecimal(quantity), aggressor);
  }

  /** A connection that is subscribed to user data. */
  public WsClient userStream() {
    WsClient socket = client().open("/ws-api/v3");
    socket.send(client().wsSigned("sub", "userDataStream.subscribe.signature"));
    socket.awaitId("sub");
    return socket;
  }
}
