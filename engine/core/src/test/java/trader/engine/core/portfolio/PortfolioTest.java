package trader.engine.core.portfolio;

import static org.assertj.core.api.Assertions.assertThat;
import static trader.engine.core.kit.CoreKit.BTC;
import static trader.engine.core.kit.CoreKit.NOON;
import static trader.engine.core.kit.CoreKit.dec;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import trader.control.Account;
import trader.control.FeeTotal;
import trader.control.InstrumentId;
import trader.engine.core.MarketEvent;
import trader.engine.core.kit.CoreKit;
import trader.engine.core.market.Market;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.OrderType;
import trader.engine.core.orders.Purpose;
import trader.engine.core.orders.Side;

class PortfolioTest {
  private static final Account PAPER = Account.PAPER;
  private final Portfolio portfolio = new Portfolio(List.of(), List.of(), dec("10000"));
  private static final InstrumentId BNB = new InstrumentId("BNBUSDT", "BINANCE");
  private final Map<InstrumentId, Market> markets = new HashMap<>();
  private long count;

  private void book(Side side, String qty, String price, String fee, String feeAsset) {
    book(side, dec(qty), dec(price), dec(fee), feeAsset);
  }

  private void book(Side side, BigDecimal qty, BigDecimal price, BigDecimal fee, String feeAsset) {
    Execution execution =
        new Execution("t" + count, price, qty, price.multiply(qty), fee, feeAsset, null);
    portfolio.book(order(side, qty), execution, CoreKit.rules(BTC), markets);
  }

  private NewOrder order(Side side, BigDecimal qty) {
    return new NewOrder(
        ClientOrderId.derive('b', 1, count++),
        PAPER,
        BTC,
        side,
        OrderType.MARKET,
        side == Side.BUY ? Purpose.ENTRY : Purpose.EXIT,
        qty,
        null,
        null,
        side == Side.BUY ? dec("2") : null,
        "trend",
        "test",
        NOON);
  }

  private Holding holding() {
    return portfolio.holding(PAPER, BTC);
  }

  private Ledger ledger() {
    return portfolio.ledger(PAPER);
  }

  private static Market market(BigDecimal price) {
    Market market = new Market(BTC);
    market.trade(new MarketEvent.Trade(NOON, BTC, NOON, 1, price, BigDecimal.ONE, false));
    return market;
  }

  @Test
  void feeInBaseMakesTheHoldingSmallerAndDearer() {
    book(Side.BUY, "10", "100", "0.01", "BTC");
    assertThat(holding().qty()).isEqualByComparingTo("9.99");
    assertThat(holding().cost()).isEqualByComparingTo("1000");
    assertThat(holding().entryPrice()).isEqualByComparingTo("100");
    assertThat(holding().strategy()).isEqualTo("trend");
    assertThat(holding().stopDistance()).contains(dec("2"));
    assertThat(ledger().cash()).isEqualByComparingTo("9000");
    assertThat(ledger().feesToday()).isEqualByComparingTo("1");
  }

  @Test
  void feeInQuoteIsPartOfTheCost() {
    book(Side.BUY, "10", "100", "1.5", "USDT");
    assertThat(holding().qty()).isEqualByComparingTo("10");
    assertThat(holding().cost()).isEqualByComparingTo("1001.5");
    assertThat(holding().entryPrice()).isEqualByComparingTo("100");
    assertThat(ledger().cash()).isEqualByComparingTo("8998.5");
    assertThat(ledger().feesToday()).isEqualByComparingTo("1.5");
  }

  @Test
  void partialSaleRealizesItsShareOfTheCost() {
    book(Side.BUY, "10", "100", "0", "USDT");
    book(Side.SELL, "4", "110", "0.44", "USDT");
    assertThat(ledger().realizedToday()).isEqualByComparingTo("39.56");
    assertThat(holding().qty()).isEqualByComparingTo("6");
    assertThat(holding().cost()).isEqualByComparingTo("600");
    assertThat(holding().entryPrice()).isEqualByComparingTo("100");
    book(Side.SELL, "6", "90", "0.54", "USDT");
    assertThat(ledger().realizedToday()).isEqualByComparingTo("-20.98");
    assertThat(holding().qty().signum()).isZero();
    assertThat(holding().cost().signum()).isZero();
    assertThat(holding().strategy()).isEmpty();
    assertThat(ledger().cash()).isEqualByComparingTo("9979.02");
  }

