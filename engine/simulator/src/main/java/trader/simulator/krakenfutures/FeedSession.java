package trader.simulator.krakenfutures;

import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import trader.simulator.matching.Fill;
import trader.simulator.matching.Order;
import trader.simulator.net.Json;
import trader.simulator.net.Timeouts;
import trader.simulator.net.TopicSession;

/** A connection to the feeds, public and private on one socket. */
final class FeedSession extends TopicSession {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final Set<String> PUBLIC = Set.of("trade", "book", "ticker", "ticker_lite");
  private static final Set<String> PRIVATE =
      Set.of(
          "open_orders",
          "open_orders_verbose",
          "fills",
          "open_positions",
          "balances",
          "account_log",
          "notifications_auth");
  private static final int SNAPSHOT_FILLS = 100;
  private static final int MESSAGES_PER_SECOND = 100;

  private final Venue venue;
  private final Set<String> privateFeeds = new LinkedHashSet<>();
  private @Nullable String challenge;
  private @Nullable String account;
  private long second = -1;
  private int heard;

  FeedSession(Channel channel, Venue venue, Timeouts timeouts) {
    super(channel, venue.streams(), venue.clock(), timeouts);
    this.venue = venue;
  }

  @Override
  public void begin() {
    venue.feeds().opened(this);
    super.begin();
    send("{\"event\":\"info\",\"version\":1}");
  }

  @Override
  protected void onClosed() {
    venue.feeds().closed(this);
    super.onClosed();
  }

  @Override
  protected boolean isWrapping() {
    return false;
  }

  @Override
  protected CharSequence wrap(String topic, CharSequence json) {
    return json;
  }

  @Override
  protected boolean mayHear() {
    long now = venue.clock().wallMicros() / 1_000_000;
    if (now != second) {
      second = now;
      heard = 0;
    }
    if (++heard > MESSAGES_PER_SECOND) {
      close(1008, "Too many requests");
      return false;
    }
    return true;
  }

  /** Whether it listens to a private feed of an account. */
  boolean hears(String ofAccount, String feed) {
    return ofAccount.equals(account) && privateFeeds.contains(feed);
  }

  /** Whether it listens to any private feed. */
  boolean isPrivate() {
    return !privateFeeds.isEmpty();
  }

  @Override
  protected void onText(String text) {
    JsonNode message;
    try {
      message = MAPPER.readTree(text);
    } catch (JacksonException e) {
      alert("Json Error");
      return;
    }
    String event = message.path("event").asString("");
    switch (event) {
      case "challenge" -> challenge(message);
      case "subscribe" -> change(message, true);
      case "unsubscribe" -> change(message, false);
      default -> alert("Bad request");
    }
  }

  private void alert(String text) {
    send("{\"event\":\"alert\",\"message\":\"" + text + "\"}");
  }

  private void error(String text) {
    send("{\"event\":\"error\",\"message\":\"" + text + "\"}");
  }

  /** A connection has one challenge for all of its life. */
  private void challenge(JsonNode message) {
    if (!venue.keys().knows(message.path("api_key").asString(""))) {
      error("Invalid API key");
      return;
    }
    String known = challenge == null ? venue.tickets().newId() : challenge;
    challenge = known;
    send(new Json().open().put("event", "challenge").put("message", known).close().text());
  }

  private void change(JsonNode message, boolean add) {
    String feed = message.path("feed").asString("");
    if (feed.equals("heartbeat")) {
      change(add, "heartbeat");
      send(event(add, feed, null));
    } else if (PUBLIC.contains(feed)) {
      products(message, feed, add);
    } else if (PRIVATE.contains(feed)) {
      privateFeed(message, feed, add);
    } else {
      error("Invalid feed");
    }
  }

  private void change(boolean add, String topic) {
    if (add) {
      subscribe(topic);
    } else {
      unsubscribe(topic);
    }
  }

  private void products(JsonNode message, String feed, boolean add) {
    JsonNode ids = message.get("product_ids");
    if (ids == null || !ids.isArray() || ids.isEmpty()) {
      alert("Bad request");
      return;
    }
    List<Contract> contracts = new ArrayList<>();
    for (JsonNode id : ids) {
      Contract contract = venue.contracts().get(id.asString("").toUpperCase(Locale.ROOT));
      if (contract == null) {
        error("Invalid product id");
        return;
      }
      contracts.add(contract);
    }
    for (Contract contract : contracts) {
      send(event(add, feed, contract.symbol()));
      if (add) {
        first(feed, contract);
      }
      change(add, feed + "." + contract.symbol());
    }
  }

  private void first(String feed, Contract contract) {
    switch (feed) {
      case "book" -> send(contract.book().snapshot(venue.clock().millis()));
      case "trade" -> send(contract.tradeSnapshot());
      case "ticker" -> send(contract.ticker(venue.clock().millis()));
      default -> {}
    }
  }

  private static CharSequence event(boolean add, String feed, @Nullable String product) {
    Json out = new Json();
    out.open().put("event", add ? "subscribed" : "unsubscribed").put("feed", feed);
    if (product != null) {
      out.name("product_ids").openArray().value(product).closeArray();
    }
    return out.close().text();
  }

  private void privateFeed(JsonNode message, String feed, boolean add) {
    String original = message.path("original_challenge").asString("");
    String owner =
        original.equals(challenge)
            ? venue
                .keys()
                .verifyChallenge(
                    message.path("api_key").asString(""),
                    original,
                    message.path("signed_challenge").asString(""))
            : null;
    if (owner == null) {
      error("Invalid challenge");
      return;
    }
    account = owner;
    send(event(add, feed, null));
    if (add) {
      venue.feeds().flush();
      privateFeeds.add(feed);
      send(snapshot(feed, owner));
    } else {
      privateFeeds.remove(feed);
    }
  }

  private CharSequence snapshot(String feed, String owner) {
    Json out = new Json();
    switch (feed) {
      case "open_orders", "open_orders_verbose" -> {
        out.open().put("feed", feed + "_snapshot").put("account", owner);
        out.name("orders").openArray();
        for (Order order : venue.exchange().orders().open(owner)) {
          OrderJson.feed(out, order, venue.tickets().of(order));
        }
        out.closeArray().close();
      }
      case "fills" -> fills(out, owner);
      case "open_positions" -> AccountJson.positionsFeed(out, venue, owner);
      case "balances" -> AccountJson.balances(out, venue, owner, "balances_snapshot");
      case "account_log" -> {
        out.open().put("feed", "account_log_snapshot").name("logs").openArray();
        venue.accountLog().entries().stream()
            .filter(e -> e.account().equals(owner))
            .forEach(e -> out.raw(e.json()));
        out.closeArray().close();
      }
      default ->
          out.open().put("feed", feed).name("notifications").openArray().closeArray().close();
    }
    return out.text();
  }

  private void fills(Json out, String owner) {
    List<Fill> all = venue.exchange().orders().fills(owner);
    out.open().put("feed", "fills_snapshot").put("account", owner).name("fills").openArray();
    int from = Math.max(0, all.size() - SNAPSHOT_FILLS);
    for (int i = from; i < all.size(); i++) {
      Fill fill = all.get(i);
      Order order = venue.exchange().orders().byId(owner, fill.orderId()).orElseThrow();
      Reports.writeFill(
          out,
          order,
          venue.tickets().of(order),
          fill,
          venue.tickets().fill(fill),
          Reports.FIRST_SEQUENCE + i + 1L);
    }
    out.closeArray().close();
  }
}
