package trader.venues.kraken.futures;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import trader.control.Account;
import trader.engine.core.Action;
import trader.engine.core.VenueEvent;
import trader.venues.Venue;
import trader.venues.VenueRuntime;
import trader.venues.net.AccountReadings;
import trader.venues.net.AccountStart;
import trader.venues.net.RateLimits;
import trader.venues.net.ServerClock;

/**
 * The account at Kraken Futures: orders and reads by REST, and what happens to them by the private
 * feeds. It is up once the feeds have begun, and takes orders only then.
 */
final class KrakenFuturesVenue implements Venue {
  private static final Logger LOG = LoggerFactory.getLogger(KrakenFuturesVenue.class);

  private final VenueRuntime runtime;
  private final Working working = new Working();
  private final PrivateEvents events = new PrivateEvents(working);
  private final DeadManSwitch deadMan;
  private final OrderCommands commands;
  private final OrderChanges changes;
  private final OrderFinder finder;
  private final PrivateLink link;
  private final AccountStart start;
  private final AccountReadings readings;
  private long reports;
  private long losses;
  private boolean up;
  private boolean closed;
  private String lastDown = "";

  KrakenFuturesVenue(
      KrakenFuturesSettings settings,
      VenueRuntime runtime,
      RateLimits limits,
      FuturesRest rest,
      ServerClock clock) {
    this.runtime = runtime;
    this.deadMan = new DeadManSwitch(rest, runtime, working, settings.deadMan());
    this.commands = new OrderCommands(rest, runtime, clock, deadMan, working, settings.timings());
    this.changes = new OrderChanges(rest, runtime);
    this.finder = new OrderFinder(rest, runtime);
    FundingHistory funding = new FundingHistory(rest, runtime.nowMicros());
    ForeignContracts foreign = new ForeignContracts();
    this.link = new PrivateLink(settings, runtime, limits, rest, new FeedListener());
    rest.onKeyRefused(link::reconnect);
    this.start =
        AccountStart.byClock(
            runtime, settings.timings(), clock, FuturesErrors::why, started -> link.open());
    this.readings =
        new AccountReadings(
            runtime,
            () -> reports,
            () -> losses,
            runtime.sink()::accept,
            (wanted, done) -> new AccountReader(rest, funding, foreign, wanted, done).start());
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
    if (link.isUp()) {
      commands.submit(order.order(), sent);
      return;
    }
    sent.run();
    var id = order.order().id();
    runtime
        .loop()
        .execute(() ->
            runtime
                .sink()
                .accept(
                    new VenueEvent.Rejected(
                        runtime.now(),
                        id,
                        OrderCommands.NOT_SENT,
                        "not sent: no connection to the venue's private feeds")));
  }

  @Override
  public void cancel(Action.Cancel cancel) {
    commands.afterAnswer(cancel.order(), () -> changes.cancel(cancel));
  }

  @Override
  public void replace(Action.Replace replace) {
    commands.afterAnswer(replace.order(), () -> changes.replace(replace));
  }

  @Override
  public void query(Action.Query query) {
    finder.find(query.order(), runtime.sink()::accept);
  }

  @Override
  public void reconcile(Action.Reconcile reconcile) {
    readings.reconcile(reconcile);
  }

  @Override
  public void close() {
    closed = true;
    start.close();
    deadMan.close();
    link.close();
  }

  private final class FeedListener implements PrivateLink.Listener {
    @Override
    public void up() {
      up = true;
      lastDown = "";
      LOG.info("orders connection is up");
      deadMan.start();
      runtime.sink().accept(new VenueEvent.LinkStatus(runtime.now(), account(), true, "connected"));
    }

    @Override
    public void message(JsonNode message) {
      PrivateEvents.Told told;
      try {
        told = events.read(message, runtime.now());
      } catch (IllegalArgumentException e) {
        String feed = message.path("feed").asString("");
        link.reconnect("a message of " + feed + " is garbled: " + e.getMessage());
        return;
      }
      if (!told.events().isEmpty()) {
        reports++;
      }
      told.events().forEach(runtime.sink()::accept);
      for (PrivateEvents.Lookup lookup : told.lookups()) {
        reports++;
        finder.find(lookup.order(), runtime.sink()::accept);
      }
    }

    @Override
    public void down(String why) {
      losses++;
      working.forget();
      if (!closed && (up || !why.equals(lastDown))) {
        up = false;
        lastDown = why;
        runtime.sink().accept(new VenueEvent.LinkStatus(runtime.now(), account(), false, why));
      }
    }
  }
}
