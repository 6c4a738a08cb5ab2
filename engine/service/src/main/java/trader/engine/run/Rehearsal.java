package trader.engine.run;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import trader.control.Account;
import trader.control.CapitalStage;
import trader.control.ControlLever;
import trader.control.EngineState;
import trader.control.InstrumentId;
import trader.control.Mode;
import trader.engine.core.Action;
import trader.engine.core.Bar;
import trader.engine.core.Checkpoint;
import trader.engine.core.ControlEvent;
import trader.engine.core.Event;
import trader.engine.core.InstrumentRules;
import trader.engine.core.MarketEvent;
import trader.engine.core.ReconciliationReport;
import trader.engine.core.VenueEvent;
import trader.engine.core.journal.JournalCodec;
import trader.engine.core.loop.Core;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.strategy.Decision;
import trader.engine.core.strategy.Strategy;
import trader.engine.core.strategy.StrategyFactory;
import trader.venues.paper.PaperSettings;
import trader.venues.paper.PaperVenue;

/**
 * Trades a made-up market through a core of its own, so that the Java runtime has compiled the way
 * from a trade to an order before the first order that counts: an engine sends few orders, and code
 * that runs rarely stays interpreted for hours. Nothing of it leaves this object.
 */
final class Rehearsal {
  private static final int JOURNAL_BYTES = 1 << 20;
  private static final int JOURNAL_ROOM = 1 << 16;
  private static final int MOST = Integer.MAX_VALUE;
  private static final int MOST_IDLE_BARS = 100;
  private static final BigDecimal CASH = new BigDecimal("1000000");
  private static final BigDecimal NOTIONAL = new BigDecimal("1000");
  private static final BigDecimal LARGE = new BigDecimal("100000");
  private static final BigDecimal TENTH = new BigDecimal("0.1");
  private static final BigDecimal QTY = new BigDecimal("0.01");
  private static final long DAY_MICROS = 86_400_000_000L;

  private final ControlEvent.CoreSettings settings;
  private final InstrumentId instrument;
  private final Core core;
  private final PaperVenue venue;
  private final Performer performer;
  private final JournalCodec codec = new JournalCodec();
  private final ByteBuffer journal = ByteBuffer.allocateDirect(JOURNAL_BYTES);
  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private long atMicros = DAY_MICROS;
  private long trades;
  private int orders;

  /** Does what the real strategy has to do at each bar, then enters and exits by turns. */
  private record Drill(Strategy real) implements Strategy {
    private static final BigDecimal DISTANCE = new BigDecimal("500");

    @Override
    public String name() {
      return "rehearsal";
    }

    @Override
    public void warmUp(Bar bar) {
      real.warmUp(bar);
    }

    @Override
    public int warmUpBars() {
      return 1;
    }

    @Override
    public Decision onBar(Bar bar, boolean inPosition) {
      Decision decision = real.onBar(bar, inPosition);
      return inPosition
          ? new Decision.Exit(decision.toString())
          : new Decision.Enter(DISTANCE, decision.toString());
    }
  }

  /** There is nobody to tell. */
  private static final class Unheard implements EngineLoop.Effects {
    @Override
    public void acknowledge(Action.Acknowledge acknowledge) {}

    @Override
    public void changed(EngineState state) {}

    @Override
    public void raise(Action.Raise raise) {}

    @Override
    public void audit(Action.Audit audit) {}

    @Override
    public void measured(Action.Measure measure) {}

    @Override
    public void reconciled(ReconciliationReport report) {}

    @Override
    public void marketSeen(MarketEvent event) {}

    @Override
    public void ordered(NewOrder order, GateAnswer answer) {}
  }

  private final class Stage implements Performer.Origin {
    @Override
    public long micros() {
      return atMicros;
    }

    @Override
    public void accept(Event event) {
      tasks.addLast(() -> process(event));
    }

    @Override
    public void post(LongFunction<Event> event) {
      tasks.addLast(() -> process(event.apply(atMicros)));
    }

    @Override
    public void showState() {
      // Nobody looks.
    }
  }

  /** A rehearsal for one account of the engine that has these settings. */
  Rehearsal(Account account, ControlEvent.CoreSettings real, StrategyFactory strategies) {
    settings = boundless(account, real);
    instrument = settings.instruments().getFirst();
    core =
        Core.deciding(
            new ControlEvent.Configured(atMicros, settings),
            id -> new Drill(strategies.create(id)));
    venue =
        new PaperVenue(
            account,
            tasks::addLast,
            this::process,
            () -> atMicros,
            new PaperSettings(settings.quoteAsset(), CASH, BigDecimal.ZERO, BigDecimal.ZERO),
            Checkpoint.none());
    performer = new Performer(new Gates(() -> 0), new Unheard(), _ -> {}, new Stage());
    performer.use(venue);
  }

