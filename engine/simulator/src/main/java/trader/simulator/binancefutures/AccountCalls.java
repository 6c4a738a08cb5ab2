package trader.simulator.binancefutures;

import java.util.List;
import java.util.function.BiConsumer;
import trader.simulator.binance.ApiError;
import trader.simulator.binance.Call;
import trader.simulator.binance.KnownErrors;
import trader.simulator.binance.Operation;
import trader.simulator.binance.Params;
import trader.simulator.matching.Decimals;
import trader.simulator.matching.MarginAccounts;
import trader.simulator.matching.Order;
import trader.simulator.matching.Position;
import trader.simulator.matching.RejectedException;
import trader.simulator.net.Json;

/** Balances, positions, margins and how an account is set up. */
final class AccountCalls {
  private static final int MOST_LEVERAGE = 125;

  private final FuturesVenue venue;

  AccountCalls(FuturesVenue venue) {
    this.venue = venue;
  }

  List<Operation> operations() {
    return List.of(
        Operation.signed("GET /fapi/v3/balance", "v2/account.balance", 5, this::balance),
        Operation.signed("GET /fapi/v2/balance", "account.balance", 5, this::balance),
        Operation.signed("GET /fapi/v3/account", "v2/account.status", 5, this::account),
        Operation.signed("GET /fapi/v2/account", "account.status", 5, this::account),
        Operation.signed(
            "GET /fapi/v3/positionRisk", "v2/account.position", 5, this::heldRisk, "symbol"),
        Operation.signed(
            "GET /fapi/v2/positionRisk", "account.position", 5, this::everyRisk, "symbol"),
        Operation.signed("POST /fapi/v1/leverage", "", 1, this::leverage, "symbol", "leverage"),
        Operation.signed(
            "POST /fapi/v1/marginType", "", 1, this::marginType, "symbol", "marginType"),
        Operation.signed(
            "POST /fapi/v1/positionMargin",
            "",
            1,
            (call, out) -> {
              throw ApiError.of(-4046, "Only isolated positions have margin of their own.");
            },
            "symbol",
            "amount",
            "type",
            "positionSide"),
        Operation.signed(
            "GET /fapi/v1/positionSide/dual",
            "",
            30,
            (call, out) ->
                out.open().put("dualSidePosition", venue.modes().isHedged(call.account())).close()),
        Operation.signed("POST /fapi/v1/positionSide/dual", "", 1, this::dual, "dualSidePosition"),
        Operation.signed("GET /fapi/v1/leverageBracket", "", 1, this::brackets, "symbol"),
        Operation.signed("GET /fapi/v1/symbolConfig", "", 5, this::symbolConfig, "symbol"),
        Operation.signed(
            "POST /fapi/v1/countdownCancelAll",
            "",
            10,
            this::countdown,
            "symbol",
            "countdownTime"));
  }

  private MarginAccounts margins() {
    return venue.exchange().margins();
  }

  private void balance(Call call, Json out) {
    MarginAccounts margins = margins();
    String account = call.account();
    out.openArray()
        .open()
        .put("accountAlias", "simulator")
        .put("asset", margins.collateral())
        .putDecimal("balance", margins.balance(account))
        .putDecimal("crossWalletBalance", margins.balance(account))
        .putDecimal("crossUnPnl", margins.unrealized(account))
        .putDecimal("availableBalance", margins.available(account))
        .putDecimal("maxWithdrawAmount", margins.available(account))
        .put("marginAvailable", true)
        .putTime("updateTime", venue.clock().transactionMicros())
        .close()
        .closeArray();
  }

  private void account(Call call, Json out) {
    MarginAccounts m = margins();
    String account = call.account();
    out.open();
    totals(out, account);
    out.name("assets").openArray().open().put("asset", m.collateral());
    out.putDecimal("walletBalance", m.balance(account))
        .putDecimal("unrealizedProfit", m.unrealized(account))
        .putDecimal("marginBalance", m.equity(account))
        .putDecimal("maintMargin", m.maintenanceMargin(account))
        .putDecimal("initialMargin", m.initialMarginWithOrders(account))
        .putDecimal("positionInitialMargin", m.initialMargin(account))
        .putDecimal("crossWalletBalance", m.balance(account))
        .putDecimal("availableBalance", m.available(account))
        .putTime("updateTime", venue.clock().transactionMicros())
        .close()
        .closeArray()
        .name("positions")
        .openArray();
    for (Position position : m.positions(account)) {
      long mark = venue.contract(position.symbol()).market().markPrice();
      out.open()
          .put("symbol", position.symbol())
          .put("positionSide", "BOTH")
          .putDecimal("positionAmt", position.quantity())
          .putDecimal("unrealizedProfit", position.unrealized(mark))
          .putDecimal("notional", Decimals.signedTimes(mark, position.quantity()))
          .putDecimal("initialMargin", m.initialMargin(account, position.symbol()))
          .putDecimal("maintMargin", m.maintenanceMargin(account, position.symbol()))
          .putTime("updateTime", position.updatedMicros())
          .close();
    }
    out.closeArray().close();
  }

