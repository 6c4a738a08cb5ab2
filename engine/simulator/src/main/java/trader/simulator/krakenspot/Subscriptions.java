package trader.simulator.krakenspot;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import trader.simulator.matching.Ledger;
import trader.simulator.matching.Trade;
import trader.simulator.net.Json;

/** Subscribes connections to channels: first the answer, then the snapshot, then what happens. */
final class Subscriptions {
  private static final int SNAPSHOT_TRADES = 50;

  private final KrakenVenue venue;

  Subscriptions(KrakenVenue venue) {
    this.venue = venue;
  }

  private static boolean isPrivate(String channel) {
    return channel.equals("executions") || channel.equals("balances");
  }

  /** The pairs that a request names, each of which is answered; an empty one where none is. */
  static List<String> symbols(JsonNode params) {
    List<String> symbols = new ArrayList<>();
    params.path("symbol").forEach(symbol -> symbols.add(symbol.asString("")));
    return symbols.isEmpty() ? List.of("") : symbols;
  }

  /** What a witness keeps of a new order. */
  static Map<String, String> witnessed(JsonNode params) {
    Map<String, String> kept = new LinkedHashMap<>();
    kept.put("symbol", params.path("symbol").asString(""));
    kept.put("side", params.path("side").asString(""));
    kept.put("type", params.path("order_type").asString(""));
    kept.put("newClientOrderId", params.path("cl_ord_id").asString(""));
    kept.put("quantity", params.path("order_qty").asString(""));
    kept.put("price", params.path("limit_price").asString(""));
    return kept;
  }

  /** Checks a subscription and answers what it is. */
  Outcome subscribe(Session session, JsonNode params, String symbol) {
    String channel = params.path("channel").asString("");
    Json out = new Json().open().put("channel", channel);
    if (isPrivate(channel)) {
      account(session, params);
      return Outcome.of(out.put("snapshot", true).close().text());
    }
    if (channel.equals("instrument")) {
      return Outcome.of(out.put("snapshot", true).close().text());
    }
    Feed feed = feed(symbol);
    out.put("symbol", symbol);
    switch (channel) {
      case "trade" -> {
        already(feed.trades().has(session));
        out.put("snapshot", params.path("snapshot").asBoolean(false));
      }
      case "ticker" -> {
        already(feed.ticker(byQuote(params)).has(session));
        out.put("event_trigger", byQuote(params) ? "bbo" : "trades").put("snapshot", true);
      }
      case "book" -> {
        already(feed.book(depth(params)).channel().has(session));
        out.put("depth", depth(params)).put("snapshot", true);
      }
      case "ohlc" -> {
        already(feed.bars(interval(params)).has(session));
        out.put("interval", interval(params)).put("snapshot", true);
      }
      default -> throw new KrakenError("Channel not supported");
    }
    return Outcome.of(out.close().text());
  }

  private static void already(boolean subscribed) {
    if (subscribed) {
      throw new KrakenError("Already subscribed");
    }
  }

  private Feed feed(String symbol) {
    for (Listing listing : venue.listings().values()) {
      if (listing.names().name().equals(symbol)) {
        return venue.feed(listing);
      }
    }
    throw new KrakenError("Currency pair not supported " + symbol);
  }

  private String account(Session session, JsonNode params) {
    return venue
        .tokens()
        .account(params.path("token").asString(""), session, venue.clock().micros());
  }

  private static boolean byQuote(JsonNode params) {
    return params.path("event_trigger").asString("trades").equals("bbo");
  }

  private static int depth(JsonNode params) {
    return params.path("depth").asInt(10);
  }

  private static int interval(JsonNode params) {
    return params.path("interval").asInt(1);
  }

