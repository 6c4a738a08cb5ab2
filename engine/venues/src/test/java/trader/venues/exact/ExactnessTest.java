package trader.venues.exact;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import trader.control.Account;
import trader.control.FeeTotal;
import trader.control.InstrumentId;
import trader.engine.core.Bar;
import trader.engine.core.Checkpoint;
import trader.engine.core.strategy.Decision;
import trader.engine.core.strategy.Strategy;
import trader.simulator.matching.AccountStatement;
import trader.simulator.matching.Decimals;
import trader.simulator.matching.Ledger;
import trader.simulator.matching.Position;

/**
 * After a day of random trading profit, fees and balances are the exchange's own statement, to the
 * last digit, and so they were whenever they were compared in between. Told by a clock of its own:
 * {@code -Dtrader.exact.hours=24} is the whole day.
 */
class ExactnessTest {
  private static final int HOURS = Integer.getInteger("trader.exact.hours", 1);
  private static final long SEED = Long.getLong("trader.exact.seed", 20_131_125);
  private static final int SECONDS = Math.min(HOURS * 3_600, 86_400 - 120);

  /** Enters and leaves as chance has it. */
  private record Chance(Random random, BigDecimal distance) implements Strategy {
    @Override
    public String name() {
      return "chance";
    }

    @Override
    public int warmUpBars() {
      return 0;
    }

    @Override
    public void warmUp(Bar bar) {
      // Chance knows no past.
    }

    @Override
    public Decision onBar(Bar bar, boolean inPosition) {
      if (random.nextInt(8) > 0) {
        return new Decision.Hold("");
      }
      return inPosition ? new Decision.Exit("chance") : new Decision.Enter(distance, "chance");
    }
  }

  /** Never does anything. */
  private record Idle() implements Strategy {
    @Override
    public String name() {
      return "idle";
    }

    @Override
    public int warmUpBars() {
      return 0;
    }

    @Override
    public void warmUp(Bar bar) {
      // It decides nothing.
    }

