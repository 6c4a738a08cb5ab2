package trader.engine.core.kit;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import trader.control.Account;
import trader.control.ControlLever;
import trader.control.InstrumentId;
import trader.control.Proposal;
import trader.control.Reason;
import trader.engine.core.Checkpoint;
import trader.engine.core.ControlEvent;
import trader.engine.core.ControlEvent.CoreSettings;
import trader.engine.core.MarketEvent;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.OrderType;
import trader.engine.core.orders.Purpose;
import trader.engine.core.orders.Side;

/**
 * A rig that lives through random but plausible times: prices wander and jump, operators pull
 * levers, connections break, answers get lost. The same seed is the same story.
 */
public final class Story {
  private static final List<String> MODES = List.of("auto", "auto", "auto", "manual", "paper");

  /** The id of the order that someone else places. */
  public static final ClientOrderId BY_HAND = new ClientOrderId("by-hand");

  private static final List<String> STAGES = List.of("10", "30", "50", "100");
  private final CoreRig rig;
  private final Random random;
  private final CoreSettings settings;
  private final DeskModel desk;
  private BigDecimal price = CoreKit.dec("100");
  private long linkBackMicros;
  private int commands;
  private boolean meddled;
  private BigDecimal given = BigDecimal.ZERO;

  /** A story that begins with a trading rig at noon. */
  public Story(long seed, CoreSettings settings) {
    this.random = new Random(seed);
    this.settings = settings;
    this.desk = new DeskModel();
    this.rig =
        new CoreRig(
            settings,
            Checkpoint.none(),
            _ -> new SwingStrategy(),
            CoreRig.venues(settings, CoreKit.dec("10000"), random),
            CoreKit.NOON);
    begin();
  }

  private Story(Story before, CoreSettings settings, Checkpoint left, long startMicros) {
    this.random = before.random;
    this.settings = settings;
    this.desk = before.desk;
    this.price = before.price;
    this.commands = before.commands;
    this.meddled = before.meddled;
    this.given = before.given;
    Map<Account, ModelVenue> venues = CoreRig.venues(settings, CoreKit.dec("10000"), random);
    Objects.requireNonNull(venues.get(Account.PAPER)).restore(left, startMicros);
    venues.put(Account.LIVE, before.rig.venue());
    this.rig =
        new CoreRig(
            settings, left, _ -> new SwingStrategy(), venues, startMicros, before.rig.checks());
    begin();
  }

  /** The same desk, market and venues, and a new process that starts from what is left. */
  public Story restarted(CoreSettings newSettings, Checkpoint left) {
    rig.venue().linkDown(rig.now());
    while (rig.venue().nextMicros() < Long.MAX_VALUE) {
      rig.venue().take();
    }
    return new Story(this, newSettings, left, rig.now() + random.nextLong(3 * CoreKit.SECOND));
  }

  private void begin() {
    rig.connect(price.toPlainString());
    for (ControlLever lever : List.of(ControlLever.MODE, ControlLever.COLOR)) {
      desk.grant(lever, lever == ControlLever.MODE ? "auto" : "blue", rig.now());
    }
    desk.grant(ControlLever.CAPITAL, "100", rig.now());
    read();
    rig.advance(CoreKit.SECOND);
  }

  private void read() {
    rig.feed(new ControlEvent.ControlRead(rig.now(), rig.now(), 0, desk.reading()));
  }

  /** The rig. */
  public CoreRig rig() {
    return rig;
  }

  /**
   * Answers get lost, doubled and late from here on. The paper venue lives in the same process: it
   * loses nothing, but it may be late.
   */
  public Story troubled() {
    rig.venue(Account.LIVE).faults(Faults.often(random));
    rig.venue(Account.PAPER).faults(Faults.lossless(random));
    return this;
  }

  /**
   * From here on someone else uses the same account by hand: trades perpetuals, brings and takes
   * coins, places an order. Funding is exchanged, and an operator imports what is there.
   */
  public Story meddled() {
    meddled = true;
    return this;
  }

