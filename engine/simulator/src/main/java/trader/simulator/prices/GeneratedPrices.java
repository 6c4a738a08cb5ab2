package trader.simulator.prices;

import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import trader.simulator.matching.Decimals;
import trader.simulator.matching.Side;

/**
 * An endless generated market: trends that last minutes to hours, calm and stormy hours, bursts of
 * trades and gaps in price. The same seed gives the same trades.
 */
public final class GeneratedPrices implements PriceSource {
  private static final long TICK = Decimals.ONE / 100;
  private static final long STEP = Decimals.ONE / 100_000;
  private static final long TYPICAL = Decimals.ONE / 20;
  private static final double MEAN_DISTANCE_MICROS = 250_000;

  private final long seed;
  private final RandomGenerator random;
  private double price = 60_000;
  private double driftPerTrade;
  private double volatility = 0.00008;
  private int regimeLeft;
  private int burstLeft;
  private long timeMicros;
  private long lastTicks;
  private Side aggressor = Side.BUY;

  /** A market of its own for each seed. */
  public GeneratedPrices(long seed) {
    this.seed = seed;
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  @Override
  public String description() {
    return "generated with seed " + seed + " (no real prices): trends, gaps and bursts";
  }

  @Override
  public long tick() {
    return TICK;
  }

  @Override
  public long step() {
    return STEP;
  }

  @Override
  public long typicalQuantity() {
    return TYPICAL;
  }

  @Override
  public OptionalLong size() {
    return OptionalLong.empty();
  }

  @Override
  public MarketEvent next() {
    if (regimeLeft-- <= 0) {
      newRegime();
    }
    if (burstLeft > 0) {
      burstLeft--;
    } else if (random.nextInt(400) == 0) {
      burstLeft = 20 + random.nextInt(200);
    }
    double distance = -Math.log(1 - random.nextDouble()) * MEAN_DISTANCE_MICROS;
    timeMicros += 1 + (long) (burstLeft > 0 ? distance / 50 : distance);
    double shock = random.nextGaussian() * volatility * (burstLeft > 0 ? 1.5 : 1);
    if (random.nextInt(20_000) == 0) {
      shock += (random.nextBoolean() ? 1 : -1) * (0.003 + random.nextDouble() * 0.012);
    }
    double pull = Math.log(60_000 / price) * 0.000_002;
    price = Math.max(1, price * Math.exp(driftPerTrade + pull + shock));
    long ticks = Math.max(1, Math.round(price * 100));
    if (ticks != lastTicks) {
      aggressor = ticks > lastTicks ? Side.BUY : Side.SELL;
    }
    lastTicks = ticks;
    long steps = 1 + (long) (-Math.log(1 - random.nextDouble()) * (TYPICAL / (double) STEP));
    return new MarketEvent.Print(timeMicros, ticks * TICK, steps * STEP, aggressor);
  }

  private void newRegime() {
    regimeLeft = 1_000 + random.nextInt(12_000);
    volatility = 0.00003 + random.nextDouble() * random.nextDouble() * 0.0002;
    driftPerTrade =
        switch (random.nextInt(3)) {
          case 0 -> random.nextDouble() * 0.000_006;
          case 1 -> -random.nextDouble() * 0.000_006;
          default -> 0;
        };
  }
}
