package trader.engine.core.loop;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import trader.control.Account;
import trader.control.Balance;
import trader.control.ControlLever;
import trader.control.EngineState;
import trader.control.GateLevel;
import trader.control.Health;
import trader.control.InstrumentId;
import trader.control.Lever;
import trader.control.Position;
import trader.control.Proposal;
import trader.control.RiskStats;
import trader.control.WorkingOrder;
import trader.engine.core.AccountSnapshot.VenuePosition;
import trader.engine.core.InstrumentRules;
import trader.engine.core.VenueOrder;
import trader.engine.core.market.Market;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.OrderState;
import trader.engine.core.orders.Purpose;
import trader.engine.core.orders.Side;
import trader.engine.core.portfolio.Holding;
import trader.engine.core.portfolio.Ledger;

/** What the books say, in the words of {@link EngineState}. */
public final class StateView {
  private static final String FOREIGN = "foreign";
  private static final int MONEY_SCALE = 8;
  private static final BigDecimal PERCENT = BigDecimal.valueOf(100);

  private StateView() {}

  /**
   * What only the process knows.
   *
   * @param reach as in {@link EngineState#reach()}
   * @param reachesRealVenue as in {@link EngineState#reachesRealVenue()}
   * @param restored whether the journal of earlier sessions was read or is known not to exist
   */
  public record ProcessFacts(
      String reach, boolean reachesRealVenue, boolean restored, long pid, Instant startedAt) {}

  static EngineState of(
      Books books, Outbox outbox, Executions executions, long refusals, ProcessFacts process) {
    Account account = books.levers().account();
    GateLevel gate = books.levers().level(account, outbox.atMicros());
    Ledger ledger = books.portfolio().ledger(account);
    BigDecimal equity = books.equity(account);
    BigDecimal exposure = books.portfolio().exposure(account, books.markets());
    BigDecimal pnlToday = ledger.netToday(equity);
    RiskStats risk =
        new RiskStats(
            ledger.drawdown(equity).multiply(PERCENT).negate().setScale(3, RoundingMode.HALF_EVEN),
            money(pnlToday.min(BigDecimal.ZERO).negate()),
            money(equity),
            money(ledger.cash()),
            money(exposure),
            BigDecimal.ZERO,
            executions.fillRatePct(),
            executions.latencyP95Millis(),
            executions.slippageAverageBps(),
            executions.slippageP95Bps(),
            executions.failureRatePct(),
            executions.venueErrorRatePct(),
            refusals,
            outbox.at());
    return new EngineState(
        books.levers().raw(ControlLever.MODE),
        books.levers().mode(),
        gate,
        books.levers().table(account, outbox.atMicros()),
        gate == GateLevel.OPEN,
        books.levers().raw(ControlLever.COLOR),
        books.settings().color(),
        books.levers().raw(ControlLever.CAPITAL),
        gate == GateLevel.OPEN
            ? BigDecimal.valueOf(books.levers().capitalPercent())
            : BigDecimal.ZERO,
        health(books, gate),
        money(equity),
        money(ledger.cash()),
        money(pnlToday),
        money(ledger.realizedToday()),
        money(ledger.feesToday()),
        ledger.fees(),
        account.text(),
        process.reach(),
        process.reachesRealVenue(),
        prices(books, outbox.atMicros()),
        balances(books, account),
        positions(books),
        workingOrders(books),
        proposals(books),
        risk,
        process.restored(),
        books.levers().epoch(),
        outbox.firing().reversed().stream()
            .map(alert -> alert.reason().text() + " " + alert.text())
            .toList(),
        process.pid(),
        process.startedAt(),
        outbox.at());
  }

  private static Health health(Books books, GateLevel gate) {
    if (gate == GateLevel.CLOSED) {
      return Health.HALTED;
    }
    boolean impaired =
        books.levers().holds(Lever.CONTROL_PLANE)
            || books.levers().holds(Lever.VENUE_LINK)
            || books.levers().holds(Lever.RECONCILING)
            || books.levers().holds(Lever.MARKET_DATA);
    return impaired ? Health.DEGRADED : Health.OK;
  }

  private static String prices(Books books, long atMicros) {
    List<String> parts = new ArrayList<>();
    for (InstrumentId id : books.settings().instruments()) {
      Market market = books.market(id);
      parts.add(
          market.lastMicros() == 0 || !market.hasPrice()
              ? id + " no trade seen yet"
              : id
                  + " "
                  + market.last().stripTrailingZeros().toPlainString()
                  + ", "
                  + (atMicros - market.lastMicros()) / 1_000
                  + " ms old");
    }
    return String.join("; ", parts);
  }