  /** The coins that someone else has brought, less those that were taken again. */
  public BigDecimal given() {
    return given;
  }

  private void meddle(InstrumentId instrument) {
    if (random.nextInt(12) > 0) {
      return;
    }
    if (random.nextInt(20) == 0 && !rig.venue().working().contains(BY_HAND)) {
      rig.venue().foreignOrder(byHand(instrument));
    }
    if (CoreKit.rules(instrument).perpetual()) {
      trade(instrument);
    } else {
      coins(instrument);
    }
  }

  /** Far below the market, so that it rests. */
  private NewOrder byHand(InstrumentId instrument) {
    return new NewOrder(
        BY_HAND,
        Account.LIVE,
        instrument,
        Side.BUY,
        OrderType.LIMIT,
        Purpose.ENTRY,
        BigDecimal.ONE,
        BigDecimal.ONE,
        null,
        BigDecimal.ONE,
        "",
        "",
        rig.now());
  }

  private void coins(InstrumentId instrument) {
    String coin = CoreKit.rules(instrument).baseAsset();
    switch (random.nextInt(8)) {
      case 0 -> {
        BigDecimal more = BigDecimal.valueOf(random.nextLong(1, 200), 2);
        rig.venue().deposit(coin, more);
        given = given.add(more);
      }
      case 1 -> {
        BigDecimal less = given.min(rig.venue().free(coin)).max(BigDecimal.ZERO);
        rig.venue().deposit(coin, less.negate());
        given = given.subtract(less);
      }
      case 2 -> importAll(instrument);
      default -> {
        // Nobody does anything this time.
      }
    }
  }

  private void importAll(InstrumentId instrument) {
    long now = rig.now();
    rig.feed(
        new ControlEvent.ImportPosition(
            now,
            "i" + commands++,
            instrument,
            Optional.empty(),
            Optional.empty(),
            "cli:anna",
            "ours now",
            CoreKit.time(now)));
  }

  private void trade(InstrumentId instrument) {
    long now = rig.now();
    switch (random.nextInt(6)) {
      case 0, 1 -> {
        BigDecimal qty = BigDecimal.valueOf(random.nextLong(-300, 300), 2);
        if (qty.signum() != 0) {
          rig.venue().byHand(instrument, qty, now);
        }
      }
      case 2 -> rig.venue().byHand(instrument, flat(instrument), now);
      case 3, 4 ->
          rig.venue().fund(instrument, BigDecimal.valueOf(random.nextLong(-200, 200), 3), now);
      default -> importAll(instrument);
    }
  }

  /** What ends everything that is held, by whomever. */
  private BigDecimal flat(InstrumentId instrument) {
    BigDecimal held = rig.venue().positionQty(instrument);
    return held.signum() == 0 ? CoreKit.dec("0.5") : held.negate();
  }

  /** Lives on for that long. */
  public void live(long micros) {
    long end = rig.now() + micros;
    while (rig.now() < end) {
      rig.advance(random.nextLong(20, 300) * CoreKit.MILLI);
      settings.instruments().forEach(this::move);
      if (random.nextInt(40) == 0) {
        happen();
      }
      if (meddled && linkBackMicros == 0) {
        settings.instruments().forEach(this::meddle);
      }
      if (random.nextInt(3) == 0) {
        decide();
      }
      if (linkBackMicros > 0 && rig.now() > linkBackMicros) {
        linkBackMicros = 0;
        rig.venue().linkUp(rig.now());
      }
    }
  }

  /** Ends well: nothing goes wrong any more, a halt is ordered, and everything comes to rest. */
  public void settle() {
    for (Account account : Account.values()) {
      rig.venue(account).faults(Faults.none(random));
    }
    rig.venue().linkDown(rig.now());
    rig.advance(CoreKit.SECOND);
    rig.venue().linkUp(rig.now());
    desk.raw(ControlLever.MODE, "halt");
    read();
    for (int second = 0; second < 40; second++) {
      settings.instruments().forEach(this::stand);
      rig.advance(CoreKit.SECOND);
    }
  }

