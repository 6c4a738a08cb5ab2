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

/** Whatever happens to positions, every unit of collateral is accounted for, to the last digit. */
class RandomDerivativesTest {
  private static final String S = "PF_XBTUSD";
  private static final List<String> CLIENTS = List.of("a", "b", "c");

  /** What the reports say, added up apart from the exchange's own books. */
  private static final class Tally {
    private final Map<String, Long> deposits = new TreeMap<>();
    private final Map<String, Long> realized = new TreeMap<>();
    private final Map<String, Long> fees = new TreeMap<>();
    private final Map<String, Long> funding = new TreeMap<>();
    private final Map<String, Long> position = new TreeMap<>();

    static void add(Map<String, Long> to, String account, long amount) {
      to.merge(account, amount, Math::addExact);
    }

    static long of(Map<String, Long> from, String account) {
      return from.getOrDefault(account, 0L);
    }
  }

  private final Tally tally = new Tally();
  private final RecordingListener heard =
      new RecordingListener() {
        @Override
        public void onFill(Order order, Fill fill) {
          super.onFill(order, fill);
          long before = Tally.of(tally.position, order.account());
          long signed = order.side() == Side.BUY ? fill.quantity() : -fill.quantity();
          if (order.request().reduceOnly()) {
            assertThat(Math.abs(before + signed)).isEqualTo(Math.abs(before) - fill.quantity());
          }
          Tally.add(tally.position, order.account(), signed);
          Tally.add(tally.realized, order.account(), fill.realizedProfit());
          Tally.add(tally.fees, order.account(), fill.commission());
        }

        @Override
        public void onFunding(FundingPayment payment) {
          super.onFunding(payment);
          Tally.add(tally.funding, payment.account(), payment.amount());
        }
      };

