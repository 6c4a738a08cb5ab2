package trader.venues.binance;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import trader.control.Account;
import trader.engine.core.Action;
import trader.engine.core.VenueEvent;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.NewOrder;
import trader.venues.VenueRuntime;
import trader.venues.net.ApiCredentials;
import trader.venues.net.AsciiBuffer;
import trader.venues.net.JsonFrames;
import trader.venues.net.PendingCall;
import trader.venues.net.PendingCalls;
import trader.venues.net.RateLimits;
import trader.venues.net.ServerClock;
import trader.venues.net.SocketLink;
import trader.venues.net.Timings;

/**
 * The WebSocket API connection: orders and cancels go out on it, their answers and the account's
 * own events come in. It is up once the user data stream is subscribed.
 *
 * <p>What is decided within a call is told later, never within it: the caller is the core at work.
 */
final class OrderLink {
  private static final Logger LOG = LoggerFactory.getLogger(OrderLink.class);

  private final VenueRuntime runtime;
  private final Timings timings;
  private final RateLimits limits;
  private final ServerClock clock;
  private final RequestFrames frames;
  private final long callTimeoutMicros;
  private final PendingCalls pending;
  private final Incarnations incarnations = new Incarnations();
  private final OrderChanges changes;
  private final OrderAnswers answers;
  private final SocketLink link;
  private final OrderSender sender;
  private final WarmUp warmth;
  private final JsonFrames incoming = new JsonFrames(new JsonMapper());
  private long executionReports;
  private long streamLosses;
  private @Nullable Channel ready;
  private boolean up;
  private boolean warm;
  private boolean closed;
  private String lastDown = "";
  private @Nullable ScheduledFuture<?> watch;

  OrderLink(
      BinanceSpotSettings settings,
      ApiCredentials credentials,
      VenueRuntime runtime,
      RateLimits limits,
      ServerClock clock,
      Runnable rulesDiffer) {
    this.runtime = runtime;
    this.timings = settings.timings();
    this.limits = limits;
    this.clock = clock;
    this.frames = new RequestFrames(credentials, timings.recvWindow().toMillis());
    this.callTimeoutMicros = timings.callTimeout().toNanos() / 1_000;
    this.pending = new PendingCalls(callTimeoutMicros);
    this.changes = new OrderChanges(runtime, incarnations);
    this.sender =
        new OrderSender(runtime, limits, clock, frames, pending, changes, new SenderTrouble());
    this.warmth = new WarmUp(runtime, limits, clock);
    this.answers = new OrderAnswers(runtime, limits, clock, this, changes, rulesDiffer);
    this.link =
        new SocketLink("orders", settings.orders(), runtime, limits, timings, new LinkListener());
  }

  void start() {
    long often = Math.max(5, timings.callTimeout().toMillis() / 20);
    watch = runtime.loop().scheduleAtFixedRate(this::expire, often, often, TimeUnit.MILLISECONDS);
    link.open();
  }

  void close() {
    closed = true;
    if (watch != null) {
      watch.cancel(false);
    }
    warmth.close();
    link.close();
  }

  long callTimeoutMicros() {
    return callTimeoutMicros;
  }

  /** How many execution reports have come in so far. */
  long executionReports() {
    return executionReports;
  }

  /** How often the user data stream has been lost so far. */
  long streamLosses() {
    return streamLosses;
  }

  void submit(NewOrder order, Runnable sent) {
    sender.submit(ready, order, sent);
  }

  /** Sends an order again; answers whether that was possible. */
  boolean placeAgain(NewOrder order) {
    Channel channel = ready;
    if (channel == null || !channel.isActive() || limits.orderWaitMicros() > 0) {
      return false;
    }
    sender.place(channel, order, () -> {}, true);
    return true;
  }

