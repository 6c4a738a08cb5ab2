package trader.venues.kraken.spot;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import trader.control.Account;
import trader.control.InstrumentId;
import trader.engine.core.AccountSnapshot;
import trader.engine.core.AccountSnapshot.PastFill;
import trader.engine.core.Action;
import trader.engine.core.VenueOrder;
import trader.venues.net.AccountReadings;

/** Reads the whole account once: open orders, then executions, then balances. */
final class AccountReader {
  private static final int PAGE = 50;

  /** What is asked of the history: trades after {@code start}, of these instruments. */
  private record Range(String start, List<InstrumentId> instruments) {}

  private final KrakenRest rest;
  private final Pairs pairs;
  private final Action.Reconcile wanted;
  private final Consumer<AccountReadings.Result> done;
  private final List<PastFill> fills = new ArrayList<>();
  private final Deque<Range> ranges = new ArrayDeque<>();
  private List<VenueOrder> openOrders = List.of();

  AccountReader(
      KrakenRest rest,
      Pairs pairs,
      Action.Reconcile wanted,
      Consumer<AccountReadings.Result> done) {
    this.rest = rest;
    this.pairs = pairs;
    this.wanted = wanted;
    this.done = done;
  }

  void start() {
    plan();
    get(
        "OpenOrders",
        "",
        1,
        result -> Replies.orders(result.path("open"), pairs),
        orders -> {
          openOrders = orders;
          nextRange();
        });
  }

  /** The history is of all instruments at once, and every call of it costs: few ranges. */
  private void plan() {
    List<InstrumentId> unknown = new ArrayList<>();
    for (Map.Entry<InstrumentId, String> from : wanted.fillsFrom().entrySet()) {
      if (from.getValue().isEmpty()) {
        unknown.add(from.getKey());
      } else {
        ranges.add(new Range(from.getValue(), List.of(from.getKey())));
      }
    }
    if (!unknown.isEmpty()) {
      long since = wanted.fillsSinceMicros();
      String seconds =
          String.format(
              Locale.ROOT,
              "%d.%06d",
              Math.floorDiv(since, 1_000_000L),
              Math.floorMod(since, 1_000_000L));
      ranges.add(new Range(seconds, unknown));
    }
  }

  private void nextRange() {
    Range range = ranges.poll();
    if (range == null) {
      fills.sort(Comparator.comparingLong(PastFill::venueMicros));
      readBalances();
    } else {
      readPage(range, 0);
    }
  }

  /** Newest first; a trade that comes meanwhile moves the pages, so that one may be told twice. */
  private void readPage(Range range, int offset) {
    get(
        "TradesHistory",
        "start=" + range.start() + (offset == 0 ? "" : "&ofs=" + offset),
        2,
        result -> result,
        result -> {
          int size = result.path("trades").size();
          try {
            Replies.fills(result.path("trades"), pairs).stream()
                .filter(fill -> range.instruments().contains(fill.instrument()))
                .filter(fill -> fills.stream().noneMatch(f -> f.tradeId().equals(fill.tradeId())))
                .forEach(fills::add);
          } catch (IllegalArgumentException e) {
            done.accept(
                new AccountReadings.Result.Failed("TradesHistory is garbled: " + e.getMessage()));
            return;
          }
          if (size < PAGE || offset + size >= result.path("count").asInt(Integer.MAX_VALUE)) {
            nextRange();
          } else {
            readPage(range, offset + size);
          }
        });
  }

  private void readBalances() {
    get(
        "BalanceEx",
        "",
        1,
        result -> Replies.balances(result, pairs),
        balances ->
            done.accept(
                new AccountReadings.Result.Read(
                    new AccountSnapshot(Account.LIVE, balances, openOrders, fills))));
  }

  private <T> void get(
      String name, String form, int cost, Function<JsonNode, T> read, Consumer<T> then) {
    rest.read(
        name,
        form,
        cost,
        answer -> AccountReadings.take(name, answer, KrakenErrors::why, read, then, done));
  }
}
