package trader.simulator.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever clients and the market do, nothing is made or lost, and locks match open orders. */
class RandomFlowTest {
  private static final String S = "BTCUSDT";
  private static final List<String> CLIENTS = List.of("a", "b", "c");

  private final RecordingListener heard = new RecordingListener();
  private final Exchange exchange =
      new Exchange(new Fees(Decimals.parse("0.001"), Decimals.parse("0.00075")), heard);

  static LongStream seeds() {
    return LongStream.concat(LongStream.rangeClosed(1, 20), LongStream.of(20131125));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void fundsAreConservedAndLocksMatch(long seed) {
    List<String> first = run(seed, heard, exchange);
    RecordingListener again = new RecordingListener();
    Exchange other =
        new Exchange(new Fees(Decimals.parse("0.001"), Decimals.parse("0.00075")), again);
    assertThat(run(seed, again, other)).as("the same seed does the same").isEqualTo(first);
    assertThat(first).anyMatch(l -> l.startsWith("fill"));
  }

  private static List<String> run(long seed, RecordingListener heard, Exchange exchange) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    Instrument instrument =
        new Instrument(S, "BTC", "USDT", Decimals.ONE / 100, Decimals.ONE / 100_000);
    Market market = exchange.addMarket(instrument, seed, Decimals.parse("0.3"), 1);
    market.begin(Decimals.parse("60000"));
    for (String client : CLIENTS) {
      exchange.ledger().deposit(client, "USDT", Decimals.parse("50000"));
      exchange.ledger().deposit(client, "BTC", Decimals.parse("1"));
    }
    exchange.flush(0);
    Map<String, Long> before = sums(exchange);
    long ticks = 6_000_000;
    for (int i = 0; i < 1_500; i++) {
      long now = 1_000L * i;
      switch (random.nextInt(10)) {
        case 0, 1, 2, 3 -> {
          ticks += random.nextInt(4_001) - 2_000;
          long quantity = (1 + random.nextInt(40_000)) * instrument.step();
          exchange.print(market, ticks * instrument.tick(), quantity, side(random), now);
        }
        case 4 -> cancelSome(exchange, random, now);
        case 5 -> placeList(exchange, market, random, i, now);
        default -> placeOne(exchange, market, random, i, now);
      }
      assertThat(sums(exchange)).as("seed %d, step %d", seed, i).isEqualTo(before);
      checkLocks(exchange, seed, i);
    }
    return heard.lines;
  }

  private static <T> T any(RandomGenerator random, T[] choices) {
    return List.of(choices).get(random.nextInt(choices.length));
  }

  private static Side side(RandomGenerator random) {
    return random.nextBoolean() ? Side.BUY : Side.SELL;
  }

  private static void cancelSome(Exchange exchange, RandomGenerator random, long now) {
    List<Order> open = exchange.orders().open(CLIENTS.get(random.nextInt(3)));
    if (!open.isEmpty()) {
      exchange.cancel(open.get(random.nextInt(open.size())), "c" + now, now);
    }
  }

  private static long near(Market market, RandomGenerator random, int reach) {
    long tick = market.instrument().tick();
    return Math.max(tick, market.lastPrice() + (random.nextInt(2 * reach + 1) - reach) * tick);
  }

  private static void placeOne(
      Exchange exchange, Market market, RandomGenerator random, int i, long now) {
    OrderType type = any(random, OrderType.values());
    boolean byQuote = type == OrderType.MARKET && random.nextBoolean();
    boolean trailing = type.isContingent() && random.nextInt(4) == 0;
    TimeInForce tif =
        type == OrderType.LIMIT || type == OrderType.STOP_LOSS_LIMIT
            ? any(random, TimeInForce.values())
            : TimeInForce.GTC;
    NewOrder request =
        new NewOrder(
            CLIENTS.get(random.nextInt(3)),
            S,
            "o" + i,
            side(random),
            type,
            tif,
            byQuote ? 0 : (1 + random.nextInt(30_000)) * market.instrument().step(),
            byQuote ? (1 + random.nextLong(2_000)) * Decimals.ONE : 0,
            type.hasLimit() ? near(market, random, 3_000) : 0,
            type.isContingent() && !trailing ? near(market, random, 5_000) : 0,
            trailing ? 10 + random.nextInt(100) : 0,
            0,
            any(random, SelfTradePrevention.values()),
            null,
            null);
    try {
      exchange.place(request, now);
    } catch (RejectedException e) {
      assertThat(e.rejection()).isNotEqualTo(Rejection.DUPLICATE_CLIENT_ORDER_ID);
    }
  }

  private static void placeList(
      Exchange exchange, Market market, RandomGenerator random, int i, long now) {
    Side side = side(random);
    String account = CLIENTS.get(random.nextInt(3));
    long quantity = (1 + random.nextInt(20_000)) * market.instrument().step();
    long tick = market.instrument().tick();
    long up = market.lastPrice() + (1 + random.nextInt(3_000)) * tick;
    long down = market.lastPrice() - (1 + random.nextInt(3_000)) * tick;
    boolean sell = side == Side.SELL;
    NewOrder limit =
        NewOrder.of(
            account,
            S,
            "limit" + i,
            side,
            OrderType.LIMIT_MAKER,
            TimeInForce.GTC,
            quantity,
            sell ? up : down,
            0);
    NewOrder stop =
        NewOrder.of(
            account,
            S,
            "stop" + i,
            side,
            random.nextBoolean() ? OrderType.STOP_LOSS : OrderType.STOP_LOSS_LIMIT,
            TimeInForce.GTC,
            quantity,
            (sell ? down : up) + (random.nextInt(400) - 200) * tick,
            sell ? down : up);
    try {
      exchange.placeOneCancelsOther("l" + i, sell ? limit : stop, sell ? stop : limit, now);
    } catch (RejectedException e) {
      assertThat(e.rejection()).isNotEqualTo(Rejection.DUPLICATE_CLIENT_ORDER_ID);
    }
  }

  private static Map<String, Long> sums(Exchange exchange) {
    Map<String, Long> sums = new TreeMap<>();
    for (String account : exchange.ledger().accounts()) {
      for (Ledger.Balance balance : exchange.ledger().balances(account).values()) {
        sums.merge(balance.asset(), balance.free() + balance.locked(), Long::sum);
      }
    }
    return sums;
  }

  private static void checkLocks(Exchange exchange, long seed, int step) {
    for (String client : CLIENTS) {
      Map<String, Long> locked = new TreeMap<>();
      for (Order order : exchange.orders().open(client)) {
        locked.merge(order.side() == Side.BUY ? "USDT" : "BTC", order.locked, Long::sum);
      }
      for (Ledger.Balance balance : exchange.ledger().balances(client).values()) {
        assertThat(balance.free()).as("seed %d, step %d", seed, step).isNotNegative();
        assertThat(balance.locked())
            .as("locked %s of %s, seed %d, step %d", balance.asset(), client, seed, step)
            .isEqualTo(locked.getOrDefault(balance.asset(), 0L));
      }
    }
  }
}
