package trader.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import trader.simulator.binance.Limits;
import trader.simulator.client.RawWebSocket;
import trader.simulator.client.VenueClient;
import trader.simulator.prices.SteadyPrices;

/** The venue is quick enough not to be what a measurement of its clients measures. */
@Tag("soak")
class ThroughputTest {
  private static final int ORDERS = 20_000;
  private static final int WARM_UP = 20_000;

  @Test
  void ordersAreAnsweredQuicklyUnderTenThousandTradesASecond() throws Exception {
    SimulatorSettings settings =
        SimulatorSettings.defaults()
            .withPrices(new SteadyPrices(10_000, 1))
            .withLimits(Limits.none())
            .withVenues(Set.of(Simulator.SPOT))
            .withBalance("USDT", new BigDecimal("100000000"));
    AtomicLong frames = new AtomicLong();
    try (Simulator simulator = Simulator.start(settings);
        VenueClient client = new VenueClient(simulator);
        RawWebSocket market =
            new RawWebSocket(simulator.port(), "/stream?streams=btcusdt@trade/btcusdt@bookTicker");
        RawWebSocket api = new RawWebSocket(simulator.port(), "/ws-api/v3")) {
      Thread.ofPlatform().daemon().start(() -> count(market, frames));
      place(client, api, WARM_UP);
      long framesBefore = frames.get();
      long begin = System.nanoTime();
      long[] nanos = place(client, api, ORDERS);
      double seconds = (System.nanoTime() - begin) / 1e9;
      double rate = (frames.get() - framesBefore) / seconds;
      Arrays.sort(nanos);
      System.out.printf(
          "order.place under %.0f frames/s: p50 %d us, p99 %d us, p99.9 %d us%n",
          rate,
          nanos[ORDERS / 2] / 1_000,
          nanos[ORDERS * 99 / 100] / 1_000,
          nanos[ORDERS * 999 / 1_000] / 1_000);
      assertThat(rate).isGreaterThan(19_000);
      assertThat(nanos[ORDERS / 2]).isLessThan(200_000);
    }
  }

  /** Counts until the connection ends; an early end shows in the rate. */
  private static void count(RawWebSocket market, AtomicLong frames) {
    try {
      while (true) {
        market.read();
        frames.incrementAndGet();
      }
    } catch (IOException e) {
      System.out.println("market stream ended: " + e.getMessage());
    }
  }

  private static long[] place(VenueClient client, RawWebSocket api, int count) throws IOException {
    long[] nanos = new long[count];
    for (int i = 0; i < count; i++) {
      String order =
          client.wsSigned(
              "o",
              "order.place",
              "symbol",
              "BTCUSDT",
              "side",
              "BUY",
              "type",
              "LIMIT",
              "timeInForce",
              "IOC",
              "quantity",
              "0.001",
              "price",
              "40000");
      long begin = System.nanoTime();
      api.send(order);
      String answer = api.read();
      nanos[i] = System.nanoTime() - begin;
      assertThat(answer).contains("\"status\":200");
    }
    return nanos;
  }
}