    @Override
    public Decision onBar(Bar bar, boolean inPosition) {
      return new Decision.Hold("");
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void profitFeesAndBalancesAreTheExchangesStatementToTheLastDigit(Kind kind) {
    Random random = new Random(SEED + kind.name().hashCode());
    ExchangeDesk desk =
        new ExchangeDesk(
            kind,
            instrument ->
                instrument.equals(kind.id())
                    ? new Chance(random, new BigDecimal("60"))
                    : new Idle(),
            kind.takesProfit(),
            SEED);
    desk.exchange.ledger().deposit(ExchangeDesk.ACCOUNT, kind.quote, Kind.n("100000"));
    if (kind.third() != null) {
      desk.exchange.ledger().deposit(ExchangeDesk.ACCOUNT, Kind.THIRD, Kind.n("5"));
    }
    trade(desk, random);
    String told = "seed " + SEED + ", " + desk.words.executions() + " executions";
    assertThat(desk.words.executions()).as(told).isGreaterThan(SECONDS / 30);
    assertThat(desk.compared()).as(told).isGreaterThan(SECONDS / 120);
    assertThat(desk.logged("QTY_SYNCED"))
        .as("beyond what was there before us: %s", desk.lastLine("QTY_SYNCED"))
        .isEqualTo(kind.third() == null ? 0 : 1);
    assertThat(desk.logged("COMPARISON_DIFFERS")).as(desk.lastLine("COMPARISON_DIFFERS")).isZero();
    assertThat(desk.core.checkpoint().orders().stream().filter(o -> !o.state().finished()))
        .as(told)
        .isEmpty();
    fees(desk);
    if (kind.perpetual) {
      contracts(desk);
    } else {
      coins(desk);
    }
  }

  private static void trade(ExchangeDesk desk, Random random) {
    Map<InstrumentId, BigDecimal> prices = new HashMap<>();
    prices.put(desk.kind.id(), new BigDecimal("60000"));
    InstrumentId third = desk.kind.third();
    if (third != null) {
      prices.put(third, new BigDecimal("600"));
    }
    desk.open(prices);
    for (int second = 1; second <= SECONDS; second++) {
      for (InstrumentId instrument : desk.kind.instruments()) {
        BigDecimal tick = desk.kind.rules(instrument).tickSize();
        int bps = random.nextInt(300) == 0 ? random.nextInt(-40, 41) : random.nextInt(-4, 5);
        BigDecimal price = Objects.requireNonNull(prices.get(instrument));
        BigDecimal moved =
            price
                .add(price.multiply(BigDecimal.valueOf(bps, 4)))
                .divide(tick, 0, RoundingMode.HALF_EVEN)
                .multiply(tick);
        prices.put(instrument, moved);
        desk.advance(ExchangeDesk.SECOND / 5);
        desk.print(
            instrument,
            moved,
            BigDecimal.valueOf(random.nextLong(1, 200_000), 5),
            random.nextBoolean());
      }
      desk.advance(ExchangeDesk.SECOND / 5 * (5 - desk.kind.instruments().size()));
      if (desk.kind.perpetual && second % 900 == 0) {
        desk.fund(BigDecimal.valueOf(random.nextLong(-30_000, 30_001), 8));
      }
    }
    desk.closeAll();
    for (int i = 0; i < 100; i++) {
      desk.advance(ExchangeDesk.SECOND / 5);
    }
  }

  private static Checkpoint.LedgerRecord ledger(ExchangeDesk desk) {
    return desk.core.checkpoint().ledgers().stream()
        .filter(record -> record.account() == Account.LIVE)
        .findFirst()
        .orElseThrow();
  }

  private static BigDecimal total(ExchangeDesk desk, String asset) {
    Ledger ledger = desk.exchange.ledger();
    return Decimals.toBigDecimal(
        ledger.free(ExchangeDesk.ACCOUNT, asset) + ledger.locked(ExchangeDesk.ACCOUNT, asset));
  }

  private static void fees(ExchangeDesk desk) {
    Map<String, BigDecimal> ours = new HashMap<>();
    for (FeeTotal fee : ledger(desk).fees()) {
      ours.put(fee.asset(), fee.amount());
      assertThat(fee.unvalued()).as("valued: %s", fee.asset()).isEqualByComparingTo("0");
    }
    assertThat(ours.keySet()).isEqualTo(desk.words.fees().keySet());
    ours.forEach((asset, fee) ->
        assertThat(fee).as("fees in %s", asset).isEqualByComparingTo(desk.words.fees().get(asset)));
    if (desk.kind.third() != null) {
      assertThat(ours).containsKeys(Kind.THIRD);
    }
  }

  private static void contracts(ExchangeDesk desk) {
    AccountStatement statement = desk.exchange.margins().statement(ExchangeDesk.ACCOUNT);
    Checkpoint.LedgerRecord ledger = ledger(desk);
    assertThat(ledger.cash())
        .as("balance")
        .isEqualByComparingTo(Decimals.toBigDecimal(statement.balance()));
    assertThat(ledger.feesToday())
        .as("fees")
        .isEqualByComparingTo(Decimals.toBigDecimal(-statement.fees()));
    assertThat(ledger.realizedToday())
        .as("profit after fees and funding")
        .isEqualByComparingTo(
            Decimals.toBigDecimal(
                statement.realizedProfit() + statement.fees() + statement.funding()));
    assertThat(statement.funding()).isNotZero();
    Position position =
        desk.exchange.margins().position(ExchangeDesk.ACCOUNT, desk.kind.id().symbol());
    assertThat(position.quantity()).isZero();
    assertThat(desk.core.positions())
        .allSatisfy(held -> assertThat(held.qty()).isEqualByComparingTo("0"));
  }

  /** Cash has moved by the profit and by what the coins that are left have cost. */
  private static void coins(ExchangeDesk desk) {
    Checkpoint.LedgerRecord ledger = ledger(desk);
    BigDecimal qty = BigDecimal.ZERO;
    BigDecimal cost = BigDecimal.ZERO;
    for (Checkpoint.PositionRecord held : desk.core.positions()) {
      qty = qty.add(held.qty());
      cost = cost.add(held.cost());
    }
    assertThat(ledger.cash()).as("cash").isEqualByComparingTo(total(desk, desk.kind.quote));
    assertThat(qty.add(ledger.foreign().getOrDefault(Kind.COIN, BigDecimal.ZERO)))
        .as("coins")
        .isEqualByComparingTo(total(desk, Kind.COIN));
    BigDecimal third = BigDecimal.ZERO;
    for (FeeTotal fee : ledger.fees()) {
      if (fee.asset().equals(Kind.THIRD)) {
        third = fee.valueUsd();
        assertThat(ledger.foreign().get(Kind.THIRD)).isEqualByComparingTo(total(desk, Kind.THIRD));
      }
    }
    assertThat(ledger.realizedToday().add(third))
        .as("profit")
        .isEqualByComparingTo(ledger.cash().subtract(new BigDecimal("100000")).add(cost));
  }
}
