package trader.venues.binance.futures;

import io.netty.util.concurrent.ScheduledFuture;
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
import trader.venues.net.AccountReadings;
import trader.venues.net.AccountStart;
import trader.venues.net.ApiCredentials;
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
  private final AccountStart start;
  private final AccountReadings readings;
  private @Nullable ScheduledFuture<?> nextCheck;
  private boolean up;
  private boolean closed;
  private String lastDown = "the user data stream is not there yet";
  private long reports;
  private long streamLosses;

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
    this.start =
        AccountStart.byClock(
            runtime,
            timings,
            clock,
            RestAnswer::why,
            started -> {
              started.every(DeadManSwitch.RENEW_MILLIS, deadMan::renew);
              link.start();
              stream.start();
            });
    this.readings =
        new AccountReadings(
            runtime,
            () -> reports,
            () -> streamLosses,
            this::told,
            (wanted, done) -> new FuturesAccountReader(rest, clock, wanted, done).start());
  }

  @Override
  public Account account() {
    return Account.LIVE;
  }

  @Override
  public void start() {
    start.begin();
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
    readings.reconcile(reconcile);
  }

  private void told(VenueEvent reading) {
    if (reading instanceof VenueEvent.AccountRead read) {
      deadMan.read(read.account().openOrders());
    }
    runtime.sink().accept(reading);
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
    start.close();
    if (nextCheck != null) {
      nextCheck.cancel(false);
    }
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
        nextCheck = runtime.loop().schedule(() -> checkMode(losses), pause, TimeUnit.MILLISECONDS);
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
