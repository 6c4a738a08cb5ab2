package trader.venues.kraken.futures;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import trader.control.Account;
import trader.control.InstrumentId;
import trader.engine.core.AccountSnapshot;
import trader.engine.core.AccountSnapshot.AssetBalance;
import trader.engine.core.AccountSnapshot.PastFill;
import trader.engine.core.AccountSnapshot.VenuePosition;
import trader.engine.core.Action;
import trader.engine.core.VenueOrder;
import trader.venues.net.AccountReadings;

/**
 * Reads the whole account once: open orders, positions, collateral, then executions back to the
 * last known one, then funding.
 */
final class AccountReader {
  private static final Logger LOG = LoggerFactory.getLogger(AccountReader.class);
  private static final int PAGE = 100;
  private static final int MOST_PAGES = 20;

  private final FuturesRest rest;
  private final FundingHistory funding;
  private final ForeignContracts foreign;
  private final Action.Reconcile wanted;
  private final Consumer<AccountReadings.Result> done;
  private final Map<String, PastFill> fills = new HashMap<>();
  private final Set<InstrumentId> reached = new HashSet<>();
  private List<VenueOrder> openOrders = List.of();
  private List<VenuePosition> positions = List.of();
  private List<AssetBalance> balances = List.of();
  private int pages;

  AccountReader(
      FuturesRest rest,
      FundingHistory funding,
      ForeignContracts foreign,
      Action.Reconcile wanted,
      Consumer<AccountReadings.Result> done) {
    this.rest = rest;
    this.funding = funding;
    this.foreign = foreign;
    this.wanted = wanted;
    this.done = done;
  }

  void start() {
    get(
        "openorders",
        2,
        new FuturesRest.Form(),
        body -> {
          foreign.note(FuturesReplies.array(body, "openOrders"), "an open order");
          return FuturesReplies.openOrders(body);
        },
        orders -> {
          openOrders = orders;
          readPositions();
        });
  }

  private void readPositions() {
    get(
        "openpositions",
        2,
        new FuturesRest.Form(),
        body -> {
          foreign.note(FuturesReplies.array(body, "openPositions"), "a position");
          return FuturesReplies.positions(body);
        },
        read -> {
          positions = read;
          readBalances();
        });
  }

  private void readBalances() {
    get(
        "accounts",
        2,
        new FuturesRest.Form(),
        FuturesReplies::balances,
        read -> {
          balances = read;
          readFills(null);
        });
  }

  /** Reads a page of executions, newest first, that came before a time; null for the newest. */
  private void readFills(@Nullable String before) {
    FuturesRest.Form form = new FuturesRest.Form();
    if (before != null) {
      form.put("lastFillTime", before);
    }
    get(
        "fills",
        before == null ? 2 : 25,
        form,
        FuturesReplies::fills,
        page -> {
          pages++;
          int known = fills.size();
          page.forEach(this::take);
          boolean isLast = page.size() < PAGE || isWhole(page.getLast());
          if (isLast) {
            readFunding();
          } else if (fills.size() == known || pages == MOST_PAGES) {
            done.accept(
                new AccountReadings.Result.Failed(
                    "fills: the executions since the last known one are more than the venue gives: "
                        + pages
                        + " pages read"));
          } else {
            // Those of the same millisecond come again, and are known by their ids.
            readFills(Instant.ofEpochMilli(page.getLast().venueMicros() / 1_000 + 1).toString());
          }
        });
  }

  private void take(PastFill fill) {
    if (fill.tradeId().equals(wanted.fillsFrom().get(fill.instrument()))) {
      reached.add(fill.instrument());
    }
    if (!reached.contains(fill.instrument())) {
      fills.put(fill.tradeId(), fill);
    }
  }

  /** Whether nothing that is wanted lies before an execution. */
  private boolean isWhole(PastFill oldest) {
    if (oldest.venueMicros() < wanted.fillsSinceMicros()) {
      return true;
    }
    return !wanted.fillsFrom().isEmpty()
        && wanted.fillsFrom().entrySet().stream()
            .allMatch(e -> !e.getValue().isEmpty() && reached.contains(e.getKey()));
  }

  private void readFunding() {
    funding.read(
        wanted.fillsSinceMicros(),
        result -> {
          List<PastFill> all = new ArrayList<>();
          fills.values().forEach(fill -> all.add(withProfit(fill)));
          all.removeIf(f ->
              wanted.fillsFrom().getOrDefault(f.instrument(), "").isEmpty()
                  && f.venueMicros() < wanted.fillsSinceMicros());
          all.sort(
              Comparator.comparingLong(PastFill::venueMicros).thenComparing(PastFill::tradeId));
          LOG.debug("account read: {} open orders, {} executions", openOrders.size(), all.size());
          done.accept(
              new AccountReadings.Result.Read(
                  new AccountSnapshot(Account.LIVE, balances, openOrders, all, positions, result)));
        });
  }

  private PastFill withProfit(PastFill fill) {
    return new PastFill(
        fill.instrument(),
        fill.venueOrderId(),
        fill.tradeId(),
        fill.buy(),
        fill.price(),
        fill.qty(),
        fill.fee(),
        fill.feeAsset(),
        fill.maker(),
        fill.venueMicros(),
        funding.profits().of(fill.tradeId()));
  }

  private <T> void get(
      String call, int cost, FuturesRest.Form form, Function<JsonNode, T> read, Consumer<T> then) {
    rest.read(
        call,
        cost,
        form,
        answer -> AccountReadings.take(call, answer, FuturesErrors::why, read, then, done));
  }
}