  /** Begins what has been answered: the snapshot, and what happens from then on. */
  void begin(Session session, JsonNode params, String symbol) {
    if (!params.has("channel") || !session.channel().isActive()) {
      return;
    }
    String channel = params.path("channel").asString("");
    session.subscribed();
    switch (channel) {
      case "executions" -> executions(session, params);
      case "balances" -> {
        String account = account(session, params);
        venue.executions().subscribe(session, account, channel, true, balances(account));
      }
      case "instrument" -> session.send(Instruments.snapshot(venue));
      case "trade" -> {
        Feed feed = feed(symbol);
        if (params.path("snapshot").asBoolean(false)) {
          session.send(trades(feed));
        }
        feed.trades().add(session);
      }
      case "ticker" -> {
        Feed feed = feed(symbol);
        session.send(feed.ticker("snapshot"));
        feed.ticker(byQuote(params)).add(session);
      }
      case "book" -> feed(symbol).book(depth(params)).join(session);
      case "ohlc" -> {
        session.send(feed(symbol).bar(interval(params)));
        feed(symbol).bars(interval(params)).add(session);
      }
      default -> throw new IllegalStateException("no channel " + channel);
    }
  }

  private void executions(Session session, JsonNode params) {
    String account = account(session, params);
    Json out = new Json();
    if (params.path("snap_orders").asBoolean(true)) {
      venue
          .tickets()
          .open(account)
          .forEach(ticket -> Reports.whole(out, ticket, "new", ticket.streamStatus()));
    }
    if (params.path("snap_trades").asBoolean(false)) {
      var fills = venue.tickets().fills(account);
      for (var fill : fills.subList(Math.max(0, fills.size() - SNAPSHOT_TRADES), fills.size())) {
        venue.reports().trade(out, venue.tickets().of(fill), fill);
      }
    }
    venue
        .executions()
        .subscribe(
            session,
            account,
            "executions",
            params.path("order_status").asBoolean(true),
            out.text().toString());
  }

  private String balances(String account) {
    Json out = new Json();
    for (Ledger.Balance b : venue.exchange().ledger().balances(account).values()) {
      String total = Texts.number(b.free() + b.locked());
      out.open()
          .put("asset", b.asset())
          .put("asset_class", "currency")
          .name("balance")
          .raw(total)
          .name("wallets")
          .openArray()
          .open()
          .put("type", "spot")
          .put("id", "main")
          .name("balance")
          .raw(total)
          .close()
          .closeArray()
          .close();
    }
    return out.text().toString();
  }

  private static CharSequence trades(Feed feed) {
    Json out =
        new Json().open().put("channel", "trade").put("type", "snapshot").name("data").openArray();
    ArrayDeque<Trade> newest = new ArrayDeque<>();
    Iterator<Trade> all = feed.listing().trades().descendingIterator();
    while (all.hasNext() && newest.size() < SNAPSHOT_TRADES) {
      newest.addFirst(all.next());
    }
    newest.forEach(trade -> feed.trade(out, trade));
    return out.closeArray().close().text();
  }

  /** Ends a subscription. */
  Outcome unsubscribe(Session session, JsonNode params, String symbol) {
    String channel = params.path("channel").asString("");
    boolean was;
    if (isPrivate(channel)) {
      was = venue.executions().unsubscribe(session, channel);
    } else if (channel.equals("instrument")) {
      was = true;
    } else {
      Feed feed = feed(symbol);
      was =
          switch (channel) {
            case "trade" -> feed.trades().remove(session);
            case "ticker" -> feed.ticker(byQuote(params)).remove(session);
            case "book" -> feed.book(depth(params)).channel().remove(session);
            case "ohlc" -> feed.bars(interval(params)).remove(session);
            default -> throw new KrakenError("Channel not supported");
          };
    }
    if (!was) {
      throw new KrakenError("Subscription Not Found");
    }
    Json out = new Json().open().put("channel", channel);
    if (!symbol.isEmpty()) {
      out.put("symbol", symbol);
    }
    if (channel.equals("book")) {
      out.put("depth", depth(params));
    }
    return Outcome.of(out.close().text());
  }
}
