package trader.venues.binance;

import java.util.function.Consumer;
import trader.control.Account;
import trader.engine.core.Action;
import trader.engine.core.VenueEvent;
import trader.engine.core.VenueOrder;
import trader.venues.Venue;
import trader.venues.VenueRuntime;
import trader.venues.net.AccountReadings;
import trader.venues.net.AccountStart;
import trader.venues.net.ApiCredentials;
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
  private final VenueRuntime runtime;
  private final BinanceRest rest;
  private final ServerClock clock;
  private final OrderLink orders;
  private final AccountStart start;
  private final AccountReadings readings;

  BinanceSpotVenue(
      BinanceSpotSettings settings,
      ApiCredentials credentials,
      VenueRuntime runtime,
      RateLimits limits,
      BinanceRest rest,
      ServerClock clock,
      Runnable rulesDiffer) {
    this.runtime = runtime;
    this.rest = rest;
    this.clock = clock;
    this.orders = new OrderLink(settings, credentials, runtime, limits, clock, rulesDiffer);
    this.start =
        AccountStart.byClock(
            runtime, settings.timings(), clock, RestAnswer::why, started -> orders.start());
    this.readings =
        new AccountReadings(
            runtime,
            orders::executionReports,
            orders::streamLosses,
            runtime.sink()::accept,
            (wanted, done) -> new AccountReader(rest, clock, wanted, done).start());
  }

  @Override
  public Account account() {
    return Account.LIVE;
  }

  @Override
  public void start() {
    start.begin();
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
          clock.syncAgain(RestAnswer::why);
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
    readings.reconcile(reconcile);
  }

  @Override
  public void close() {
    start.close();
    orders.close();
  }
}
