package trader.venues.binance.futures;

import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import trader.control.Account;
import trader.engine.core.AccountSnapshot.PastFunding;
import trader.engine.core.Action;
import trader.engine.core.VenueEvent;
import trader.engine.core.orders.NewOrder;
import trader.venues.Venue;
import trader.venues.VenueRuntime;
import trader.venues.binance.BinanceRest;
import trader.venues.net.ApiCredentials;
import trader.venues.net.Backoff;
import trader.venues.net.RateLimits;
import trader.venues.net.RestAnswer;
import trader.venues.net.ServerClock;
import trader.venues.net.Timings;

/**
 * The account at Binance USD-M futures: orders and cancels by the WebSocket API with REST as the
 * net, reads by REST, what comes of them by the user data stream.
 *
 * <p>An order carries a receive window: it can reach the venue no later than its sending plus
 * {@link Timings#recvWindow()}. Nothing is entered before the account is known to be in one-way
 * mode.
 */
public final class BinanceFuturesVenue implements Venue {
  private static final Logger LOG = LoggerFactory.getLogger(BinanceFuturesVenue.class);

  private final VenueRuntime runtime;
  private final Timings timings;
  private final BinanceRest rest;
  private final ServerClock clock;
  private final FuturesUserEvents users = new FuturesUserEvents();
  private final ApiLink link;
  private final AccountMode mode;
  private final FuturesOrders orders;
  private final UserStream stream;
  private final DeadManSwitch deadMan;
  private final Backoff startBackoff;
  private final List<ScheduledFuture<?>> timers = new ArrayList<>();
  private boolean up;
  private boolean closed;
  private String lastDown = "the user data stream is not there yet";
  private long reports;
  private long streamLosses;
  private boolean reconciling;
  private Action.@Nullable Reconcile next;

  BinanceFuturesVenue(
      BinanceFuturesSettings settings,
      ApiCredentials credentials,
      VenueRuntime runtime,
      RateLimits limits,
      BinanceRest rest,
      ServerClock clock,
      Runnable rulesDiffer) {
    this.runtime = runtime;
    this.timings = settings.timings();
    this.rest = rest;
    this.clock = clock;
    this.link = new ApiLink(settings, credentials, runtime, limits, clock);
    this.mode = new AccountMode(rest, clock);
    this.orders =
        new FuturesOrders(
            runtime,
            rest,
            link,
            limits,
            clock,
            users,
            mode,
            timings.callTimeout().toNanos() / 1_000,
            () -> up ? "" : lastDown,
            this::trouble,
            rulesDiffer,
            this::answered);
    this.stream = new UserStream(settings, runtime, limits, rest, new StreamListener());
    this.deadMan = new DeadManSwitch(settings.deadManSwitch(), rest, clock);
    this.startBackoff =
        new Backoff(
            timings.firstBackoff().toMillis(),
            timings.longestBackoff().toMillis(),
            runtime.random());
  }

  @Override
  public Account account() {
    return Account.LIVE;
  }

  @Override
  public void start() {
    clock.sync(answer -> {
      if (closed) {
        return;
      }
      if (answer instanceof RestAnswer.Ok) {
        every(timings.clockSync().toMillis(), this::syncClock);
        every(DeadManSwitch.RENEW_MILLIS, deadMan::renew);
        link.start();
        stream.start();
      } else {
        startAgain("the venue's time cannot be read: " + RestAnswer.why(answer));
      }
    });
  }

  private void every(long millis, Runnable task) {
    timers.add(runtime.loop().scheduleAtFixedRate(task, millis, millis, TimeUnit.MILLISECONDS));
  }

  private void startAgain(String why) {
    long pause = startBackoff.nextMillis();
    LOG.warn("orders connection not started: {}; trying again in {} ms", why, pause);
    runtime.sink().accept(new VenueEvent.LinkStatus(runtime.now(), account(), false, why));
    timers.add(runtime.loop().schedule(this::start, pause, TimeUnit.MILLISECONDS));
  }

  /** What the answer to a call means. */
  private void answered(VenueEvent told) {
    switch (told) {
      case VenueEvent.Rejected e -> deadMan.ended(e.order());
      case VenueEvent.Cancelled e -> deadMan.ended(e.order());
      case VenueEvent.OrderNotFound e -> deadMan.ended(e.order());
      case VenueEvent other -> {}
    }
    runtime.sink().accept(told);
  }

  private void syncClock() {
    clock.sync(answer -> {
      if (!(answer instanceof RestAnswer.Ok)) {
        LOG.warn("the venue's time cannot be read again: {}", RestAnswer.why(answer));
      }
    });
  }

  @Override
  public void submit(Action.Submit submit, Runnable sent) {
    NewOrder order = submit.order();
    if (FuturesCalls.isConditional(order)) {
      deadMan.opened(order.id(), order.instrument(), true);
    }
    orders.submit(order, sent);
    if (!FuturesCalls.isConditional(order)) {
      deadMan.opened(order.id(), order.instrument(), false);
    }
  }

  @Override
  public void cancel(Action.Cancel cancel) {
    orders.cancel(cancel);
  }

  @Override
  public void replace(Action.Replace replace) {
    orders.replace(replace);
  }

  @Override
  public void query(Action.Query query) {
    orders.query(query);
  }

  @Override
  public void reconcile(Action.Reconcile reconcile) {
    if (reconciling) {
      next = reconcile;
      return;
    }
    reconciling = true;
    long losses = streamLosses;
    new FuturesAccountReader(
            rest,
            clock,
            () -> reports,
            reconcile,
            result -> reconciled(result, streamLosses == losses))
        .start();
  }

