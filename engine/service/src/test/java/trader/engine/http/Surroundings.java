package trader.engine.http;

import trader.redis.embedded.EmbeddedRedis;
import trader.simulator.Simulator;
import trader.simulator.SimulatorSettings;
import trader.simulator.prices.SteadyPrices;

/** What engines of a test find around them: a real Redis and a simulated venue. */
record Surroundings(EmbeddedRedis redis, Simulator simulator) implements AutoCloseable {

  static Surroundings start() {
    return new Surroundings(
        EmbeddedRedis.start(),
        Simulator.start(SimulatorSettings.defaults().withPrices(new SteadyPrices(100, 7))));
  }

  @Override
  public void close() {
    simulator.close();
    redis.close();
  }
}