  private void totals(Json out, String account) {
    MarginAccounts m = margins();
    out.putDecimal("totalInitialMargin", m.initialMarginWithOrders(account))
        .putDecimal("totalMaintMargin", m.maintenanceMargin(account))
        .putDecimal("totalWalletBalance", m.balance(account))
        .putDecimal("totalUnrealizedProfit", m.unrealized(account))
        .putDecimal("totalMarginBalance", m.equity(account))
        .putDecimal("totalCrossWalletBalance", m.balance(account))
        .putDecimal("availableBalance", m.available(account))
        .putDecimal("maxWithdrawAmount", m.available(account));
  }

  /** Only contracts with a position or open orders. */
  private void heldRisk(Call call, Json out) {
    risks(
        call,
        out,
        (contract, json) -> {
          boolean held = !margins().position(call.account(), contract.symbol()).isFlat();
          boolean ordered =
              venue.exchange().orders().open(call.account()).stream()
                  .anyMatch(o -> o.symbol().equals(contract.symbol()));
          if (held || ordered) {
            risk(json, contract, call.account());
            json.close();
          }
        });
  }

  /** Every contract, with what the newer form leaves out. */
  private void everyRisk(Call call, Json out) {
    risks(
        call,
        out,
        (contract, json) -> {
          risk(json, contract, call.account());
          json.put(
                  "leverage",
                  Integer.toString(margins().leverage(call.account(), contract.symbol())))
              .put("marginType", isolated(call, contract) ? "isolated" : "cross")
              .put("isAutoAddMargin", "false")
              .put("maxNotionalValue", "40000000")
              .close();
        });
  }

  private void risks(Call call, Json out, BiConsumer<Contract, Json> writer) {
    String symbol = call.params().optional("symbol");
    out.openArray();
    if (symbol != null) {
      writer.accept(venue.contract(symbol), out);
    } else {
      venue.contracts().values().forEach(contract -> writer.accept(contract, out));
    }
    out.closeArray();
  }

  private void risk(Json out, Contract contract, String account) {
    MarginAccounts m = margins();
    String symbol = contract.symbol();
    Position position = m.position(account, symbol);
    long mark = contract.market().markPrice();
    long margin = m.initialMargin(account, symbol);
    out.open()
        .put("symbol", symbol)
        .put("positionSide", "BOTH")
        .putDecimal("positionAmt", position.quantity(), contract.quantityPlaces())
        .putDecimal("entryPrice", position.averagePrice())
        .putDecimal("breakEvenPrice", position.averagePrice())
        .putDecimal("markPrice", mark)
        .putDecimal("unRealizedProfit", position.unrealized(mark))
        .put("liquidationPrice", "0")
        .put("isolatedMargin", "0")
        .putDecimal("notional", Decimals.signedTimes(mark, position.quantity()))
        .put("marginAsset", m.collateral())
        .put("isolatedWallet", "0")
        .putDecimal("initialMargin", m.initialMarginWithOrders(account, symbol))
        .putDecimal("maintMargin", m.maintenanceMargin(account, symbol))
        .putDecimal("positionInitialMargin", margin)
        .putDecimal("openOrderInitialMargin", m.initialMarginWithOrders(account, symbol) - margin)
        .put("adl", 1)
        .put("bidNotional", "0")
        .put("askNotional", "0")
        .putTime("updateTime", position.updatedMicros());
  }

