package trader.simulator.prices;

import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import trader.simulator.matching.Decimals;
import trader.simulator.matching.Side;

/**
 * An endless generated market with a fixed number of trades a second, for measuring: each trade
 * moves the best bid and ask, so that a client of both streams sees two frames a trade. It begins
 * with a slow hour that is there to be history.
 */
public final class SteadyPrices implements PriceSource {
  private static final long TICK = Decimals.ONE / 100;
  private static final long STEP = Decimals.ONE / 100_000;
  private static final long HISTORY_MICROS = 4L * 3_600_000_000L;

  private final long seed;
  private final int tradesPerSecond;
  private final RandomGenerator random;
  private long count;
  private long ticks = 6_000_000;

  /**
   * A market of its own for each seed.
   *
   * @throws IllegalArgumentException unless the rate is from 1 to 1,000,000
   */
  public SteadyPrices(int tradesPerSecond, long seed) {
    if (tradesPerSecond < 1 || tradesPerSecond > 1_000_000) {
      throw new IllegalArgumentException(
          "trades a second must be from 1 to 1000000, not " + tradesPerSecond);
    }
    this.seed = seed;
    this.tradesPerSecond = tradesPerSecond;
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  @Override
  public String description() {
    return "generated with seed " + seed + " (no real prices): " + tradesPerSecond + " trades/s";
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
    return Decimals.ONE / 10;
  }

  @Override
  public OptionalLong size() {
    return OptionalLong.empty();
  }

  @Override
  public long historyMicros() {
    return HISTORY_MICROS;
  }

  @Override
  public MarketEvent next() {
    long slow = HISTORY_MICROS / 1_000_000;
    long timeMicros =
        count < slow
            ? count * 1_000_000
            : HISTORY_MICROS + (count - slow) * 1_000_000 / tradesPerSecond;
    int reach = count < slow ? 300 : 3;
    count++;
    int move = random.nextInt(2 * reach + 1) - reach;
    ticks += ticks > 6_300_000 ? -Math.abs(move) : ticks < 5_700_000 ? Math.abs(move) : move;
    Side aggressor = move > 0 || (move == 0 && (count & 1) == 0) ? Side.BUY : Side.SELL;
    long steps = 100L + random.nextInt(20_000);
    return new MarketEvent.Print(timeMicros, ticks * TICK, steps * STEP, aggressor);
  }
}