  void cancel(Action.Cancel cancel, boolean again) {
    long wait = limits.callWaitMicros();
    Channel channel = ready;
    ClientOrderId order = cancel.order();
    if (wait > 0) {
      later(at ->
          new VenueEvent.CancelRejected(
              at, order, OrderSender.RATE_LIMITED, RateLimits.inWords(wait)));
    } else if (channel == null || !channel.isActive()) {
      later(at ->
          new VenueEvent.CancelRejected(
              at, order, OrderSender.NOT_SENT, "not sent: no connection to the venue"));
    } else {
      long id = sender.nextId();
      String at = incarnations.newestId(order);
      AsciiBuffer frame = frames.cancel(id, cancel.instrument(), at, clock.timestampMillis());
      sender.write(channel, frame, PendingCall.cancel(id, cancel, runtime.now(), again), () -> {});
    }
  }

  /** The orders at the venue that each of ours has been. */
  Incarnations incarnations() {
    return incarnations;
  }

  void replace(Action.Replace replace) {
    long wait = limits.orderWaitMicros();
    Channel channel = ready;
    NewOrder now = changes.known(replace.order());
    if (wait > 0) {
      notReplaced(replace, OrderSender.RATE_LIMITED, RateLimits.inWords(wait));
    } else if (channel == null || !channel.isActive()) {
      notReplaced(replace, OrderSender.NOT_SENT, "not sent: no connection to the venue");
    } else if (now == null) {
      notReplaced(
          replace,
          "not-supported",
          "it was placed by an earlier session or by hand: cancel it and place another");
    } else {
      replace(channel, now, replace);
    }
  }

  private void replace(Channel channel, NewOrder now, Action.Replace replace) {
    ClientOrderId order = replace.order();
    long id = sender.nextId();
    String at = incarnations.newestId(order);
    long time = clock.timestampMillis();
    switch (OrderChanges.way(now, replace)) {
      case SMALLER ->
          changed(
              channel, replace, frames.shrink(id, now.instrument(), at, replace.qty(), time), id);
      case ANEW -> {
        int next = incarnations.newest(order) + 1;
        NewOrder anew = now.amended(replace.qty(), replace.price(), null);
        String nextId = Incarnations.at(order, next);
        String cancelId = Incarnations.cancelFor(order, next);
        changed(channel, replace, frames.replace(id, anew, at, nextId, cancelId, time), id);
      }
      case NONE ->
          notReplaced(
              replace,
              "not-supported",
              "on spot a stop locks what it protects: it can only be made smaller; cancel it and"
                  + " place another");
    }
  }

  private void changed(Channel channel, Action.Replace replace, AsciiBuffer frame, long id) {
    sender.write(channel, frame, PendingCall.replace(id, replace, runtime.now()), () -> {});
  }

  private void notReplaced(Action.Replace replace, String code, String why) {
    later(at -> new VenueEvent.ReplaceRejected(at, replace.order(), code, why));
  }

  void subscribe(boolean again) {
    Channel channel = ready;
    if (channel != null) {
      long id = sender.nextId();
      AsciiBuffer frame = frames.subscribe(id, clock.timestampMillis());
      sender.write(channel, frame, PendingCall.subscribe(id, runtime.now(), again), () -> {});
    }
  }

  /** Sends an order that goes nowhere. */
  void rehearse() {
    warmth.step();
  }

  /** The user data stream is subscribed: what happens to the account is seen from here on. */
  void subscribed() {
    link.established();
    if (!warm) {
      // Not earlier: a start has better things to do.
      warm = true;
      warmth.start();
    }
    up = true;
    lastDown = "";
    LOG.info("orders connection is up");
    runtime
        .sink()
        .accept(new VenueEvent.LinkStatus(runtime.now(), Account.LIVE, true, "connected"));
  }

  void reconnect(String why) {
    link.reconnect(why);
  }

  private void later(LongFunction<VenueEvent> event) {
    runtime.loop().execute(() -> runtime.sink().accept(event.apply(runtime.now())));
  }