  private void stand(InstrumentId instrument) {
    rig.trade(instrument, price);
  }

  /** A person looks at what waits: approves most, rejects some, and someone forges a word. */
  private void decide() {
    for (Proposal proposal : rig.state().proposals()) {
      long now = rig.now();
      String id = proposal.id();
      String command = "p" + commands++;
      switch (random.nextInt(8)) {
        case 0, 1, 2 -> rig.feed(approval(now, command, id, true));
        case 3 -> rig.feed(approval(now, command, id, false));
        case 4 ->
            rig.feed(new ControlEvent.RejectRequested(now, command, id, "cli:anna", "not this"));
        default -> {
          // Seen, and left for later.
        }
      }
    }
  }

  private static ControlEvent.ApproveRequested approval(
      long now, String command, String id, boolean granted) {
    return new ControlEvent.ApproveRequested(
        now, command, id, "cli:anna", "looks right", CoreKit.time(now), granted);
  }

  private void move(InstrumentId instrument) {
    int bps = random.nextInt(60) == 0 ? random.nextInt(-120, 121) : random.nextInt(-8, 9);
    price =
        price
            .add(price.multiply(BigDecimal.valueOf(bps, 4)))
            .setScale(2, RoundingMode.HALF_EVEN)
            .max(CoreKit.dec("50"));
    if (random.nextInt(3) == 0) {
      rig.feed(
          new MarketEvent.Quote(
              rig.now(),
              instrument,
              price.subtract(CoreKit.dec("0.01")),
              BigDecimal.ONE,
              price.add(CoreKit.dec("0.01")),
              BigDecimal.ONE));
    }
    rig.trade(instrument, price);
  }

  private void happen() {
    long now = rig.now();
    switch (random.nextInt(24)) {
      case 0 -> desk.raw(ControlLever.MODE, random.nextBoolean() ? "halt" : "hlat");
      case 1 -> desk.raw(ControlLever.COLOR, "green");
      case 2 -> desk.grant(ControlLever.CAPITAL, STAGES.get(random.nextInt(STAGES.size())), now);
      case 3 -> desk.unsigned(ControlLever.PAUSE, "paused", now);
      case 4 -> desk.flush();
      case 8 -> close(now);
      case 9 ->
          rig.feed(
              new ControlEvent.Killed(
                  now, now, 0, "k" + commands++, Reason.OPERATOR, "http:anna", "drill"));
      case 10 -> {
        if (linkBackMicros == 0) {
          rig.venue().linkDown(now);
          linkBackMicros = now + random.nextLong(CoreKit.SECOND, 8 * CoreKit.SECOND);
        }
      }
      case 11 -> {
        rig.feed(new ControlEvent.ControlLost(now, now, "timeout"));
        rig.advance(random.nextLong(3 * CoreKit.SECOND));
      }
      case 12 -> {
        rig.feed(
            new MarketEvent.FeedStatus(now, settings.instruments().getFirst(), false, "reset"));
        rig.advance(random.nextLong(2 * CoreKit.SECOND));
      }
      case 14, 15, 16 -> desk.grant(ControlLever.MODE, "manual", now);
      case 13 -> rig.feed(new ControlEvent.ReconcileRequested(now, "r" + commands++, "cli:anna"));
      default -> {
        desk.grant(ControlLever.MODE, MODES.get(random.nextInt(MODES.size())), now);
        desk.grant(ControlLever.COLOR, "blue", now);
        desk.grant(ControlLever.KILL, "armed", now);
        desk.grant(ControlLever.PAUSE, "running", now);
        desk.grant(ControlLever.CAPITAL, STAGES.get(random.nextInt(STAGES.size())), now);
      }
    }
    if (linkBackMicros == 0 && random.nextInt(4) == 0) {
      rig.venue().deposit("USDT", BigDecimal.valueOf(random.nextLong(50_000), 2));
    }
    read();
  }

  private void close(long now) {
    rig.feed(
        new ControlEvent.CloseRequested(
            now, "x" + commands++, Optional.empty(), "cli:anna", "drill", CoreKit.time(now)));
  }
}