  /**
   * A reading whose question has been asked anew answers no question any more, and one during which
   * the user stream was lost may lack what the stream did not show: neither is told. Each is
   * followed by another, since the core asks again once the stream is back.
   *
   * @param whole whether the user stream was there for all of the reading
   */
  private void reconciled(FuturesAccountReader.Result result, boolean whole) {
    reconciling = false;
    Action.Reconcile waiting = next;
    next = null;
    if (result instanceof FuturesAccountReader.Result.Failed failed && failed.clock()) {
      syncClock();
    }
    if (waiting != null) {
      reconcile(waiting);
    } else if (whole) {
      tell(result);
    }
  }

  private void tell(FuturesAccountReader.Result result) {
    switch (result) {
      case FuturesAccountReader.Result.Read read -> {
        deadMan.read(read.account().openOrders());
        runtime.sink().accept(new VenueEvent.AccountRead(runtime.now(), read.account()));
      }
      case FuturesAccountReader.Result.Failed failed ->
          runtime
              .sink()
              .accept(new VenueEvent.AccountReadFailed(runtime.now(), account(), failed.why()));
    }
  }

  /** The stream says that funding was exchanged, but not on which contract. */
  private void readFunding(long eventMillis) {
    rest.getSigned(
        "income",
        "/fapi/v1/income",
        "incomeType=FUNDING_FEE&startTime=" + (eventMillis - 60_000) + "&limit=1000",
        clock.timestampMillis(),
        answer -> {
          if (!(answer instanceof RestAnswer.Ok ok)) {
            LOG.warn("funding payments cannot be read: {}", RestAnswer.why(answer));
            return;
          }
          try {
            FuturesReplies.funding(ok.body()).forEach(this::tell);
          } catch (IllegalArgumentException e) {
            LOG.warn("funding payments are garbled: {}", e.getMessage());
          }
        });
  }

  private void tell(PastFunding paid) {
    runtime
        .sink()
        .accept(
            new VenueEvent.FundingPaid(
                runtime.now(),
                account(),
                paid.instrument(),
                paid.amount(),
                paid.asset(),
                paid.venueMicros()));
  }

  @Override
  public void close() {
    closed = true;
    timers.forEach(timer -> timer.cancel(false));
    deadMan.close();
    stream.close();
    link.close();
  }

  /** The stream is there: what it shows can be traded on once the account's mode fits. */
  private void checkMode(long losses) {
    mode.check(why -> {
      if (closed || losses != streamLosses) {
        return;
      }
      if (why.isEmpty()) {
        link.whenTried(() -> up(losses));
      } else {
        if (!why.equals(lastDown)) {
          LOG.error("nothing is entered at Binance futures: {}", why);
        }
        down(why);
        long pause = timings.longestBackoff().toMillis();
        timers.add(runtime.loop().schedule(() -> checkMode(losses), pause, TimeUnit.MILLISECONDS));
      }
    });
  }

  /** Nothing is entered from now on, until the account can be read and fits. */
  private void trouble(String why) {
    if (up) {
      LOG.error("nothing is entered at Binance futures: {}", why);
      down(why);
      checkMode(streamLosses);
    }
  }

  private void up(long losses) {
    if (closed || up || losses != streamLosses) {
      return;
    }
    up = true;
    lastDown = "";
    LOG.info("orders connection is up");
    runtime.sink().accept(new VenueEvent.LinkStatus(runtime.now(), account(), true, "connected"));
  }

  private void down(String why) {
    if (!closed && (up || !why.equals(lastDown))) {
      up = false;
      lastDown = why;
      runtime.sink().accept(new VenueEvent.LinkStatus(runtime.now(), account(), false, why));
    }
  }

  private final class StreamListener implements UserStream.Listener {
    @Override
    public void up() {
      checkMode(streamLosses);
    }

    @Override
    public void down(String why) {
      streamLosses++;
      BinanceFuturesVenue.this.down(why);
    }

    @Override
    public void event(JsonNode event) {
      String type = event.path("e").asString("");
      List<VenueEvent> read;
      try {
        read = users.read(event, runtime.now());
      } catch (IllegalArgumentException e) {
        stream.reconnect("a " + type + " is garbled: " + e.getMessage());
        return;
      }
      if (type.equals("ORDER_TRADE_UPDATE") || type.equals("ALGO_UPDATE")) {
        reports++;
        forget(event.path("o"), read);
      }
      for (JsonNode position : event.path("a").path("P")) {
        if (mode.heard(position)) {
          trouble(AccountMode.HEDGED);
        }
      }
      for (VenueEvent told : read) {
        orders.confirm(told);
        runtime.sink().accept(told);
      }
      if (event.path("a").path("m").asString("").equals("FUNDING_FEE")) {
        readFunding(event.path("T").asLong());
      }
      if (type.equals("MARGIN_CALL")) {
        LOG.error("MARGIN_CALL from the venue: add margin or reduce; {}", event.path("p"));
      }
    }

    /** What is over cannot be stripped, nor left open. */
    private void forget(JsonNode order, List<VenueEvent> read) {
      boolean filled = order.path("X").asString("").equals("FILLED");
      for (VenueEvent told : read) {
        switch (told) {
          case VenueEvent.Cancelled e -> deadMan.ended(e.order());
          case VenueEvent.Expired e -> deadMan.ended(e.order());
          case VenueEvent.Filled e when filled -> deadMan.ended(e.order());
          case VenueEvent other -> {}
        }
      }
    }
  }
}