  private void expire() {
    String why = "no answer within " + timings.callTimeout().toMillis() + " ms";
    for (PendingCall call : pending.expire(runtime.now())) {
      answers.failed(call, "timeout", why);
      ClientOrderId order = call.order();
      if (order == null) {
        link.reconnect("no answer to the subscription of the user data stream");
      } else if (!call.confirmed()) {
        runtime.sink().accept(new VenueEvent.OutcomeUnknown(runtime.now(), order, why));
      }
    }
  }

  private void received(JsonNode frame) {
    if (frame.has("event")) {
      userEvent(frame.path("event"));
    } else if (frame.has("e")) {
      userEvent(frame);
    } else {
      answers.received(pending.remove(frame.path("id").asLong(0)), frame);
    }
  }

  private void userEvent(JsonNode event) {
    String type = event.path("e").asString("");
    if (type.equals("eventStreamTerminated") || type.equals("serverShutdown")) {
      link.reconnect("the venue ended the user data stream: " + type);
      return;
    }
    List<VenueEvent> read;
    try {
      if (type.equals("executionReport")) {
        executionReports++;
        incarnations.seen(UserEvents.venueClientId(event));
      }
      read = UserEvents.read(event, runtime.now());
    } catch (IllegalArgumentException e) {
      link.reconnect("a " + type + " is garbled: " + e.getMessage());
      return;
    }
    for (VenueEvent told : read) {
      confirm(told);
      runtime.sink().accept(told);
    }
  }

  /** A report makes the answer to the call that caused it old news. */
  private void confirm(VenueEvent told) {
    switch (told) {
      case VenueEvent.Accepted accepted ->
          pending.confirm(PendingCall.Kind.PLACE, accepted.order());
      case VenueEvent.Filled filled -> pending.confirm(PendingCall.Kind.PLACE, filled.order());
      case VenueEvent.Rejected rejected ->
          pending.confirm(PendingCall.Kind.PLACE, rejected.order());
      case VenueEvent.Expired expired -> {
        pending.confirm(PendingCall.Kind.PLACE, expired.order());
        pending.confirm(PendingCall.Kind.CANCEL, expired.order());
      }
      case VenueEvent.Cancelled cancelled -> {
        pending.confirm(PendingCall.Kind.PLACE, cancelled.order());
        pending.confirm(PendingCall.Kind.CANCEL, cancelled.order());
      }
      case VenueEvent.Replaced replaced -> {
        pending.confirm(PendingCall.Kind.REPLACE, replaced.order());
        changes.heard(replaced);
      }
      case VenueEvent other -> {}
    }
  }

  private final class SenderTrouble implements OrderSender.Trouble {
    @Override
    public void notSent(ClientOrderId order, String code, String why) {
      later(at -> new VenueEvent.Rejected(at, order, code, why));
    }

    @Override
    public void unknown(PendingCall call, String why) {
      ClientOrderId order = call.order();
      if (order != null) {
        later(at -> new VenueEvent.OutcomeUnknown(at, order, why));
      }
    }
  }

  private final class LinkListener implements SocketLink.Listener {
    @Override
    public void opened(Channel channel) {
      ready = channel;
      subscribe(false);
    }

    @Override
    public void text(ByteBuf frame) {
      incoming.read(frame, link, OrderLink.this::received);
    }

    @Override
    public void closed(String why) {
      ready = null;
      streamLosses++;
      if (closed) {
        return;
      }
      if (up || !why.equals(lastDown)) {
        up = false;
        lastDown = why;
        runtime.sink().accept(new VenueEvent.LinkStatus(runtime.now(), Account.LIVE, false, why));
      }
      for (PendingCall call : pending.drain()) {
        ClientOrderId order = call.order();
        if (order != null && !call.confirmed()) {
          runtime
              .sink()
              .accept(
                  new VenueEvent.OutcomeUnknown(
                      runtime.now(), order, "the connection was lost: " + why));
        }
      }
    }
  }
}
