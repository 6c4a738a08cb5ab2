package trader.engine.core.loop;

import java.math.BigDecimal;
import java.util.Optional;
import trader.control.Account;
import trader.control.Alert;
import trader.control.GateLevel;
import trader.control.Lever;
import trader.control.Reason;
import trader.engine.core.Action;
import trader.engine.core.VenueEvent;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.OrderState.Trigger;

/** Takes what venues report to the books. */
final class Reports {
  private final Books books;
  private final Outbox outbox;
  private final Executions executions;
  private final FillBooks fills;
  private final Reconciler reconciler;
  private final Resolver resolver;
  private final Protector protector;
  private final VenuePositions positions;

  Reports(
      Books books,
      Outbox outbox,
      Executions executions,
      FillBooks fills,
      Reconciler reconciler,
      Resolver resolver,
      Protector protector,
      VenuePositions positions) {
    this.books = books;
    this.outbox = outbox;
    this.executions = executions;
    this.fills = fills;
    this.reconciler = reconciler;
    this.resolver = resolver;
    this.protector = protector;
    this.positions = positions;
  }

  void take(VenueEvent report) {
    switch (report) {
      case VenueEvent.Listed listed ->
          books.market(listed.rules().instrument()).listed(listed.rules());
      case VenueEvent.Accepted accepted ->
          with(accepted.order(), order -> accepted(order, accepted));
      case VenueEvent.Filled fill -> with(fill.order(), order -> filled(order, fill));
      case VenueEvent.Cancelled cancelled ->
          with(
              cancelled.order(),
              order -> ended(order, Trigger.CANCELLED, cancelled.executedQty(), cancelled.why()));
      case VenueEvent.Expired expired ->
          with(
              expired.order(),
              order -> ended(order, Trigger.EXPIRED, expired.executedQty(), expired.why()));
      case VenueEvent.Rejected rejected ->
          with(rejected.order(), order -> rejected(order, rejected));
      case VenueEvent.CancelRejected refused ->
          with(refused.order(), order -> move(order, refused));
      case VenueEvent.Replaced replaced ->
          with(replaced.order(), order -> replaced(order, replaced));
      case VenueEvent.ReplaceRejected refused ->
          with(refused.order(), order -> notReplaced(order, refused));
      case VenueEvent.Triggered triggered -> with(triggered.order(), protector::triggered);
      case VenueEvent.PositionChanged pushed -> positions.pushed(pushed);
      case VenueEvent.FundingPaid paid -> positions.funded(paid);
      case VenueEvent.Liquidated liquidated -> positions.liquidated(liquidated);
      case VenueEvent.OutcomeUnknown unknown ->
          with(unknown.order(), order -> unknown(order, unknown));
      case VenueEvent.OrderFound found -> resolver.found(found.order());
      case VenueEvent.OrderNotFound notFound -> resolver.notFound(notFound.order());
      case VenueEvent.QueryFailed _ -> executions.callFailed();
      case VenueEvent.AccountRead account -> reconciler.read(account.account());
      case VenueEvent.AccountReadFailed failed -> {
        executions.callFailed();
        if (failed.account() == Account.LIVE) {
          reconciler.failed(failed.why());
        }
      }
      case VenueEvent.BalanceChanged _ -> {
        // Cash is kept by our own fills and compared when the whole account is read.
      }
      case VenueEvent.LinkStatus status -> link(status);
      case VenueEvent.CallFailed _ -> executions.callFailed();
    }
  }

  private interface OnOrder {
    void take(Order order);
  }

  private void with(ClientOrderId id, OnOrder action) {
    Optional<Order> order = books.orders().find(id);
    if (order.isPresent()) {
      action.take(order.get());
    } else {
      outbox.log(Action.Log.Level.WARN, "ORDER_NOT_OURS", "order=" + id + " action=\"left alone\"");
    }
  }

  private void accepted(Order order, VenueEvent.Accepted accepted) {
    boolean first = order.venueOrderId().isEmpty();
    books.orders().knownAs(order, accepted.venueOrderId());
    if (first) {
      executions.accepted(order, outbox.atMicros());
    }
    move(order, accepted);
  }

  private void replaced(Order order, VenueEvent.Replaced replaced) {
    books.orders().knownAs(order, replaced.venueOrderId());
    if (!books.orders().replace(order, replaced.qty(), replaced.price(), replaced.stopPrice())) {
      ignored(order, Trigger.REPLACED);
    }
  }