  @Test
  void cashMovesByWhatTheVenueBookedWhereThatIsRounded() {
    NewOrder order = order(Side.BUY, dec("0.00000007"));
    Execution rounded =
        new Execution("1", dec("0.3"), dec("0.00000007"), dec("0.00000002"), dec("0"), "", null);
    portfolio.book(order, rounded, CoreKit.rules(BTC), markets);
    assertThat(ledger().cash()).isEqualByComparingTo("9999.99999998");
    assertThat(holding().cost()).isEqualByComparingTo("0.00000002");
  }

  @Test
  void costThatIsLeftIsTheVenuesWhereItRoundsTheProfitOfAPart() {
    Holding perpetual = portfolio.holding(PAPER, CoreKit.PERP);
    perpetual.trade(dec("3"), dec("100"));
    perpetual.trade(dec("4"), dec("100.01"));
    assertThat(perpetual.trade(dec("-1"), dec("101"), dec("0.99428571")))
        .isEqualByComparingTo("0.99428571");
    assertThat(perpetual.cost()).isEqualByComparingTo("600.03428571");
    assertThat(perpetual.entryPrice()).isEqualByComparingTo(perpetual.averagePrice());
    assertThat(perpetual.trade(dec("-6"), dec("101"), dec("5.96571429")))
        .isEqualByComparingTo("5.96571429");
    assertThat(perpetual.cost()).isEqualByComparingTo("0");
  }

  @Test
  void profitThatTheVenueReckonsOfMoreThanOursLeavesOurCost() {
    Holding perpetual = portfolio.holding(PAPER, CoreKit.PERP);
    perpetual.trade(dec("2"), dec("100"));
    assertThat(perpetual.trade(dec("-1"), dec("160"), dec("10"))).isEqualByComparingTo("10");
    assertThat(perpetual.cost()).isEqualByComparingTo("100");
  }

  @Test
  void costOfThirdsLosesNothing() {
    book(Side.BUY, "3", "33.33", "0", "USDT");
    book(Side.SELL, "1", "33.33", "0", "USDT");
    book(Side.SELL, "1", "33.33", "0", "USDT");
    book(Side.SELL, "1", "33.33", "0", "USDT");
    assertThat(ledger().realizedToday().setScale(12, RoundingMode.HALF_EVEN))
        .isEqualByComparingTo("0");
    assertThat(ledger().cash()).isEqualByComparingTo("10000");
  }

  @Test
  void feeInAThirdAssetWithoutAPriceIsKeptToTheLastDigitAndCountsForNothing() {
    book(Side.BUY, "1", "100", "0.00000000123456789", "BNB");
    book(Side.SELL, "1", "100", "0.001", "BNB");
    assertThat(holding().qty()).isEqualByComparingTo("0");
    assertThat(ledger().cash()).isEqualByComparingTo("10000");
    assertThat(ledger().feesToday()).isEqualByComparingTo("0");
    assertThat(ledger().realizedToday()).isEqualByComparingTo("0");
    assertThat(ledger().fees())
        .containsExactly(
            new FeeTotal("BNB", dec("0.00100000123456789"), dec("0"), dec("0.00100000123456789")));
  }

  private void pricedBnb() {
    Market bnb = new Market(BNB);
    bnb.listed(CoreKit.rules(BNB));
    bnb.trade(new MarketEvent.Trade(NOON, BNB, NOON, 1, dec("600"), BigDecimal.ONE, false));
    markets.put(BNB, bnb);
  }

  @Test
  void feeInAThirdAssetIsValuedAtItsPriceAndTakenFromWhatWasNotBought() {
    pricedBnb();
    ledger().foreign("BNB", dec("1"));
    book(Side.BUY, "1", "100", "0.001", "BNB");
    assertThat(holding().qty()).isEqualByComparingTo("1");
    assertThat(holding().cost()).isEqualByComparingTo("100.6");
    assertThat(ledger().cash()).isEqualByComparingTo("9900");
    assertThat(ledger().feesToday()).isEqualByComparingTo("0.6");
    assertThat(ledger().foreign("BNB")).isEqualByComparingTo("0.999");
    book(Side.SELL, "1", "110", "0.002", "BNB");
    assertThat(ledger().realizedToday()).isEqualByComparingTo("8.2");
    assertThat(ledger().cash()).isEqualByComparingTo("10010");
    assertThat(ledger().netToday(dec("10010"))).isEqualByComparingTo("8.2");
    assertThat(ledger().fees())
        .singleElement()
        .satisfies(total -> {
          assertThat(total.amount()).isEqualByComparingTo("0.003");
          assertThat(total.valueUsd()).isEqualByComparingTo("1.8");
          assertThat(total.unvalued()).isEqualByComparingTo("0");
        });
  }