  static LongStream seeds() {
    return LongStream.concat(LongStream.rangeClosed(1, 20), LongStream.of(20131125));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void balancesAreDepositsPlusProfitsLessFeesPlusFunding(long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    DerivativeTerms terms =
        new DerivativeTerms(
            "USD",
            Map.of(S, List.of(MarginTier.of(n("0.02"), n("0.01")))),
            random.nextBoolean(),
            random.nextBoolean(),
            "liq-");
    Exchange exchange = new Exchange(new Fees(n("0.0002"), n("0.0005")), terms, heard);
    Instrument instrument =
        new Instrument(S, "BTC", "USD", Decimals.ONE / 2, Decimals.ONE / 10_000);
    Market market = exchange.addMarket(instrument, seed, n("0.3"), 1);
    market.begin(n("60000"));
    for (String client : CLIENTS) {
      exchange.ledger().deposit(client, "USD", n("20000"));
      Tally.add(tally.deposits, client, n("20000"));
    }
    long ticks = 120_000;
    for (int i = 0; i < 1_500; i++) {
      long now = 1_000L * i;
      switch (random.nextInt(12)) {
        case 0, 1, 2 -> {
          ticks = Math.max(10_000, ticks + random.nextInt(601) - 300);
          long quantity = (1 + random.nextInt(4_000)) * instrument.step();
          exchange.print(market, ticks * instrument.tick(), quantity, side(random), now);
        }
        case 3 -> {
          ticks = Math.max(10_000, ticks + random.nextInt(6_001) - 3_000);
          long bid = ticks * instrument.tick();
          exchange.quote(market, bid, 0, bid + instrument.tick(), 0, now);
        }
        case 4 -> {
          long offset = (random.nextInt(20_001) - 10_000) * (Decimals.ONE / 100);
          exchange.mark(market, market.lastPrice() + offset, now);
        }
        case 5 -> exchange.fund(market, random.nextInt(200_001) - 100_000, now);
        case 6 -> change(exchange, market, random, now);
        default -> place(exchange, market, random, i, now);
      }
      check(exchange, market, "seed %d, step %d".formatted(seed, i));
    }
    assertThat(heard.lines).anyMatch(l -> l.startsWith("fill"));
    assertThat(heard.lines).anyMatch(l -> l.startsWith("funding"));
  }

  private static long n(String text) {
    return Decimals.parse(text);
  }

  private static Side side(RandomGenerator random) {
    return random.nextBoolean() ? Side.BUY : Side.SELL;
  }

  private static long near(Market market, RandomGenerator random, int reach) {
    long tick = market.instrument().tick();
    long price = Decimals.floorTo(market.lastPrice(), tick);
    return Math.max(tick, price + (random.nextInt(2 * reach + 1) - reach) * tick);
  }

  private void change(Exchange exchange, Market market, RandomGenerator random, long now) {
    String account = CLIENTS.get(random.nextInt(3));
    List<Order> open = exchange.orders().open(account);
    if (random.nextInt(8) == 0) {
      long amount = (1 + random.nextInt(20_000)) * Decimals.ONE;
      exchange.ledger().deposit(account, "USD", amount);
      Tally.add(tally.deposits, account, amount);
    } else if (!open.isEmpty()) {
      Order order = open.get(random.nextInt(open.size()));
      if (random.nextBoolean()) {
        exchange.cancel(order, "c" + now, now);
      } else if (order.quantity() > 0) {
        try {
          exchange.amend(
              order,
              order.executed() + (1 + random.nextInt(9_000)) * market.instrument().step(),
              order.type().hasLimit() ? near(market, random, 500) : 0,
              order.type().isContingent() ? near(market, random, 500) : 0,
              now);
        } catch (RejectedException e) {
          heard.lines.add("refused " + e.rejection());
        }
      }
    }
  }

  private void place(Exchange exchange, Market market, RandomGenerator random, int i, long now) {
    OrderType[] types = OrderType.values();
    OrderType type = types[random.nextInt(types.length)];
    boolean closes = type == OrderType.STOP_LOSS && random.nextInt(4) == 0;
    PositionTerms terms =
        new PositionTerms(
            !closes && random.nextInt(3) == 0,
            closes,
            random.nextBoolean() ? TriggerBy.MARK : TriggerBy.LAST);
    TimeInForce[] times = TimeInForce.values();
    NewOrder request =
        NewOrder.of(
                CLIENTS.get(random.nextInt(3)),
                S,
                "o" + i,
                side(random),
                type,
                type == OrderType.LIMIT ? times[random.nextInt(3)] : TimeInForce.GTC,
                closes ? 0 : (1 + random.nextInt(30_000)) * market.instrument().step(),
                type.hasLimit() ? near(market, random, 500) : 0,
                type.isContingent() ? near(market, random, 800) : 0)
            .with(terms);
    try {
      exchange.place(request, now);
    } catch (RejectedException e) {
      heard.lines.add("refused " + e.rejection());
    }
  }

  private void check(Exchange exchange, Market market, String step) {
    MarginAccounts margins = exchange.margins();
    long mark = market.markPrice();
    long quantities = 0;
    long equities = 0;
    long deposited = 0;
    for (String account : exchange.ledger().accounts()) {
      Position position = margins.position(account, S);
      quantities += position.quantity();
      equities += margins.balance(account) + position.unrealized(mark);
      deposited += Tally.of(tally.deposits, account);
    }
    assertThat(quantities).as("positions of all, %s", step).isZero();
    assertThat(equities).as("collateral of all, %s", step).isEqualTo(deposited);
    for (String client : CLIENTS) {
      checkClient(exchange, client, step);
    }
  }

  private void checkClient(Exchange exchange, String client, String step) {
    MarginAccounts margins = exchange.margins();
    AccountStatement statement = margins.statement(client);
    assertThat(margins.balance(client)).as("%s, %s", client, step).isEqualTo(statement.balance());
    assertThat(statement.deposits()).as(step).isEqualTo(Tally.of(tally.deposits, client));
    assertThat(statement.realizedProfit()).as(step).isEqualTo(Tally.of(tally.realized, client));
    assertThat(-statement.fees()).as(step).isEqualTo(Tally.of(tally.fees, client));
    assertThat(statement.funding()).as(step).isEqualTo(Tally.of(tally.funding, client));
    long held = margins.position(client, S).quantity();
    assertThat(held).as(step).isEqualTo(Tally.of(tally.position, client));
    long reserved = 0;
    for (Order order : exchange.orders().open(client)) {
      reserved += order.locked;
      boolean follows = order.isWorking() && order.request().reduceOnly();
      if (follows) {
        assertThat(order.remaining()).as(step).isLessThanOrEqualTo(Math.abs(held));
        assertThat(order.side() == Side.SELL).as(step).isEqualTo(held > 0);
      }
      boolean needs =
          order.isWorking() && order.type().hasLimit() && !order.request().terms().onlyReduces();
      assertThat(order.locked)
          .as(step)
          .isEqualTo(needs ? Decimals.timesUp(order.price(), order.remaining()) : 0);
    }
    if (held == 0) {
      assertThat(margins.initialMarginWithOrders(client)).as(step).isLessThanOrEqualTo(reserved);
    }
  }
}
