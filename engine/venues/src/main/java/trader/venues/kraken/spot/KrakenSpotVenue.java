package trader.venues.kraken.spot;

import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.control.Account;
import trader.engine.core.AccountSnapshot;
import trader.engine.core.Action;
import trader.venues.Venue;
import trader.venues.VenueRuntime;
import trader.venues.net.AccountReadings;
import trader.venues.net.AccountStart;
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

  private final KrakenRest rest;
  private final KrakenSpot.Listed listed;
  private final OrderLink orders;
  private final Lookups lookups;
  private final AccountStart start;
  private final AccountReadings readings;

  KrakenSpotVenue(
      KrakenSpotSettings settings,
      VenueRuntime runtime,
      KrakenRest rest,
      KrakenSpot.Listed listed,
      OrderLink orders) {
    this.rest = rest;
    this.listed = listed;
    this.orders = orders;
    this.lookups = new Lookups(runtime, rest, listed, orders.account());
    this.start =
        new AccountStart(
            runtime,
            settings.timings(),
            done ->
                listed.read(why ->
                    done.accept(why.isEmpty() ? "" : "the venue's pairs cannot be read: " + why)),
            started -> orders.start());
    this.readings =
        new AccountReadings(
            runtime,
            orders::executionReports,
            orders::streamLosses,
            runtime.sink()::accept,
            // Told after what the caller is doing now, where it is so then.
            (wanted, done) -> runtime.loop().execute(() -> read(wanted, done)));
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
    readings.reconcile(reconcile);
  }

  private void read(Action.Reconcile wanted, Consumer<AccountReadings.Result> done) {
    fromStream(wanted)
        .ifPresentOrElse(
            told -> done.accept(new AccountReadings.Result.Read(told)),
            () -> new AccountReader(rest, listed.pairs(), wanted, done).start());
  }

  private Optional<AccountSnapshot> fromStream(Action.Reconcile wanted) {
    try {
      return orders.account().read(wanted, listed.pairs());
    } catch (IllegalArgumentException e) {
      LOG.warn(
          "what the private channels began with is garbled and is read by REST: {}",
          e.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    start.close();
    lookups.close();
    orders.close();
  }
}