  @Test
  void feeInAThirdAssetThatWeHoldMakesThatHoldingSmaller() {
    pricedBnb();
    portfolio.holding(PAPER, BNB).buy(dec("1"), dec("500"), dec("500"));
    book(Side.BUY, "1", "100", "0.01", "BNB");
    assertThat(portfolio.holding(PAPER, BNB).qty()).isEqualByComparingTo("0.99");
    assertThat(ledger().realizedToday())
        .as("bought at 500, spent at 600")
        .isEqualByComparingTo("1");
    assertThat(ledger().feesToday()).isEqualByComparingTo("6");
    assertThat(ledger().netToday(dec("10000"))).isEqualByComparingTo("0");
  }

  @Test
  void writeOffIsAWithdrawalOfItsWorth() {
    book(Side.BUY, "10", "100", "0", "USDT");
    ledger().mark(dec("10000"), NOON);
    portfolio.writeOff(holding(), dec("10"), dec("120"), false);
    assertThat(holding().qty().signum()).isZero();
    assertThat(ledger().realizedToday()).isEqualByComparingTo("0");
    assertThat(ledger().dayPeak()).isEqualByComparingTo("8800");
  }

  @Test
  void equityOfWhatHasNoPriceIsItsCostAndIsNotPriced() {
    book(Side.BUY, "10", "100", "0", "USDT");
    assertThat(portfolio.equity(PAPER, Map.of())).isEqualByComparingTo("10000");
    assertThat(portfolio.priced(PAPER, Map.of())).isFalse();
    assertThat(portfolio.priced(Account.LIVE, Map.of())).isTrue();
    Map<trader.control.InstrumentId, Market> markets = Map.of(BTC, market(dec("90")));
    assertThat(portfolio.equity(PAPER, markets)).isEqualByComparingTo("9900");
    assertThat(portfolio.exposure(PAPER, markets)).isEqualByComparingTo("900");
    assertThat(portfolio.holdsAnything()).isTrue();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {11, 12, 13, 14, 15})
  void cashProfitAndFeesAddUpOverRandomFills(long seed) {
    Random random = new Random(seed);
    BigDecimal bought = BigDecimal.ZERO;
    BigDecimal sold = BigDecimal.ZERO;
    BigDecimal fees = BigDecimal.ZERO;
    for (int i = 0; i < 500; i++) {
      BigDecimal price = BigDecimal.valueOf(random.nextLong(100, 9_000_000), 2);
      BigDecimal qty = BigDecimal.valueOf(random.nextLong(1, 300_000), 5);
      boolean buy = holding().qty().signum() == 0 || random.nextInt(3) > 0;
      if (!buy) {
        boolean all = random.nextInt(4) == 0;
        qty = all ? holding().qty() : qty.min(holding().qty());
      }
      BigDecimal quote = price.multiply(qty);
      boolean inBase = buy && random.nextBoolean();
      BigDecimal fee =
          (inBase ? qty : quote).multiply(dec("0.001")).setScale(8, RoundingMode.HALF_UP);
      book(buy ? Side.BUY : Side.SELL, qty, price, fee, inBase ? "BTC" : "USDT");
      BigDecimal feeInQuote = inBase ? BigDecimal.ZERO : fee;
      bought = buy ? bought.add(quote).add(feeInQuote) : bought;
      sold = buy ? sold : sold.add(quote).subtract(feeInQuote);
      fees = fees.add(inBase ? fee.multiply(price) : fee);

      assertThat(ledger().cash()).isEqualByComparingTo(dec("10000").subtract(bought).add(sold));
      assertThat(ledger().feesToday()).isEqualByComparingTo(fees);
      BigDecimal worth = holding().qty().multiply(price);
      BigDecimal unrealized = worth.subtract(holding().cost());
      BigDecimal equity = portfolio.equity(PAPER, Map.of(BTC, market(price)));
      assertThat(equity).isEqualByComparingTo(ledger().cash().add(worth));
      assertThat(ledger().realizedToday().add(unrealized))
          .as("realized and unrealized are all that equity has gained")
          .isEqualByComparingTo(equity.subtract(dec("10000")));
    }
  }
}
