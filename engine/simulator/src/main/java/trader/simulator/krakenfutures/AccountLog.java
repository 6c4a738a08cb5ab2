package trader.simulator.krakenfutures;

import java.util.ArrayList;
import java.util.List;
import trader.simulator.matching.Fill;
import trader.simulator.matching.FundingPayment;
import trader.simulator.matching.Position;
import trader.simulator.net.Json;

/** Everything that changed an account's balance, as the history tells it and a feed as it comes. */
final class AccountLog {
  /** One change. */
  record Entry(String account, long id, long timeMicros, String json) {}

  private final Venue venue;
  private final List<Entry> entries = new ArrayList<>();

  AccountLog(Venue venue) {
    this.venue = venue;
  }

  List<Entry> entries() {
    return entries;
  }

  void fill(String account, Fill fill, String fillId) {
    Json out = begin(account, "futures trade", fill.symbol(), fill.timeMicros());
    Position position = venue.exchange().margins().position(account, fill.symbol());
    out.putNumber("trade_price", fill.price())
        .putNumber("mark_price", venue.contract(fill.symbol()).market().markPrice())
        .putNumber("new_average_entry_price", position.averagePrice())
        .putNumber("realized_pnl", fill.realizedProfit())
        .putNumber("fee", fill.commission())
        .put("execution", fillId)
        .putNull("funding_rate")
        .putNull("realized_funding");
    end(account, fill.timeMicros(), out);
  }

  void funding(FundingPayment payment) {
    String account = payment.account();
    Json out = begin(account, "funding rate change", payment.symbol(), payment.timeMicros());
    out.putNull("trade_price")
        .putNumber("mark_price", payment.markPrice())
        .putNull("realized_pnl")
        .putNull("fee")
        .put("execution", "")
        .putNumber("funding_rate", venue.contract(payment.symbol()).absoluteFundingRate())
        .putNumber("realized_funding", payment.amount());
    end(account, payment.timeMicros(), out);
  }

  private Json begin(String account, String info, String symbol, long timeMicros) {
    return new Json()
        .open()
        .put("id", entries.size() + 1L)
        .put("date", Times.iso(timeMicros))
        .put("asset", "usd")
        .put("info", info)
        .put("booking_uid", venue.tickets().newId())
        .put("margin_account", "flex")
        .put("contract", symbol.toLowerCase(java.util.Locale.ROOT))
        .put("collateral", "USD")
        .putNumber("new_balance", venue.exchange().margins().balance(account));
  }

  private void end(String account, long timeMicros, Json out) {
    String json = out.close().toString();
    entries.add(new Entry(account, entries.size() + 1L, timeMicros, json));
    venue
        .feeds()
        .emit(account, "account_log", "{\"feed\":\"account_log\",\"new_entry\":" + json + "}");
  }
}
