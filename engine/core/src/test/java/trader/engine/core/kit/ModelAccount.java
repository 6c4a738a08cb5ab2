package trader.engine.core.kit;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import trader.control.Account;
import trader.control.InstrumentId;
import trader.engine.core.AccountSnapshot.PastFill;
import trader.engine.core.AccountSnapshot.PastFunding;
import trader.engine.core.AccountSnapshot.VenuePosition;
import trader.engine.core.Checkpoint;
import trader.engine.core.InstrumentRules;
import trader.engine.core.VenueEvent;
import trader.engine.core.VenueOrder.Status;
import trader.engine.core.orders.Side;

/** The account of a model venue: what it holds, what was executed, and how executions settle. */
final class ModelAccount {
  private static final BigDecimal FEE = new BigDecimal("0.001");
  private final Account account;
  private final Wire wire;
  private final Map<InstrumentId, InstrumentRules> rules = new LinkedHashMap<>();
  private final Map<InstrumentId, BigDecimal> last = new LinkedHashMap<>();
  private final Map<String, BigDecimal> totals = new TreeMap<>();
  private final List<PastFill> fills = new ArrayList<>();
  private final Map<InstrumentId, ModelPosition> positions = new LinkedHashMap<>();
  private final List<PastFunding> funding = new ArrayList<>();
  private long nextId = 1_000;

  ModelAccount(Account account, List<InstrumentRules> listed, BigDecimal cash, Wire wire) {
    this.account = account;
    this.wire = wire;
    listed.forEach(each -> rules.put(each.instrument(), each));
    totals.put("USDT", cash);
  }

  /** Ids are given out from there on. */
  void idsFrom(long first) {
    nextId = first;
  }

  String nextId() {
    return Long.toString(nextId++);
  }

  Map<String, BigDecimal> totals() {
    return totals;
  }

  List<PastFill> fills() {
    return fills;
  }

  List<PastFunding> funding() {
    return funding;
  }

  void cash(BigDecimal amount) {
    totals.put("USDT", amount);
  }

  void last(InstrumentId instrument, BigDecimal price) {
    last.put(instrument, price);
  }

  /** The last price, one where there was none. */
  BigDecimal last(InstrumentId instrument) {
    return last.getOrDefault(instrument, BigDecimal.ONE);
  }

  boolean traded(InstrumentId instrument) {
    return last.containsKey(instrument);
  }

  void restore(Checkpoint.PositionRecord left) {
    InstrumentRules rule = rule(left.instrument());
    if (rule.perpetual()) {
      position(left.instrument()).restore(left.qty(), left.cost());
    } else {
      deposit(rule.baseAsset(), left.qty());
    }
  }

  ModelPosition position(InstrumentId instrument) {
    return positions.computeIfAbsent(instrument, _ -> new ModelPosition());
  }

  /** The position in a perpetual, ours and others' together. */
  BigDecimal positionQty(InstrumentId instrument) {
    return position(instrument).qty();
  }

  /** Someone trades the perpetual by hand. */
  void byHand(InstrumentId instrument, BigDecimal qty, long now) {
    BigDecimal price = last(instrument);
    BigDecimal fee = qty.abs().multiply(price).multiply(FEE).setScale(8, RoundingMode.HALF_UP);
    BigDecimal realized = position(instrument).trade(qty, price);
    deposit("USDT", realized.subtract(fee));
    String trade = nextId();
    fills.add(
        new PastFill(
            instrument,
            nextId(),
            trade,
            qty.signum() > 0,
            price,
            qty.abs(),
            fee,
            "USDT",
            false,
            now,
            realized));
    tellPosition(instrument, now);
  }

  /** Funding is exchanged; positive is received. */
  void fund(InstrumentId instrument, BigDecimal amount, long now) {
    deposit("USDT", amount);
    funding.add(new PastFunding(instrument, amount, "USDT", now));
    wire.report(
        now, at -> new VenueEvent.FundingPaid(at, account, instrument, amount, "USDT", now));
  }

  /** The venue closes the whole position by itself. */
  void liquidate(InstrumentId instrument, long now) {
    BigDecimal qty = position(instrument).qty();
    if (qty.signum() == 0) {
      return;
    }
    BigDecimal price = last(instrument);
    deposit("USDT", position(instrument).trade(qty.negate(), price));
    String trade = nextId();
    wire.report(
        now,
        at ->
            new VenueEvent.Liquidated(
                at,
                account,
                instrument,
                trade,
                qty.signum() > 0 ? Side.SELL : Side.BUY,
                price,
                qty.abs(),
                BigDecimal.ZERO,
                "USDT",
                "liquidation",
                now));
    tellPosition(instrument, now);
  }

