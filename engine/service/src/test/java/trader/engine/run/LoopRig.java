package trader.engine.run;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import trader.control.Account;
import trader.control.Color;
import trader.control.ControlLever;
import trader.control.InstrumentId;
import trader.engine.core.Checkpoint;
import trader.engine.core.ControlEvent;
import trader.engine.core.InstrumentRules;
import trader.engine.core.MarketEvent;
import trader.engine.core.VenueEvent;
import trader.engine.core.loop.StateView;
import trader.engine.core.strategy.Strategy;
import trader.engine.journal.FolderTail;
import trader.engine.journal.JournalFolder;
import trader.engine.journal.JournalWriter;

/**
 * An engine loop that trades the paper account of a recording venue. What is posted to it waits
 * until {@link #runPosted}, so that a test decides what the loop has seen; time moves only when it
 * is told to.
 */
final class LoopRig implements AutoCloseable {
  static final InstrumentId BTC = new InstrumentId("BTCUSDT", "BINANCE");
  static final BigDecimal PRICE = new BigDecimal("60000.00");
  static final long BAR_MICROS = 1_000_000;
  private static final long SESSION = 7;
  private final JournalFolder folder;
  private final JournalWriter journal;
  private final Deque<Runnable> posted = new ArrayDeque<>();
  private Instant now = Instant.parse("2026-11-20T10:00:00Z");
  private long tradeId;
  private long epoch;

  final Gates gates = new Gates(() -> ChronoUnit.NANOS.between(Instant.EPOCH, now));
  final RecordingVenue venue = new RecordingVenue(Account.PAPER);
  final RecordingEffects effects = new RecordingEffects();
  final EngineLoop loop;

  LoopRig(Path directory, Strategy strategy) {
    folder = JournalFolder.open(directory);
    journal = new JournalWriter(folder, SESSION);
    InstantSource wall = () -> now;
    EngineClock clock = new EngineClock(wall);
    ControlEvent.Configured first = new ControlEvent.Configured(clock.micros(), settings());
    loop =
        new EngineLoop(
            first,
            _ -> strategy,
            journal,
            gates,
            clock,
            posted::addLast,
            effects,
            new StateView.ProcessFacts("orders go nowhere", false, true, 1, now));
    loop.use(venue);
    loop.begin(first, new ControlEvent.Restored(clock.micros(), Checkpoint.none()));
  }

  static ControlEvent.CoreSettings settings() {
    return new ControlEvent.CoreSettings(
        Color.BLUE,
        SESSION,
        "USDT",
        List.of(BTC),
        BAR_MICROS,
        false,
        true,
        true,
        new BigDecimal("10000"),
        new ControlEvent.RiskLimits(
            new BigDecimal("1000"),
            new BigDecimal("5000"),
            new BigDecimal("0.5"),
            new BigDecimal("0.02"),
            1_000,
            new BigDecimal("0.01"),
            10_000_000,
            0,
            60_000_000,
            2_500_000,
            60_000_000,
            60_000_000));
  }

  /** The journal for one who reads behind the loop. */
  FolderTail tail() {
    return new FolderTail(folder, journal);
  }

  long micros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, now);
  }

  void advance(Duration by) {
    now = now.plus(by);
  }

  /** Runs what was posted, and what that posts, as the event loop would. */
  void runPosted() {
    for (Runnable task = posted.pollFirst(); task != null; task = posted.pollFirst()) {
      task.run();
    }
  }

  int postedCount() {
    return posted.size();
  }

  /** Everything that a gate needs to be open: rules, prices, levers and grants. */
  LoopRig open() {
    listed();
    loop.accept(new MarketEvent.FeedStatus(micros(), BTC, true, "connected"));
    trade();
    quote();
    loop.accept(read("auto", "running", "armed", 0));
    tick();
    return this;
  }

  void listed() {
    loop.accept(
        new VenueEvent.Listed(
            micros(),
            new InstrumentRules(
                BTC,
                "BTC",
                "USDT",
                new BigDecimal("0.01"),
                new BigDecimal("0.00001"),
                new BigDecimal("0.00001"),
                new BigDecimal("100"),
                new BigDecimal("5"),
                true)));
  }

  void quote() {
    loop.accept(new MarketEvent.Quote(micros(), BTC, PRICE, BigDecimal.ONE, PRICE, BigDecimal.ONE));
  }

  void tick() {
    loop.accept(new ControlEvent.Tick(micros()));
    runPosted();
  }

  void trade() {
    loop.accept(
        new MarketEvent.Trade(micros(), BTC, micros(), ++tradeId, PRICE, BigDecimal.ONE, false));
  }

  /** Trades twice, a bar apart, so that the strategy decides on the bar that closes between. */
  void closeBar() {
    trade();
    advance(Duration.of(BAR_MICROS, ChronoUnit.MICROS));
    trade();
  }

  /** A reading of levers, each with a fresh grant. */
  ControlEvent.ControlRead read(String mode, String pause, String kill, long ticket) {
    Map<ControlLever, ControlEvent.LeverReading> levers = new EnumMap<>(ControlLever.class);
    levers.put(ControlLever.MODE, granted(mode));
    levers.put(ControlLever.COLOR, granted("blue"));
    levers.put(ControlLever.CAPITAL, granted("100"));
    levers.put(ControlLever.PAUSE, granted(pause));
    levers.put(ControlLever.KILL, granted(kill));
    return new ControlEvent.ControlRead(micros(), micros(), ticket, levers);
  }

  private ControlEvent.LeverReading granted(String value) {
    epoch++;
    return new ControlEvent.LeverReading(
        value,
        Optional.of(
            new ControlEvent.Desk(value, epoch, "command-" + epoch, "test", "", now, true)));
  }

  /** Ends as kill -9 does: nothing is flushed, cut or said, only the system takes back the lock. */
  void kill() {
    folder.close();
  }

  @Override
  public void close() {
    loop.close(() -> "the test is over");
    folder.close();
  }
}
