package trader.simulator.krakenfutures;

import trader.simulator.matching.Decimals;
import trader.simulator.matching.MarginAccounts;
import trader.simulator.matching.Position;
import trader.simulator.net.Json;

/** What an account has, in the shapes in which the venue tells it. */
final class AccountJson {
  private AccountJson() {}

  /** Balance and margins, as REST tells them. */
  static void accounts(Json out, Venue venue, String account) {
    MarginAccounts margins = venue.exchange().margins();
    out.name("accounts").open().name("cash").open();
    out.put("type", "cashAccount").name("balances").open();
    out.putNumber("usd", venue.cash(account)).close().close();
    out.name("flex").open().put("type", "multiCollateralMarginAccount");
    out.name("currencies").open().name("USD").open();
    out.putNumber("quantity", margins.balance(account))
        .putNumber("value", margins.balance(account))
        .putNumber("collateral", margins.balance(account))
        .putNumber("available", margins.available(account))
        .close()
        .close();
    out.putNumber("balanceValue", margins.balance(account))
        .putNumber("portfolioValue", margins.equity(account))
        .putNumber("collateralValue", margins.balance(account))
        .putNumber("initialMargin", margins.initialMargin(account))
        .putNumber("initialMarginWithOrders", margins.initialMarginWithOrders(account))
        .putNumber("maintenanceMargin", margins.maintenanceMargin(account))
        .putNumber("pnl", margins.unrealized(account))
        .put("unrealizedFunding", 0)
        .putNumber("totalUnrealized", margins.unrealized(account))
        .putNumber("totalUnrealizedAsMargin", margins.unrealized(account))
        .putNumber("availableMargin", margins.available(account))
        .putNumber("marginEquity", margins.equity(account))
        .close()
        .close();
  }

  /** The positions, as REST tells them. */
  static void positions(Json out, Venue venue, String account) {
    out.name("openPositions").openArray();
    for (Position position : venue.exchange().margins().positions(account)) {
      out.open()
          .put("side", position.quantity() > 0 ? "long" : "short")
          .put("symbol", position.symbol())
          .putNumber("price", position.averagePrice())
          .put("fillTime", Times.iso(position.updatedMicros()))
          .putNumber("size", Math.abs(position.quantity()))
          .put("unrealizedFunding", 0)
          .put("pnlCurrency", "USD")
          .close();
    }
    out.closeArray();
  }

  /** The feed of positions; {@code balance} is negative when short. */
  static void positionsFeed(Json out, Venue venue, String account) {
    MarginAccounts margins = venue.exchange().margins();
    out.open().put("feed", "open_positions").put("account", account);
    out.name("positions").openArray();
    for (Position position : margins.positions(account)) {
      String symbol = position.symbol();
      Contract contract = venue.contract(symbol);
      long mark = contract.market().markPrice();
      out.open()
          .put("instrument", symbol)
          .putNumber("balance", position.quantity())
          .putNumber("pnl", position.unrealized(mark))
          .putNumber("entry_price", position.averagePrice())
          .putNumber("mark_price", mark)
          .putNumber("index_price", mark)
          .putNumber("initial_margin", margins.initialMargin(account, symbol))
          .putNumber("initial_margin_with_orders", margins.initialMarginWithOrders(account, symbol))
          .putNumber("maintenance_margin", margins.maintenanceMargin(account, symbol))
          .put("unrealized_funding", 0)
          .put("pnl_currency", "USD")
          .close();
    }
    out.closeArray().put("timestamp", venue.clock().millis()).close();
  }

  /** The feed of balances, or its snapshot. */
  static void balances(Json out, Venue venue, String account, String feed) {
    MarginAccounts margins = venue.exchange().margins();
    out.open().put("feed", feed).put("account", account);
    out.name("flex_futures").open().name("currencies").open().name("USD").open();
    out.putNumber("quantity", margins.balance(account))
        .putNumber("value", margins.balance(account))
        .putNumber("collateral_value", margins.balance(account))
        .putNumber("available", margins.available(account))
        .put("haircut", 0)
        .put("conversion_spread", 0)
        .close()
        .close();
    out.putNumber("balance_value", margins.balance(account))
        .putNumber("portfolio_value", margins.equity(account))
        .putNumber("collateral_value", margins.balance(account))
        .putNumber("initial_margin", margins.initialMarginWithOrders(account))
        .putNumber("initial_margin_without_orders", margins.initialMargin(account))
        .putNumber("maintenance_margin", margins.maintenanceMargin(account))
        .putNumber("pnl", margins.unrealized(account))
        .put("unrealized_funding", 0)
        .putNumber("total_unrealized", margins.unrealized(account))
        .putNumber("total_unrealized_as_margin", margins.unrealized(account))
        .putNumber("margin_equity", margins.equity(account))
        .putNumber("available_margin", margins.available(account))
        .close();
    out.put("timestamp", venue.clock().millis()).put("seq", venue.nextSequence()).close();
  }

  /** The preferences of leverage of an account, for the contracts in which it chose one. */
  static void leverage(Json out, Venue venue, String account) {
    out.name("leveragePreferences").openArray();
    for (String symbol : venue.contracts().keySet()) {
      int leverage = venue.exchange().margins().leverage(account, symbol);
      if (leverage > 0) {
        out.open().put("symbol", symbol).putNumber("maxLeverage", leverage * Decimals.ONE).close();
      }
    }
    out.closeArray();
  }
}