  private void tellPosition(InstrumentId instrument, long now) {
    BigDecimal qty = position(instrument).qty();
    BigDecimal average = position(instrument).average();
    wire.report(now, at -> new VenueEvent.PositionChanged(at, account, instrument, qty, average));
  }

  /** What the account holds of an asset, free and locked. */
  BigDecimal total(String asset) {
    return totals.getOrDefault(asset, BigDecimal.ZERO);
  }

  /** Something comes to the account, or leaves it, without an order. */
  void deposit(String asset, BigDecimal amount) {
    totals.merge(asset, amount, BigDecimal::add);
  }

  BigDecimal half(ModelOrder order) {
    InstrumentRules rule = rule(order.intent.instrument());
    BigDecimal half = rule.floorQty(order.open().multiply(new BigDecimal("0.5")));
    return half.signum() > 0 ? half : order.open();
  }

  BigDecimal market(ModelOrder order) {
    return last(order.intent.instrument());
  }

  void execute(ModelOrder order, BigDecimal qty, BigDecimal at, long now, boolean maker) {
    InstrumentRules rule = rule(order.intent.instrument());
    if (rule.perpetual()) {
      contract(order, qty, at, now, maker);
      return;
    }
    BigDecimal quote = qty.multiply(at);
    String feeAsset = order.buys() ? rule.baseAsset() : rule.quoteAsset();
    BigDecimal fee = (order.buys() ? qty : quote).multiply(FEE).setScale(8, RoundingMode.HALF_UP);
    order.executed = order.executed.add(qty);
    order.status = order.open().signum() == 0 ? Status.FILLED : Status.WORKING;
    BigDecimal sign = order.buys() ? BigDecimal.ONE : BigDecimal.ONE.negate();
    deposit(rule.baseAsset(), qty.multiply(sign));
    deposit(rule.quoteAsset(), quote.multiply(sign).negate());
    deposit(feeAsset, fee.negate());
    String trade = nextId();
    fills.add(
        new PastFill(
            rule.instrument(),
            order.venueOrderId,
            trade,
            order.buys(),
            at,
            qty,
            fee,
            feeAsset,
            maker,
            now));
    wire.report(
        now,
        when ->
            new VenueEvent.Filled(
                when, order.id(), order.venueOrderId, trade, at, qty, fee, feeAsset, maker, now));
  }

  private void contract(
      ModelOrder order, BigDecimal wanted, BigDecimal at, long now, boolean maker) {
    InstrumentId instrument = order.intent.instrument();
    BigDecimal held = position(instrument).qty();
    BigDecimal qty = order.intent.reduceOnly() ? wanted.min(held.max(BigDecimal.ZERO)) : wanted;
    if (qty.signum() == 0) {
      order.status = Status.EXPIRED;
      BigDecimal executed = order.executed;
      wire.report(
          now, when -> new VenueEvent.Expired(when, order.id(), executed, "nothing to reduce"));
      return;
    }
    BigDecimal realized = position(instrument).trade(order.buys() ? qty : qty.negate(), at);
    BigDecimal fee = qty.multiply(at).multiply(FEE).setScale(8, RoundingMode.HALF_UP);
    deposit("USDT", realized.subtract(fee));
    order.executed = order.executed.add(qty);
    order.status = order.open().signum() == 0 ? Status.FILLED : Status.WORKING;
    String trade = nextId();
    fills.add(
        new PastFill(
            instrument,
            order.venueOrderId,
            trade,
            order.buys(),
            at,
            qty,
            fee,
            "USDT",
            maker,
            now,
            realized));
    tellPosition(instrument, now);
    wire.report(
        now,
        when ->
            new VenueEvent.Filled(
                when,
                order.id(),
                order.venueOrderId,
                trade,
                at,
                qty,
                fee,
                "USDT",
                maker,
                now,
                realized));
    if (qty.compareTo(wanted) < 0 && order.works()) {
      order.status = Status.EXPIRED;
      BigDecimal executed = order.executed;
      wire.report(
          now, when -> new VenueEvent.Expired(when, order.id(), executed, "nothing to reduce"));
    }
  }

  List<VenuePosition> seenPositions() {
    List<VenuePosition> seen = new ArrayList<>();
    positions.forEach((instrument, position) -> {
      if (position.qty().signum() != 0) {
        seen.add(new VenuePosition(instrument, position.qty(), position.average()));
      }
    });
    return seen;
  }

  InstrumentRules rule(InstrumentId instrument) {
    InstrumentRules rule = rules.get(instrument);
    if (rule == null) {
      throw new IllegalStateException(instrument + " is not listed here");
    }
    return rule;
  }
}
