package trader.venues.kraken.spot;

import io.netty.util.concurrent.ScheduledFuture;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.control.Account;
import trader.engine.core.AccountSnapshot;
import trader.engine.core.Action;
import trader.engine.core.VenueEvent;
import trader.venues.Venue;
import trader.venues.VenueRuntime;
import trader.venues.net.Backoff;
import trader.venues.net.Timings;

/**
 * The account at Kraken spot: orders, changes and cancels by WebSocket, reads by REST.
 *
 * <p>An order carries a deadline: it can reach the matching engine no later than its sending plus
 * {@link Timings#recvWindow()}. The venue's dead-man switch is never set: it cancels every order of
 * the account, the protective stops too, and would strip positions of them.
 */
final class KrakenSpotVenue implements Venue {
  private static final Logger LOG = LoggerFactory.getLogger(KrakenSpotVenue.class);

  private final VenueRuntime runtime;
  private final KrakenRest rest;
  private final KrakenSpot.Listed listed;
  private final OrderLink orders;
  private final Lookups lookups;
  private final Backoff startBackoff;
  private boolean reconciling;
  private Action.@Nullable Reconcile next;
  private boolean closed;
  private @Nullable ScheduledFuture<?> timer;

  KrakenSpotVenue(
      KrakenSpotSettings settings,
      VenueRuntime runtime,
      KrakenRest rest,
      KrakenSpot.Listed listed,
      OrderLink orders) {
    this.runtime = runtime;
    this.rest = rest;
    this.listed = listed;
    this.orders = orders;
    this.lookups = new Lookups(runtime, rest, listed, orders.account());
    Timings timings = settings.timings();
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
    listed.read(failure -> {
      if (closed) {
        return;
      }
      if (failure.isEmpty()) {
        orders.start();
      } else {
        startAgain("the venue's pairs cannot be read: " + failure);
      }
    });
  }

  private void startAgain(String why) {
    long pause = startBackoff.nextMillis();
    LOG.warn("orders connection not started: {}; trying again in {} ms", why, pause);
    runtime.sink().accept(new VenueEvent.LinkStatus(runtime.now(), account(), false, why));
    timer = runtime.loop().schedule(this::start, pause, TimeUnit.MILLISECONDS);
  }

  @Override
  public void submit(Action.Submit order, Runnable sent) {
    orders.sender().submit(order.order(), sent);
  }

  @Override
  public void cancel(Action.Cancel cancel) {
    orders.sender().cancel(cancel);
  }

  @Override
  public void replace(Action.Replace replace) {
    orders.sender().replace(replace);
  }

  @Override
  public void query(Action.Query query) {
    lookups.ask(query);
  }

  @Override
  public void reconcile(Action.Reconcile reconcile) {
    if (reconciling) {
      next = reconcile;
      return;
    }
    reconciling = true;
    // Told after what the caller is doing now, where it is so then.
    runtime.loop().execute(() -> read(reconcile));
  }

  private void read(Action.Reconcile reconcile) {
    Optional<AccountSnapshot> told = fromStream(reconcile);
    if (told.isPresent()) {
      reconciled(new AccountReader.Result.Read(told.get()), true);
      return;
    }
    long losses = orders.streamLosses();
    new AccountReader(
            rest,
            listed.pairs(),
            orders::executionReports,
            reconcile,
            result -> reconciled(result, orders.streamLosses() == losses))
        .start();
  }

  private Optional<AccountSnapshot> fromStream(Action.Reconcile reconcile) {
    try {
      return orders.account().read(reconcile, listed.pairs());
    } catch (IllegalArgumentException e) {
      LOG.warn(
          "what the private channels began with is garbled and is read by REST: {}",
          e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * A reading whose question has been asked anew answers no question any more, and one during which
   * the private channels were lost may lack what they did not show: neither is told. Each is
   * followed by another, since the core asks again once the channels are back.
   *
   * @param whole whether the private channels were there for all of the reading
   */
  private void reconciled(AccountReader.Result result, boolean whole) {
    reconciling = false;
    Action.Reconcile waiting = next;
    next = null;
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
    lookups.close();
    orders.close();
  }
}