  private void leverage(Call call, Json out) {
    Params params = call.params();
    Contract contract = venue.contract(params.mandatory("symbol"));
    params.mandatory("leverage");
    int leverage = params.count("leverage").orElse(0);
    if (leverage < 1 || leverage > MOST_LEVERAGE) {
      throw ApiError.of(-4028, "Leverage " + leverage + " is not valid");
    }
    try {
      margins().setLeverage(call.account(), contract.symbol(), leverage);
    } catch (RejectedException e) {
      throw ApiError.of(-2028, "Leverage is smaller than permitted: insufficient margin balance.");
    }
    venue.reports().onLeverage(call.account(), contract.symbol(), leverage);
    out.open()
        .put("leverage", leverage)
        .put("maxNotionalValue", "40000000")
        .put("symbol", contract.symbol())
        .close();
  }

  private boolean hasOrders(String account, String symbol) {
    return venue.exchange().orders().open(account).stream()
        .map(Order::symbol)
        .anyMatch(s -> symbol.isEmpty() || s.equals(symbol));
  }

  private boolean isolated(Call call, Contract contract) {
    return venue.modes().isIsolated(call.account(), contract.symbol());
  }

  private void marginType(Call call, Json out) {
    Contract contract = venue.contract(call.params().mandatory("symbol"));
    boolean isolate =
        switch (call.params().mandatory("marginType")) {
          case "CROSSED" -> false;
          case "ISOLATED" -> true;
          default -> throw ApiError.invalid("marginType");
        };
    if (isolate == isolated(call, contract)) {
      throw KnownErrors.of(-4046);
    }
    if (hasOrders(call.account(), contract.symbol())) {
      throw KnownErrors.of(-4047);
    }
    if (!margins().position(call.account(), contract.symbol()).isFlat()) {
      throw KnownErrors.of(-4048);
    }
    venue.modes().isolated(call.account(), contract.symbol(), isolate);
    out.open().put("code", 200).put("msg", "success").close();
  }

  private void dual(Call call, Json out) {
    call.params().mandatory("dualSidePosition");
    boolean hedge = call.params().flag("dualSidePosition", false);
    if (hedge == venue.modes().isHedged(call.account())) {
      throw KnownErrors.of(-4059);
    }
    if (hasOrders(call.account(), "")) {
      throw KnownErrors.of(-4067);
    }
    if (!margins().positions(call.account()).isEmpty()) {
      throw KnownErrors.of(-4068);
    }
    venue.modes().hedged(call.account(), hedge);
    out.open().put("code", 200).put("msg", "success").close();
  }

  private void brackets(Call call, Json out) {
    String symbol = call.params().optional("symbol");
    out.openArray();
    for (Contract contract : venue.contracts().values()) {
      if (symbol == null || contract.symbol().equals(symbol)) {
        out.open().put("symbol", contract.symbol()).name("brackets").openArray();
        bracket(out, 1, 125, 50_000, 0, "0.004", "0.0");
        bracket(out, 2, 100, 250_000, 50_000, "0.005", "50.0");
        bracket(out, 3, 50, 1_000_000, 250_000, "0.01", "1300.0");
        bracket(out, 4, 20, 10_000_000, 1_000_000, "0.025", "16300.0");
        out.closeArray().close();
      }
    }
    out.closeArray();
  }

  private static void bracket(
      Json out, int number, int leverage, long cap, long floor, String ratio, String cum) {
    out.open()
        .put("bracket", number)
        .put("initialLeverage", leverage)
        .put("notionalCap", cap)
        .put("notionalFloor", floor)
        .name("maintMarginRatio")
        .raw(ratio)
        .name("cum")
        .raw(cum)
        .close();
  }

  private void symbolConfig(Call call, Json out) {
    String symbol = call.params().optional("symbol");
    out.openArray();
    for (Contract contract : venue.contracts().values()) {
      if (symbol == null || contract.symbol().equals(symbol)) {
        out.open()
            .put("symbol", contract.symbol())
            .put("marginType", isolated(call, contract) ? "ISOLATED" : "CROSSED")
            .put("isAutoAddMargin", false)
            .put("leverage", margins().leverage(call.account(), contract.symbol()))
            .put("maxNotionalValue", "40000000")
            .close();
      }
    }
    out.closeArray();
  }

  private void countdown(Call call, Json out) {
    Contract contract = venue.contract(call.params().mandatory("symbol"));
    call.params().mandatory("countdownTime");
    long millis = call.params().number("countdownTime").orElse(0);
    venue.countdowns().set(call.account(), contract.symbol(), millis);
    out.open().put("symbol", contract.symbol()).put("countdownTime", Long.toString(millis)).close();
  }
}