  private static List<Balance> balances(Books books, Account account) {
    List<Balance> balances = new ArrayList<>();
    String venue = venueName(books, account);
    BigDecimal lockedCash = BigDecimal.ZERO;
    for (Order entry : books.openEntries(account)) {
      BigDecimal price = entry.intent().price();
      if (price != null) {
        lockedCash = lockedCash.add(entry.openQty().multiply(price));
      }
    }
    balances.add(
        new Balance(
            venue,
            books.settings().quoteAsset(),
            money(books.portfolio().ledger(account).cash().subtract(lockedCash)),
            money(lockedCash)));
    for (Holding holding : books.portfolio().holdings(account)) {
      Optional<InstrumentRules> rules = books.market(holding.instrument()).rules();
      if (rules.isPresent() && !rules.get().perpetual()) {
        BigDecimal foreign = books.portfolio().ledger(account).foreign(rules.get().baseAsset());
        BigDecimal locked = BigDecimal.ZERO;
        for (Order stop : stops(books, holding)) {
          locked = locked.add(stop.openQty());
        }
        balances.add(
            new Balance(
                venue,
                rules.get().baseAsset(),
                holding.qty().add(foreign).subtract(locked),
                locked));
      }
    }
    return balances;
  }

  private static List<Position> positions(Books books) {
    List<Position> positions = new ArrayList<>();
    for (Account account : Account.values()) {
      for (Holding holding : books.portfolio().holdings(account)) {
        if (books.inPosition(account, holding.instrument())) {
          positions.add(position(books, holding));
        }
        BigDecimal foreign = books.foreignPosition(account, holding.instrument());
        if (foreign.signum() != 0) {
          positions.add(foreign(books, holding, foreign));
        }
      }
    }
    return positions;
  }

  /** Not ours: shown, never touched. */
  private static Position foreign(Books books, Holding holding, BigDecimal qty) {
    Market market = books.market(holding.instrument());
    BigDecimal average =
        books
            .lastRead(holding.instrument())
            .map(VenuePosition::averagePrice)
            .orElse(BigDecimal.ZERO);
    BigDecimal mark = market.hasPrice() ? market.last() : average;
    return new Position(
        holding.instrument().symbol(),
        venueName(books, holding.account()),
        qty.signum() > 0 ? "long" : "short",
        qty.abs(),
        money(average),
        mark,
        money(qty.multiply(mark.subtract(average))),
        null,
        null,
        FOREIGN,
        Instant.EPOCH);
  }

  private static Position position(Books books, Holding holding) {
    Market market = books.market(holding.instrument());
    BigDecimal mark = market.hasPrice() ? market.last() : holding.averagePrice();
    @Nullable BigDecimal stop =
        stops(books, holding).stream()
            .map(order -> order.intent().stopPrice())
            .filter(java.util.Objects::nonNull)
            .findFirst()
            .orElse(null);
    return new Position(
        holding.instrument().symbol(),
        venueName(books, holding.account()),
        "long",
        holding.qty(),
        money(holding.averagePrice()),
        mark,
        money(holding.qty().multiply(mark).subtract(holding.cost())),
        stop,
        takeProfit(books, holding),
        holding.strategy(),
        time(holding.openedMicros()));
  }

  private static @Nullable BigDecimal takeProfit(Books books, Holding holding) {
    return books
        .open(holding.account(), holding.instrument(), java.util.EnumSet.of(Purpose.TAKE_PROFIT))
        .stream()
        .map(order -> order.intent().stopPrice())
        .filter(java.util.Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  private static List<Order> stops(Books books, Holding holding) {
    return books.open(holding.account(), holding.instrument(), java.util.EnumSet.of(Purpose.STOP));
  }

  private static List<WorkingOrder> workingOrders(Books books) {
    List<WorkingOrder> orders = new ArrayList<>();
    for (Order order : books.orders().open()) {
      NewOrder intent = order.intent();
      orders.add(
          new WorkingOrder(
              order.id().value(),
              intent.instrument().symbol(),
              intent.account() == Account.PAPER ? "PAPER" : intent.instrument().venue(),
              intent.side().text(),
              intent.type().text(),
              intent.purpose().text(),
              order.state().text(),
              intent.qty(),
              order.filledQty(),
              intent.price(),
              intent.stopPrice(),
              intent.strategy(),
              time(intent.intendedMicros())));
    }
    for (VenueOrder venues : books.foreignOrders()) {
      orders.add(
          new WorkingOrder(
              venues.id().value(),
              venues.instrument().symbol(),
              venues.instrument().venue(),
              venues.side().text(),
              venues.stopPrice().signum() > 0 ? "stop" : "limit",
              FOREIGN,
              OrderState.WORKING.text(),
              venues.qty(),
              venues.executedQty(),
              venues.price(),
              venues.stopPrice().signum() > 0 ? venues.stopPrice() : null,
              FOREIGN,
              Instant.EPOCH));
    }
    return orders;
  }

  private static List<Proposal> proposals(Books books) {
    return books.proposals().pending().stream()
        .map(proposal ->
            new Proposal(
                proposal.id(),
                proposal.instrument().symbol(),
                venueName(books, proposal.account()),
                Side.BUY.text(),
                proposal.qty(),
                proposal.price(),
                proposal.price().subtract(proposal.stopDistance()),
                proposal.strategy(),
                proposal.cause(),
                time(proposal.proposedMicros()),
                time(proposal.expiresMicros())))
        .toList();
  }

  private static String venueName(Books books, Account account) {
    return account == Account.PAPER ? "PAPER" : books.settings().instruments().getFirst().venue();
  }

  private static BigDecimal money(BigDecimal amount) {
    return amount.setScale(MONEY_SCALE, RoundingMode.HALF_EVEN);
  }

  private static Instant time(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
