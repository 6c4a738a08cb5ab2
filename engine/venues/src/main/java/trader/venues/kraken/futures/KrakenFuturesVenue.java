package trader.venues.kraken.futures;

import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import trader.control.Account;
import trader.engine.core.Action;
import trader.engine.core.VenueEvent;
import trader.venues.Venue;
import trader.venues.VenueRuntime;
import trader.venues.net.Backoff;
import trader.venues.net.RateLimits;
import trader.venues.net.RestAnswer;
import trader.venues.net.ServerClock;

/**
 * The account at Kraken Futures: orders and reads by REST, and what happens to them by the private
 * feeds. It is up once the feeds have begun, and takes orders only then.
 */
final class KrakenFuturesVenue implements Venue {
  private static final Logger LOG = LoggerFactory.getLogger(KrakenFuturesVenue.class);

  private final VenueRuntime runtime;
  private final KrakenFuturesSettings settings;
  private final FuturesRest rest;
  private final ServerClock clock;
  private final Working working = new Working();
  private final PrivateEvents events = new PrivateEvents(working);
  private final DeadManSwitch deadMan;
  private final OrderCommands commands;
  private final OrderChanges changes;
  private final ForeignContracts foreign = new ForeignContracts();
  private final OrderFinder finder;
  private final FundingHistory funding;
  private final PrivateLink link;
  private final Backoff startBackoff;
  private long reports;
  private long losses;
  private boolean up;
  private boolean reconciling;
  private Action.@Nullable Reconcile next;
  private boolean closed;
  private String lastDown = "";
  private @Nullable ScheduledFuture<?> timer;

  KrakenFuturesVenue(
      KrakenFuturesSettings settings,
      VenueRuntime runtime,
      RateLimits limits,
      FuturesRest rest,
      ServerClock clock) {
    this.settings = settings;
    this.runtime = runtime;
    this.rest = rest;
    this.clock = clock;
    this.deadMan = new DeadManSwitch(rest, runtime, working, settings.deadMan());
    this.commands = new OrderCommands(rest, runtime, clock, deadMan, working, settings.timings());
    this.changes = new OrderChanges(rest, runtime);
    this.finder = new OrderFinder(rest, runtime);
    this.funding = new FundingHistory(rest, runtime.nowMicros());
    this.link = new PrivateLink(settings, runtime, limits, rest, new FeedListener());
    rest.onKeyRefused(link::reconnect);
    this.startBackoff =
        new Backoff(
            settings.timings().firstBackoff().toMillis(),
            settings.timings().longestBackoff().toMillis(),
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
        long often = settings.timings().clockSync().toMillis();
        timer =
            runtime
                .loop()
                .scheduleAtFixedRate(this::syncClock, often, often, TimeUnit.MILLISECONDS);
        link.open();
      } else {
        startAgain("the venue's time cannot be read: " + FuturesErrors.why(answer));
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
        LOG.warn("the venue's time cannot be read again: {}", FuturesErrors.why(answer));
      }
    });
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
    if (reconciling) {
      next = reconcile;
      return;
    }
    reconciling = true;
    long before = losses;
    new AccountReader(
            rest, funding, foreign, () -> reports, reconcile, result -> reconciled(result, before))
        .start();
  }

  /**
   * A reading whose question has been asked anew answers no question any more, and one during which
   * the feeds were lost may lack what they did not show: neither is told. Each is followed by
   * another, since the core asks again once the feeds are back.
   */
  private void reconciled(AccountReader.Result result, long lossesBefore) {
    reconciling = false;
    Action.Reconcile waiting = next;
    next = null;
    if (waiting != null) {
      reconcile(waiting);
    } else if (losses == lossesBefore) {
      switch (result) {
        case AccountReader.Result.Read read ->
            runtime.sink().accept(new VenueEvent.AccountRead(runtime.now(), read.account()));
        case AccountReader.Result.Failed failed ->
            runtime
                .sink()
                .accept(new VenueEvent.AccountReadFailed(runtime.now(), account(), failed.why()));
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    if (timer != null) {
      timer.cancel(false);
    }
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
