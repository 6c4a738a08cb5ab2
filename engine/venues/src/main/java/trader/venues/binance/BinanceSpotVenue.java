package trader.venues.binance;

import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.control.Account;
import trader.engine.core.Action;
import trader.engine.core.VenueEvent;
import trader.engine.core.VenueOrder;
import trader.venues.Venue;
import trader.venues.VenueRuntime;
import trader.venues.net.ApiCredentials;
import trader.venues.net.Backoff;
import trader.venues.net.RateLimits;
import trader.venues.net.RestAnswer;
import trader.venues.net.ServerClock;
import trader.venues.net.Timings;

/**
 * The account at Binance spot: orders and cancels by the WebSocket API, reads by REST.
 *
 * <p>An order carries a receive window: it can reach the venue no later than its sending plus
 * {@link Timings#recvWindow()}. A protective or closing order that the venue refused because of our
 * clock is sent a second time, within {@link Timings#callTimeout()} of the first sending.
 */
public final class BinanceSpotVenue implements Venue {
  private static final Logger LOG = LoggerFactory.getLogger(BinanceSpotVenue.class);

  private final VenueRuntime runtime;
  private final Timings timings;
  private final BinanceRest rest;
  private final ServerClock clock;
  private final OrderLink orders;
  private final Backoff startBackoff;
  private boolean reconciling;
  private Action.@Nullable Reconcile next;
  private boolean closed;
  private @Nullable ScheduledFuture<?> timer;

  BinanceSpotVenue(
      BinanceSpotSettings settings,
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
    this.orders = new OrderLink(settings, credentials, runtime, limits, clock, rulesDiffer);
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
        long often = timings.clockSync().toMillis();
        timer =
            runtime
                .loop()
                .scheduleAtFixedRate(this::syncClock, often, often, TimeUnit.MILLISECONDS);
        orders.start();
      } else {
        startAgain("the venue's time cannot be read: " + RestAnswer.why(answer));
      }
    });
  }

  private void startAgain(String why) {
    long pause = startBackoff.nextMillis();
    LOG.warn("orders connection not started: {}; trying again in {} ms", why, pause);
    runtime.sink().accept(new VenueEvent.LinkStatus(runtime.now(), account(), false, why));
    timer = runtime.loop().schedule(this::start, pause, TimeUnit.MILLISECONDS);
  }

  private void syncClock() {
    clock.sync(answer -> {
      if (!(answer instanceof RestAnswer.Ok)) {
        LOG.warn("the venue's time cannot be read again: {}", RestAnswer.why(answer));
      }
    });
  }

  @Override
  public void submit(Action.Submit order, Runnable sent) {
    orders.submit(order.order(), sent);
  }

  @Override
  public void rehearse() {
    orders.rehearse();
  }

  @Override
  public void cancel(Action.Cancel cancel) {
    orders.cancel(cancel, false);
  }

  @Override
  public void replace(Action.Replace replace) {
    orders.replace(replace);
  }

  /** The order may be one that followed it; the newest that is known of is asked for first. */
  @Override
  public void query(Action.Query query) {
    // One may have been placed whose answer never came.
    int newest = orders.incarnations().newest(query.order());
    ask(query, newest, answer -> asked(query, newest, answer));
  }

  private void ask(Action.Query query, int number, Consumer<RestAnswer> done) {
    rest.getSignedSoon(
        "order.status",
        "/api/v3/order",
        "symbol="
            + query.instrument().symbol()
            + "&origClientOrderId="
            + Incarnations.at(query.order(), number),
        clock.timestampMillis(),
        done);
  }

  /**
   * One that was cancelled before anything of it was executed may have been followed by another.
   */
  private void asked(Action.Query query, int number, RestAnswer answer) {
    VenueEvent found = found(query, answer);
    boolean followed =
        found instanceof VenueEvent.OrderFound order
            && order.order().status() == VenueOrder.Status.CANCELLED
            && order.order().executedQty().signum() == 0;
    if (!followed) {
      runtime.sink().accept(found);
      return;
    }
    ask(
        query,
        number + 1,
        next -> {
          switch (found(query, next)) {
            case VenueEvent.OrderFound _ -> {
              orders.incarnations().seen(Incarnations.at(query.order(), number + 1));
              asked(query, number + 1, next);
            }
            case VenueEvent.OrderNotFound _ -> runtime.sink().accept(found);
            case VenueEvent other -> runtime.sink().accept(other);
          }
        });
  }

  private VenueEvent found(Action.Query query, RestAnswer answer) {
    return switch (answer) {
      case RestAnswer.Ok ok -> {
        try {
          yield new VenueEvent.OrderFound(runtime.now(), Replies.order(ok.body()));
        } catch (IllegalArgumentException e) {
          yield failed(query, "the answer is garbled: " + e.getMessage());
        }
      }
      case RestAnswer.Refused refused -> {
        if (refused.code() == ErrorCodes.NO_SUCH_ORDER || refused.code() == ErrorCodes.ARCHIVED) {
          yield new VenueEvent.OrderNotFound(runtime.now(), query.order());
        }
        if (refused.code() == ErrorCodes.CLOCK) {
          syncClock();
        }
        yield failed(query, RestAnswer.why(refused));
      }
      case RestAnswer.Failed failed -> failed(query, failed.why());
    };
  }

  private VenueEvent failed(Action.Query query, String why) {
    return new VenueEvent.QueryFailed(runtime.now(), query.order(), why);
  }

  @Override
  public void reconcile(Action.Reconcile reconcile) {
    if (reconciling) {
      next = reconcile;
      return;
    }
    reconciling = true;
    long losses = orders.streamLosses();
    new AccountReader(
            rest,
            clock,
            orders::executionReports,
            reconcile,
            result -> reconciled(result, orders.streamLosses() == losses))
        .start();
  }

  /**
   * A reading whose question has been asked anew answers no question any more, and one during which
   * the user stream was lost may lack what the stream did not show: neither is told. Each is
   * followed by another, since the core asks again once the stream is back.
   *
   * @param whole whether the user stream was there for all of the reading
   */
  private void reconciled(AccountReader.Result result, boolean whole) {
    reconciling = false;
    Action.Reconcile waiting = next;
    next = null;
    if (result instanceof AccountReader.Result.Failed failed && failed.clock()) {
      syncClock();
    }
    if (waiting != null) {
      reconcile(waiting);
    } else if (whole) {
      tell(result);
    }
  }

  private void tell(AccountReader.Result result) {
    switch (result) {
      case AccountReader.Result.Read read ->
          runtime.sink().accept(new VenueEvent.AccountRead(runtime.now(), read.account()));
      case AccountReader.Result.Failed failed ->
          runtime
              .sink()
              .accept(new VenueEvent.AccountReadFailed(runtime.now(), account(), failed.why()));
    }
  }

  @Override
  public void close() {
    closed = true;
    if (timer != null) {
      timer.cancel(false);
    }
    orders.close();
  }
}
