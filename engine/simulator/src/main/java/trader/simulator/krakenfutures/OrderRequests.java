package trader.simulator.krakenfutures;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import trader.simulator.matching.Decimals;
import trader.simulator.matching.NewOrder;
import trader.simulator.matching.OrderType;
import trader.simulator.matching.PositionTerms;
import trader.simulator.matching.SelfTradePrevention;
import trader.simulator.matching.Side;
import trader.simulator.matching.TimeInForce;
import trader.simulator.matching.TriggerBy;

/** Reads new orders from parameters, with the venue's rules of what each type needs. */
final class OrderRequests {
  private static final Set<String> TYPES =
      Set.of("lmt", "post", "ioc", "fok", "mkt", "stp", "take_profit", "trailing_stop");
  private static final Set<String> SIGNALS = Set.of("mark", "index", "last");
  private static final int BASIS_POINTS = 10_000;

  private OrderRequests() {}

  /** An order and what the venue calls it. */
  record Request(NewOrder order, Ticket ticket, @Nullable Long processBeforeMicros) {}

  static Request read(Venue venue, Params params, String account) {
    String type = params.mandatory("orderType");
    if (!TYPES.contains(type)) {
      throw ApiError.badRequest(11, "invalid order type");
    }
    Contract contract = venue.contract(params.mandatory("symbol"));
    Side side = side(params.mandatory("side"));
    long size = params.mandatoryDecimal("size");
    String signal = params.get("triggerSignal");
    if (signal != null && !SIGNALS.contains(signal)) {
      throw ApiError.argument("triggerSignal");
    }
    String clientId = params.get("cliOrdId");
    Ticket ticket =
        new Ticket(venue.tickets().newId(), clientId, type, signal == null ? "last" : signal);
    boolean byMark = "mark".equals(signal) || "index".equals(signal);
    PositionTerms terms =
        new PositionTerms(
            params.flag("reduceOnly"), false, byMark ? TriggerBy.MARK : TriggerBy.LAST);
    NewOrder order = order(params, contract, type, account, ticket, side, size).with(terms);
    String processBefore = params.get("processBefore");
    return new Request(
        order, ticket, processBefore == null ? null : Times.micros("processBefore", processBefore));
  }

  static Side side(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "buy" -> Side.BUY;
      case "sell" -> Side.SELL;
      default -> throw ApiError.argument("side");
    };
  }

  private static NewOrder order(
      Params params,
      Contract contract,
      String type,
      String account,
      Ticket ticket,
      Side side,
      long size) {
    boolean limited = params.has("limitPrice");
    OrderType kind =
        switch (type) {
          case "post" -> OrderType.LIMIT_MAKER;
          case "stp" -> limited ? OrderType.STOP_LOSS_LIMIT : OrderType.STOP_LOSS;
          case "take_profit" -> limited ? OrderType.TAKE_PROFIT_LIMIT : OrderType.TAKE_PROFIT;
          case "trailing_stop" -> OrderType.STOP_LOSS;
          default -> OrderType.LIMIT;
        };
    TimeInForce stays =
        switch (type) {
          case "ioc", "mkt" -> TimeInForce.IOC;
          case "fok" -> TimeInForce.FOK;
          default -> TimeInForce.GTC;
        };
    long price = 0;
    if (type.equals("mkt")) {
      price = marketLimit(contract, side);
    } else if (kind.hasLimit()) {
      price = params.mandatoryDecimal("limitPrice");
    }
    boolean trailing = type.equals("trailing_stop");
    long stop = kind.isContingent() && !trailing ? params.mandatoryDecimal("stopPrice") : 0;
    return new NewOrder(
        account,
        contract.symbol(),
        ticket.clientId() == null ? ticket.id() : ticket.clientId(),
        side,
        kind,
        stays,
        size,
        0,
        price,
        stop,
        trailing ? trail(params, contract) : 0,
        0,
        SelfTradePrevention.EXPIRE_TAKER,
        null,
        null);
  }

  /** A market order goes no further than the collar around the mark. */
  private static long marketLimit(Contract contract, Side side) {
    long mark = contract.market().markPrice();
    long room = Decimals.times(mark, contract.rules().collar());
    long tick = contract.instrument().tick();
    return side == Side.BUY
        ? Decimals.floorTo(mark + room, tick)
        : Math.max(tick, Decimals.floorTo(mark - room, tick));
  }

  /** The distance of a trailing stop in basis points, rounded for one given in dollars. */
  private static int trail(Params params, Contract contract) {
    long deviation = params.mandatoryDecimal("trailingStopMaxDeviation");
    return switch (params.mandatory("trailingStopDeviationUnit")) {
      case "PERCENT" -> (int) (deviation / (Decimals.ONE / 100));
      case "QUOTE_CURRENCY" ->
          (int)
              (Decimals.dividedBy(deviation, contract.market().markPrice())
                  / (Decimals.ONE / BASIS_POINTS));
      default -> throw ApiError.argument("trailingStopDeviationUnit");
    };
  }
}