  private void notReplaced(Order order, VenueEvent.ReplaceRejected refused) {
    move(order, refused);
    outbox.log(
        Action.Log.Level.WARN,
        "ORDER_NOT_REPLACED",
        "order="
            + order.id()
            + " code="
            + refused.code()
            + " reason=\""
            + refused.why()
            + "\" action=\"asking the venue what it works for now\"");
    protector.notReplaced(order, refused.why());
  }

  private void filled(Order order, VenueEvent.Filled fill) {
    books.orders().knownAs(order, fill.venueOrderId());
    FillBooks.Booking booking = fills.bookStreamed(order, fill);
    if (booking == FillBooks.Booking.DEFERRED) {
      reconciler.request(
          order.intent().account(), "a fill of " + order.id() + " came before the venue's rules");
    } else if (booking == FillBooks.Booking.BOOKED) {
      outbox.log(
          Action.Log.Level.INFO,
          "ORDER_FILLED",
          "order="
              + order.id()
              + " symbol="
              + order.intent().instrument()
              + " side="
              + order.intent().side().text()
              + " purpose="
              + order.intent().purpose().text()
              + " qty="
              + fill.qty().toPlainString()
              + " price="
              + fill.price().toPlainString()
              + " fee="
              + fill.fee().toPlainString()
              + " fee_asset="
              + fill.feeAsset()
              + " open="
              + order.openQty().toPlainString());
    }
  }

  private void ended(Order order, Trigger trigger, BigDecimal executedQty, String why) {
    boolean wasOpen = !order.state().finished();
    if (!books.orders().end(order, trigger, executedQty)) {
      ignored(order, trigger);
      return;
    }
    if (order.fillsMissing()) {
      outbox.log(
          Action.Log.Level.WARN,
          "ORDER_FILLS_MISSING",
          "order="
              + order.id()
              + " executed="
              + executedQty.toPlainString()
              + " booked="
              + order.filledQty().toPlainString()
              + " report="
              + trigger
              + " action=\"waiting for the fills, and asking the venue for them\"");
    }
    endedNow(order, wasOpen);
    if (wasOpen) {
      protector.ended(order, executedQty.max(order.filledQty()), why);
    }
  }

  /** Answers whether the report at hand ended the order. */
  private boolean endedNow(Order order, boolean wasOpen) {
    boolean ended = wasOpen && order.state().finished();
    if (ended) {
      executions.ended(order, FillBooks.decidedPrice(order));
    }
    return ended;
  }

  private void rejected(Order order, VenueEvent.Rejected rejected) {
    boolean wasOpen = !order.state().finished();
    move(order, rejected);
    if (!endedNow(order, wasOpen)) {
      return;
    }
    executions.rejected();
    outbox.log(
        Action.Log.Level.WARN,
        "ORDER_REJECTED_BY_VENUE",
        "order="
            + order.id()
            + " symbol="
            + order.intent().instrument()
            + " purpose="
            + order.intent().purpose().text()
            + " code="
            + rejected.code()
            + " reason=\""
            + rejected.why()
            + "\"");
    protector.refused(order, rejected);
  }

  private void unknown(Order order, VenueEvent.OutcomeUnknown unknown) {
    executions.callFailed();
    move(order, unknown);
    outbox.log(
        Action.Log.Level.WARN,
        "ORDER_UNKNOWN",
        "order="
            + order.id()
            + " reason=\""
            + unknown.why()
            + "\" action=\"asking the venue by client order id\"");
  }

  private void move(Order order, VenueEvent report) {
    Trigger trigger = Orders.triggerOf(report).orElseThrow();
    if (!books.orders().move(order, trigger)) {
      ignored(order, trigger);
    }
  }

  private void ignored(Order order, Trigger trigger) {
    outbox.log(
        Action.Log.Level.INFO,
        "ORDER_REPORT_IGNORED",
        "order=" + order.id() + " state=" + order.state().text() + " report=" + trigger);
  }

  private void link(VenueEvent.LinkStatus status) {
    if (status.account() == Account.PAPER) {
      return;
    }
    if (status.up()) {
      books.levers().clear(Lever.VENUE_LINK);
      outbox.calm(Reason.VENUE_LINK_LOST, "venue");
      reconciler.linkUp();
    } else {
      books
          .levers()
          .narrow(Lever.VENUE_LINK, "down", GateLevel.REDUCE_ONLY, outbox.atMicros(), status.why());
      reconciler.linkDown();
      outbox.alert(
          Alert.Severity.WARNING,
          Reason.VENUE_LINK_LOST,
          "venue",
          "the connection to the venue is lost: "
              + status.why()
              + "; no new risk until it is back and reconciled; stops stay at the venue");
    }
  }
}