  /** Trades until that many orders were made or no more come; answers how many there were. */
  int run(int wanted) {
    begin();
    int idle = 0;
    while (orders < wanted && idle < MOST_IDLE_BARS) {
      int before = orders;
      bar();
      idle = orders == before ? idle + 1 : 0;
    }
    return orders;
  }

  private void begin() {
    process(new ControlEvent.Configured(atMicros, settings));
    process(new ControlEvent.Restored(atMicros, Checkpoint.none()));
    venue.start();
    happened(new VenueEvent.Listed(atMicros, rules()));
    happened(new MarketEvent.FeedStatus(atMicros, instrument, true, "rehearsal"));
    happened(new ControlEvent.ControlRead(atMicros, atMicros, 0, grants()));
    happened(new ControlEvent.ExposureRead(atMicros, List.of()));
  }

  /** One more bar, which ends in an order; only after {@link #run}. Answers how many there were. */
  int bar() {
    atMicros += settings.barMicros();
    BigDecimal price = BigDecimal.valueOf(1_000_000 + trades % 7, 2);
    happened(
        new MarketEvent.Quote(atMicros, instrument, price.subtract(QTY), QTY, price.add(QTY), QTY));
    happened(new MarketEvent.Trade(atMicros, instrument, atMicros, ++trades, price, QTY, true));
    happened(new ControlEvent.Tick(atMicros));
    return orders;
  }

  private void happened(Event event) {
    process(event);
    for (Runnable task = tasks.pollFirst(); task != null; task = tasks.pollFirst()) {
      task.run();
    }
  }

  private void process(Event event) {
    if (journal.remaining() < JOURNAL_ROOM) {
      journal.clear();
    }
    codec.write(journal, event);
    venue.observe(event);
    List<Action> actions = core.on(event);
    for (Action action : actions) {
      codec.write(journal, action);
    }
    for (Action action : actions) {
      if (action instanceof Action.Submit) {
        orders++;
      }
      performer.perform(action);
    }
    performer.tell();
  }

  private static ControlEvent.CoreSettings boundless(
      Account account, ControlEvent.CoreSettings real) {
    return new ControlEvent.CoreSettings(
        real.color(),
        1,
        real.quoteAsset(),
        real.instruments().subList(0, 1),
        real.barMicros(),
        false,
        account == Account.PAPER,
        true,
        CASH,
        new ControlEvent.RiskLimits(
            NOTIONAL,
            LARGE,
            BigDecimal.ONE,
            TENTH,
            MOST,
            TENTH,
            DAY_MICROS,
            0,
            DAY_MICROS,
            real.limits().unknownGraceMicros(),
            DAY_MICROS,
            real.limits().proposalMicros(),
            LARGE),
        new ControlEvent.Protection(true, MOST, 1, DAY_MICROS, BigDecimal.ZERO, MOST, 1));
  }

  private InstrumentRules rules() {
    return new InstrumentRules(
        instrument,
        "REHEARSED",
        settings.quoteAsset(),
        new BigDecimal("0.01"),
        new BigDecimal("0.00001"),
        new BigDecimal("0.00001"),
        LARGE,
        BigDecimal.ONE,
        true);
  }

  private Map<ControlLever, ControlEvent.LeverReading> grants() {
    Map<ControlLever, ControlEvent.LeverReading> grants = new EnumMap<>(ControlLever.class);
    grants.put(ControlLever.MODE, granted(ControlLever.MODE, Mode.AUTO.text()));
    grants.put(ControlLever.COLOR, granted(ControlLever.COLOR, settings.color().text()));
    grants.put(ControlLever.CAPITAL, granted(ControlLever.CAPITAL, CapitalStage.P30.text()));
    ControlEvent.LeverReading missing = new ControlEvent.LeverReading(null, Optional.empty());
    grants.put(ControlLever.PAUSE, missing);
    grants.put(ControlLever.KILL, missing);
    return grants;
  }

  private ControlEvent.LeverReading granted(ControlLever lever, String value) {
    return new ControlEvent.LeverReading(
        value,
        Optional.of(
            new ControlEvent.Desk(
                value,
                1,
                "rehearsal-" + lever.text(),
                "rehearsal",
                "rehearsal",
                Instant.EPOCH.plus(atMicros, ChronoUnit.MICROS),
                true)));
  }
}
