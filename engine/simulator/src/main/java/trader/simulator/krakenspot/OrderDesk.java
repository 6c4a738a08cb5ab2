package trader.simulator.krakenspot;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.simulator.matching.NewOrder;
import trader.simulator.matching.Order;
import trader.simulator.matching.OrderStatus;
import trader.simulator.matching.RejectedException;
import trader.simulator.matching.Rejection;
import trader.simulator.matching.Side;

/** Places, changes and cancels orders, however they are asked for. */
final class OrderDesk {
  private static final Logger LOG = LoggerFactory.getLogger(OrderDesk.class);

  private final KrakenVenue venue;
  private final List<Ticket> timed = new ArrayList<>();
  private final Deque<Ticket> awaitingClose = new ArrayDeque<>();
  private long nextInternalId = 1;

  OrderDesk(KrakenVenue venue) {
    this.venue = venue;
  }

  private long now() {
    return venue.clock().transactionMicros();
  }

  /** Places an order, or with {@code validate} only checks it and answers what it would be. */
  Ticket add(String account, Form form) {
    venue.requireServing();
    Listing listing = venue.listing(form.required("pair"));
    long now = now();
    venue.engineCounter().begin(EngineCounter.Transaction.ADD, account, listing.names().key(), now);
    OrderRequest request = OrderReader.read(form, listing, now);
    check(account, request, now);
    boolean passed = isPassed(request);
    NewOrder order = request.order(account, internalId(request), passed);
    if (request.validateOnly()) {
      try {
        venue.exchange().check(order);
      } catch (RejectedException e) {
        throw refused(e.rejection());
      }
      return new Ticket("", account, request, now);
    }
    return place(account, request, order, now);
  }

  private void check(String account, OrderRequest request, long now) {
    Listing.allow(request, venue.status());
    request.listing().check(request);
    if (request.deadlineMicros() > 0 && now > request.deadlineMicros()) {
      throw new KrakenError("EService:Deadline elapsed");
    }
    long open =
        venue.exchange().orders().open(account).stream()
            .filter(o -> o.symbol().equals(request.listing().names().symbol()))
            .count();
    if (open >= venue.limits().openOrdersPerPair()) {
      throw new KrakenError("EOrder:Orders limit exceeded");
    }
  }

  private String internalId(OrderRequest request) {
    String id = request.clientId();
    return id == null ? "(" + nextInternalId++ + ")" : id;
  }

  /** A trigger that the market has passed already works at once. */
  private static boolean isPassed(OrderRequest request) {
    long last = request.listing().market().lastPrice();
    if (request.trigger() == 0 || last == 0) {
      return false;
    }
    boolean rising = request.type().startsWith("stop-loss") == (request.side() == Side.BUY);
    return rising ? last >= request.trigger() : last <= request.trigger();
  }

  private Ticket place(String account, OrderRequest request, NewOrder order, long now) {
    Ticket ticket = venue.tickets().open(account, request, now);
    try {
      Order accepted = venue.exchange().place(order, now);
      if (accepted.status().isOpen() && request.expireMicros() > 0) {
        timed.add(ticket);
      }
      if (request.closing() != null) {
        awaitingClose.add(ticket);
      }
    } catch (RejectedException e) {
      if (e.rejection() != Rejection.WOULD_MATCH_IMMEDIATELY) {
        venue.tickets().drop();
        throw refused(e.rejection());
      }
      venue.tickets().keep(ticket);
      venue.reports().opened(ticket, "pending_new");
      ticket.ends("Post only order", false, now);
      venue.reports().ended(ticket, "canceled", now);
    }
    venue.feed(request.listing()).onBookChange();
    return ticket;
  }

  private static KrakenError refused(Rejection rejection) {
    return new KrakenError(
        switch (rejection) {
          case INSUFFICIENT_BALANCE -> "EOrder:Insufficient funds";
          case DUPLICATE_CLIENT_ORDER_ID -> "EOrder:Duplicate cl_ord_id";
          case MARKET_CLOSED -> "EService:Market in cancel_only mode";
          case WOULD_MATCH_IMMEDIATELY -> "EOrder:Post only order";
          case ZERO_NOTIONAL -> "EOrder:Cost minimum not met";
          default -> "EOrder:Invalid order";
        });
  }

  /** Places the closing orders of those that have been filled since the last call. */
  void placeClosing() {
    for (int i = awaitingClose.size(); i > 0; i--) {
      Ticket ticket = awaitingClose.remove();
      Order order = ticket.order();
      Form closing = ticket.request().closing();
      if (order == null || closing == null) {
        continue;
      }
      if (order.status() == OrderStatus.FILLED) {
        closing.put("volume", Texts.decimals(order.executed(), 0));
        try {
          add(ticket.account(), closing);
        } catch (KrakenError e) {
          LOG.warn("the closing order of {} was refused: {}", ticket.txid(), e.text());
        }
      } else if (order.status().isOpen()) {
        awaitingClose.add(ticket);
      }
    }
  }

