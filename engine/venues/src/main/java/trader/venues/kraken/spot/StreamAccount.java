package trader.venues.kraken.spot;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import trader.control.Account;
import trader.control.InstrumentId;
import trader.engine.core.AccountSnapshot;
import trader.engine.core.AccountSnapshot.AssetBalance;
import trader.engine.core.AccountSnapshot.PastFill;
import trader.engine.core.Action;
import trader.engine.core.VenueEvent;
import trader.engine.core.VenueOrder;
import trader.engine.core.orders.Side;

/**
 * The account as the private channels told it when they were made: open orders, the latest trades
 * and balances, which costs no call, where reading it costs four and more of the fifteen that an
 * account may have. It holds until anything else is told, and not for long: a comparison is to find
 * also what the channels should have told and did not.
 */
final class StreamAccount {
  /** How many trades the venue tells at most. */
  private static final int TRADES = 50;

  private static final long HOLDS_MICROS = 5_000_000;

  private final LongSupplier nowMicros;
  private @Nullable JsonNode executions;
  private long toldMicros;
  private List<VenueEvent> balances = List.of();

  /** Nothing was told yet; {@code nowMicros} is the time, microseconds since the epoch. */
  StreamAccount(LongSupplier nowMicros) {
    this.nowMicros = nowMicros;
  }

  /** Open orders and latest trades, as the channel began. */
  void executions(JsonNode data) {
    executions = data;
    toldMicros = nowMicros.getAsLong();
  }

  private @Nullable JsonNode stillSo() {
    return nowMicros.getAsLong() - toldMicros < HOLDS_MICROS ? executions : null;
  }

  /** Balances, as the channel began. */
  void balances(List<VenueEvent> told) {
    balances = told;
  }

  /** Something has changed since, or may have. */
  void changed() {
    executions = null;
    balances = List.of();
  }

  /**
   * The account, where it is still so and its trades reach back as far as is wanted; throws {@link
   * IllegalArgumentException} for what the venue does not document.
   */
  Optional<AccountSnapshot> read(Action.Reconcile wanted, Pairs pairs) {
    JsonNode told = stillSo();
    if (told == null || balances.isEmpty()) {
      return Optional.empty();
    }
    List<PastFill> trades = new ArrayList<>();
    int all = 0;
    for (JsonNode item : told) {
      Pair pair = pairs.named(Replies.text(item, "symbol"));
      boolean trade = item.path("exec_type").asString("").equals("trade");
      all += trade ? 1 : 0;
      if (pair != null && trade) {
        trades.add(fill(item, pair));
      }
    }
    trades.sort(Comparator.comparingLong(PastFill::venueMicros));
    List<PastFill> fills = new ArrayList<>();
    for (Map.Entry<InstrumentId, String> from : wanted.fillsFrom().entrySet()) {
      long since = since(from.getValue(), trades, wanted.fillsSinceMicros());
      boolean reaches = all < TRADES || trades.getFirst().venueMicros() < since;
      if (since < 0 || !reaches) {
        return Optional.empty();
      }
      trades.stream()
          .filter(fill -> fill.instrument().equals(from.getKey()))
          .filter(fill -> fill.venueMicros() >= since && !fill.tradeId().equals(from.getValue()))
          .forEach(fills::add);
    }
    fills.sort(Comparator.comparingLong(PastFill::venueMicros));
    return openOrders(pairs)
        .map(orders -> new AccountSnapshot(Account.LIVE, held(), orders, fills));
  }

  /** The open orders, where they are still so; throws as {@link #read}. */
  Optional<List<VenueOrder>> openOrders(Pairs pairs) {
    JsonNode told = stillSo();
    if (told == null) {
      return Optional.empty();
    }
    List<VenueOrder> orders = new ArrayList<>();
    for (JsonNode item : told) {
      Pair pair = pairs.named(Replies.text(item, "symbol"));
      if (pair != null && !item.path("exec_type").asString("").equals("trade")) {
        orders.add(order(item, pair));
      }
    }
    return Optional.of(orders);
  }

  /** When the last known trade was, -1 where the venue does not tell it any more. */
  private static long since(String tradeId, List<PastFill> trades, long otherwise) {
    return tradeId.isEmpty()
        ? otherwise
        : trades.stream()
            .filter(fill -> fill.tradeId().equals(tradeId))
            .mapToLong(PastFill::venueMicros)
            .findFirst()
            .orElse(-1);
  }

  private List<AssetBalance> held() {
    List<AssetBalance> held = new ArrayList<>();
    for (VenueEvent event : balances) {
      if (event instanceof VenueEvent.BalanceChanged balance) {
        held.add(new AssetBalance(balance.asset(), balance.free(), balance.locked()));
      }
    }
    return held;
  }

  private static VenueOrder order(JsonNode item, Pair pair) {
    String id = Replies.text(item, "order_id");
    String ours = item.path("cl_ord_id").asString("");
    return new VenueOrder(
        Replies.foreignId(ours.isEmpty() ? id : ours),
        id,
        pair.rules().instrument(),
        Side.valueOf(Replies.text(item, "side").toUpperCase(Locale.ROOT)),
        VenueOrder.Status.WORKING,
        Replies.decimal(item, "order_qty"),
        Replies.decimal(item, "cum_qty"),
        optional(item, "limit_price"),
        optional(item.path("triggers"), "price"));
  }

  private static BigDecimal optional(JsonNode item, String field) {
    return item.has(field) ? Replies.decimal(item, field) : BigDecimal.ZERO;
  }

  private static PastFill fill(JsonNode item, Pair pair) {
    BigDecimal fee = BigDecimal.ZERO;
    String asset = pair.rules().quoteAsset();
    for (JsonNode part : item.path("fees")) {
      fee = fee.add(Replies.decimal(part, "qty"));
      asset = Replies.text(part, "asset");
    }
    return new PastFill(
        pair.rules().instrument(),
        Replies.text(item, "order_id"),
        Replies.text(item, "exec_id"),
        Replies.text(item, "side").equals("buy"),
        Replies.decimal(item, "last_price"),
        Replies.decimal(item, "last_qty"),
        fee,
        asset,
        item.path("liquidity_ind").asString("").equals("m"),
        VenueTime.micros(Replies.text(item, "timestamp")),
        null,
        item.has("cost") ? Replies.decimal(item, "cost") : null);
  }
}
