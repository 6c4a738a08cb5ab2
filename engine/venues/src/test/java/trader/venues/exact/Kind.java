package trader.venues.exact;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import trader.control.InstrumentId;
import trader.engine.core.InstrumentRules;
import trader.simulator.matching.Decimals;
import trader.simulator.matching.DerivativeTerms;
import trader.simulator.matching.Exchange;
import trader.simulator.matching.ExchangeListener;
import trader.simulator.matching.Fees;
import trader.simulator.matching.Instrument;
import trader.simulator.matching.MarginTier;
import trader.simulator.matching.ThirdAsset;

/** How a venue settles: what is traded in which steps, and from what its fees are taken. */
enum Kind {
  /** Spot, the fee taken from what is received. */
  BINANCE_SPOT("BTCUSDT", "BINANCE", "USDT", "0.01", "0.00001", false, false),
  /** Spot, the fee taken from a third asset as long as there is any. */
  BINANCE_SPOT_THIRD_ASSET("BTCUSDT", "BINANCE", "USDT", "0.01", "0.00001", false, false),
  /** Contracts whose stops are placed anew. */
  BINANCE_FUTURES("BTCUSDT", "BINANCE_FUTURES", "USDT", "0.1", "0.001", true, false),
  /** Spot, the fee taken from the quote asset, in lots finer than a cent is divided. */
  KRAKEN_SPOT("BTCUSD", "KRAKEN", "USD", "0.1", "0.00000001", false, true),
  /** Contracts whose orders are amended. */
  KRAKEN_FUTURES("BTCUSD", "KRAKEN_FUTURES", "USD", "0.5", "0.0001", true, true);

  static final String COIN = "BTC";
  static final String THIRD = "BNB";
  private final String symbol;
  private final String venue;
  final String quote;
  final boolean perpetual;
  private final String tick;
  private final String lot;
  private final boolean amends;

  Kind(
      String symbol,
      String venue,
      String quote,
      String tick,
      String lot,
      boolean perpetual,
      boolean amends) {
    this.symbol = symbol;
    this.venue = venue;
    this.quote = quote;
    this.tick = tick;
    this.lot = lot;
    this.perpetual = perpetual;
    this.amends = amends;
  }

  /** What is traded. */
  InstrumentId id() {
    return new InstrumentId(symbol, venue);
  }

  /** The market of the third asset, where fees are taken from it. */
  @Nullable InstrumentId third() {
    return this == BINANCE_SPOT_THIRD_ASSET ? new InstrumentId(THIRD + quote, venue) : null;
  }

  /** Whether positions here take profits, too. */
  boolean takesProfit() {
    return amends;
  }

  /** Everything that is listed. */
  List<InstrumentId> instruments() {
    InstrumentId third = third();
    return third == null ? List.of(id()) : List.of(id(), third);
  }

  InstrumentRules rules(InstrumentId instrument) {
    boolean main = instrument.equals(id());
    return new InstrumentRules(
        instrument,
        main ? COIN : THIRD,
        quote,
        new BigDecimal(tick),
        new BigDecimal(main ? lot : "0.001"),
        new BigDecimal(main ? lot : "0.001"),
        new BigDecimal("100"),
        new BigDecimal("5"),
        true,
        perpetual ? InstrumentRules.Kind.LINEAR_PERPETUAL : InstrumentRules.Kind.SPOT,
        amends);
  }

  /** An exchange with its markets, which pays that account's fees as this kind says. */
  Exchange exchange(ExchangeListener listener, String account, long seed) {
    Fees fees = new Fees(n("0.0002"), n("0.00075"), this == KRAKEN_SPOT);
    Exchange exchange =
        perpetual
            ? new Exchange(
                fees,
                new DerivativeTerms(
                    quote,
                    Map.of(symbol, List.of(MarginTier.of(n("0.02"), n("0.01")))),
                    amends,
                    amends,
                    "liq-"),
                listener)
            : new Exchange(fees, listener);
    for (InstrumentId instrument : instruments()) {
      InstrumentRules rules = rules(instrument);
      exchange.addMarket(
          new Instrument(
              instrument.symbol(),
              rules.baseAsset(),
              rules.quoteAsset(),
              Decimals.of(rules.tickSize()),
              Decimals.of(rules.lotSize())),
          seed,
          n("0.05"),
          1);
    }
    InstrumentId third = third();
    if (third != null) {
      exchange.payFeesIn(new ThirdAsset(THIRD, n("0.75"), Map.of(quote, third.symbol())), account);
    }
    return exchange;
  }

  static long n(String text) {
    return Decimals.parse(text);
  }
}
