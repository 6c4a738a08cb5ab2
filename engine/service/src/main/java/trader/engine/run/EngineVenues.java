package trader.engine.run;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import trader.control.Account;
import trader.engine.core.Checkpoint;
import trader.engine.settings.EngineSettings;
import trader.engine.venue.Adapters;
import trader.venues.MarketFeed;
import trader.venues.Venue;
import trader.venues.VenueRuntime;
import trader.venues.paper.PaperSettings;
import trader.venues.paper.PaperVenue;

/**
 * What an engine has of its venue: the market's data, the order books beside them, the paper
 * account, and the live account where there are keys for one. It ends in three steps, since the
 * loop has to end between the market and the accounts, and the event loop before the connections.
 */
final class EngineVenues implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private final EngineLoop loop;
  private final EventLoop eventLoop;
  private final Adapters.Adapter adapter;
  private final MarketFeed feed;
  private final Optional<EngineBooks> books;
  private final boolean hasKeys;
  private final List<Venue> accounts = new ArrayList<>();

  private EngineVenues(
      EngineSettings settings,
      EngineLoop loop,
      EventLoop eventLoop,
      EngineClock clock,
      RandomGenerator random,
      EngineMetrics metrics) {
    this.loop = loop;
    this.eventLoop = eventLoop;
    VenueRuntime runtime = new VenueRuntime(eventLoop, loop, clock::micros, random, metrics);
    adapter = Adapters.open(settings.marketVenue(), runtime, settings.reach().looksOnly());
    feed = adapter.feed(settings.instruments());
    books = EngineBooks.start(settings, adapter, clock::micros, metrics);
    hasKeys = settings.marketVenue().keys().isPresent();
  }

  /** Starts them all on the event loop; {@code restored} is what the paper account was left as. */
  static EngineVenues start(
      EngineSettings settings,
      EngineLoop loop,
      EventLoop eventLoop,
      EngineClock clock,
      RandomGenerator random,
      EngineMetrics metrics,
      Checkpoint restored) {
    EngineVenues venues = new EngineVenues(settings, loop, eventLoop, clock, random, metrics);
    PaperVenue paper =
        new PaperVenue(
            eventLoop,
            loop,
            clock::micros,
            PaperSettings.of(settings.quoteAsset(), settings.paperCash()),
            restored);
    loop.observedBy(paper::observe);
    loop.onLoop(() -> venues.start(paper));
    return venues;
  }

  private void start(PaperVenue paper) {
    open(paper);
    if (hasKeys) {
      open(adapter.venue());
    }
    feed.start();
  }

  private void open(Venue account) {
    loop.use(account);
    account.start();
    accounts.add(account);
  }

  /** The order books, empty where none are kept. */
  Optional<EngineBooks> books() {
    return books;
  }

  /** The live account; empty where there are no keys for one. To be asked on the loop. */
  Optional<Venue> live() {
    return accounts.stream().filter(venue -> venue.account() == Account.LIVE).findFirst();
  }

  /** Nothing of the market is heard any more. */
  void closeMarket() {
    books.ifPresent(EngineBooks::close);
    eventLoop.submit(feed::close).awaitUninterruptibly(PATIENCE.toMillis());
  }

  /** Nothing of the accounts is heard any more. */
  void closeAccounts() {
    eventLoop
        .submit(() -> accounts.forEach(Venue::close))
        .awaitUninterruptibly(PATIENCE.toMillis());
  }

  /** Ends the connections, once the event loop has ended. */
  @Override
  public void close() {
    adapter.close();
  }
}