  /** The order that a request names by its id or the client's, which must be open. */
  Ticket open(String account, @Nullable String txid, @Nullable String clientId) {
    return (txid != null
            ? venue.tickets().byTxid(account, txid)
            : clientId != null
                ? venue.tickets().openByClientId(account, clientId)
                : Optional.<Ticket>empty())
        .filter(Ticket::isOpen)
        .orElseThrow(KrakenError::unknownOrder);
  }

  private void count(EngineCounter.Transaction transaction, Ticket ticket) {
    long now = now();
    venue
        .engineCounter()
        .change(
            transaction,
            ticket.account(),
            ticket.request().listing().names().key(),
            now - ticket.openedMicros(),
            now);
  }

  /** Cancels an open order on request. */
  void cancel(Ticket ticket) {
    venue.requireServing();
    count(EngineCounter.Transaction.CANCEL, ticket);
    end(ticket, "User requested");
  }

  private void end(Ticket ticket, String why) {
    Order order = ticket.order();
    if (order != null && order.status().isOpen()) {
      venue.exchange().cancel(order, why, now());
      venue.feed(ticket.request().listing()).onBookChange();
    }
  }

  /** Cancels every open order of an account, and says how many there were. */
  int cancelAll(String account, String why) {
    List<Ticket> open = venue.tickets().open(account);
    open.forEach(ticket -> end(ticket, why));
    return open.size();
  }

  /** Cancels an order and places another in its stead, under a new id. */
  Ticket edit(String account, Form form) {
    venue.requireServing();
    Ticket old = open(account, form.get("txid"), null);
    long now = now();
    String pair = old.request().listing().names().key();
    venue.engineCounter().begin(EngineCounter.Transaction.EDIT, account, pair, now);
    count(EngineCounter.Transaction.EDIT, old);
    OrderRequest was = old.request();
    boolean triggered = OrderRequest.isTriggered(was.type());
    long first = triggered ? was.trigger() : was.limit();
    Form wanted =
        new Form()
            .put("pair", form.get("pair", pair))
            .put("type", OrderJson.side(was.side()))
            .put("ordertype", was.type())
            .put("volume", form.get("volume", Texts.decimals(was.volume(), 0)))
            .put("price", first == 0 ? null : form.get("price", Texts.decimals(first, 0)))
            .put(
                "price2",
                triggered && was.limit() > 0
                    ? form.get("price2", Texts.decimals(was.limit(), 0))
                    : null)
            .put("oflags", form.get("oflags", was.flags()))
            .put("deadline", form.get("deadline"))
            .put("validate", form.get("validate"));
    OrderRequest request = OrderReader.read(wanted, was.listing(), now);
    check(account, request, now);
    if (request.validateOnly()) {
      return new Ticket("", account, request, now);
    }
    end(old, "Order replaced");
    return place(
        account, request, request.order(account, internalId(request), isPassed(request)), now);
  }

  /** Changes an open order, which keeps its id. */
  Ticket amend(String account, Form form) {
    venue.requireServing();
    Ticket ticket = open(account, form.get("txid"), form.get("cl_ord_id"));
    Order order = ticket.order();
    if (order == null) {
      throw KrakenError.unknownOrder();
    }
    OrderRequest was = ticket.request();
    Listing listing = was.listing();
    long now = now();
    venue
        .engineCounter()
        .begin(EngineCounter.Transaction.AMEND, account, listing.names().key(), now);
    count(EngineCounter.Transaction.AMEND, ticket);
    long quantity = form.has("order_qty") ? form.decimal("order_qty") : was.volume();
    if (quantity <= order.executed()) {
      throw KrakenError.arguments("order_qty");
    }
    String limit = form.get("limit_price");
    String trigger = form.get("trigger_price");
    if ((limit != null && was.limit() == 0) || (trigger != null && was.trigger() == 0)) {
      throw KrakenError.arguments(limit != null ? "limit_price" : "trigger_price");
    }
    OrderRequest request =
        was.amended(
            quantity,
            limit == null ? was.limit() : Prices.read(limit, was.side(), listing, "limit_price"),
            trigger == null
                ? was.trigger()
                : Prices.read(trigger, was.side(), listing, "trigger_price"));
    long deadline = OrderReader.deadline(form, now);
    if (deadline > 0 && now > deadline) {
      throw new KrakenError("EService:Deadline elapsed");
    }
    Listing.allow(request, venue.status());
    listing.check(request);
    try {
      ticket.request(request);
      venue
          .exchange()
          .amend(
              order,
              quantity,
              request.limit(),
              order.request().stopPrice() == 0 ? 0 : request.trigger(),
              now);
    } catch (RejectedException e) {
      ticket.request(was);
      throw refused(e.rejection());
    }
    venue.feed(listing).onBookChange();
    return ticket;
  }

  /** Ends the orders whose time is over, and nothing while the venue is under maintenance. */
  void onTick(long nowMicros) {
    if (venue.status().equals("maintenance")) {
      return;
    }
    venue.deadMan().onTick(nowMicros);
    timed.removeIf(ticket -> {
      if (ticket.isOpen() && nowMicros >= ticket.request().expireMicros()) {
        end(ticket, Reports.TIME_IS_OVER);
      }
      return !ticket.isOpen();
    });
  }
}
