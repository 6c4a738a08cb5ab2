package trader.engine.core.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static trader.engine.core.kit.CoreKit.BAR;
import static trader.engine.core.kit.CoreKit.BTC;
import static trader.engine.core.kit.CoreKit.SECOND;
import static trader.engine.core.kit.CoreKit.dec;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import trader.control.GateLevel;
import trader.control.Lever;
import trader.engine.core.Bar;
import trader.engine.core.Checkpoint;
import trader.engine.core.MarketEvent;
import trader.engine.core.VenueEvent;
import trader.engine.core.kit.CoreKit;
import trader.engine.core.kit.CoreRig;
import trader.engine.core.kit.Roll;
import trader.engine.core.strategy.Decision;
import trader.engine.core.strategy.Strategy;

/** Which bars reach a strategy, whatever happens to the stream that they are built from. */
class BarsTest {
  private final Watcher watcher = new Watcher();
  private final CoreRig rig = CoreRig.trading(CoreKit.setup().settings(), _ -> watcher);

  /** Keeps what it is asked to decide on. */
  private static final class Watcher implements Strategy {
    private final List<Bar> decided = new ArrayList<>();
    private final List<Bar> past = new ArrayList<>();

    @Override
    public String name() {
      return "watcher";
    }

    @Override
    public void warmUp(Bar bar) {
      past.add(bar);
    }

    @Override
    public int warmUpBars() {
      return 3;
    }

    @Override
    public Decision onBar(Bar bar, boolean inPosition) {
      decided.add(bar);
      return new Decision.Hold("watching=yes");
    }
  }

  /** The running bar closes and another has begun. */
  private void begin() {
    rig.bar("100");
    rig.bar("100");
    watcher.decided.clear();
    watcher.past.clear();
  }

  private void feed(boolean up) {
    rig.feed(new MarketEvent.FeedStatus(rig.now(), BTC, up, "test"));
  }

  private Bar venues(long openMicros) {
    return new Bar(openMicros, BAR, dec("100"), dec("130"), dec("70"), dec("90"), dec("77"));
  }

  private void past(Bar bar) {
    rig.feed(new MarketEvent.PastBar(rig.now(), BTC, bar));
  }

  @Test
  void barThatIsBeingBuiltOutlivesARoll() {
    begin();
    long open = rig.now();
    rig.advance(BAR / 4);
    rig.trade("107");
    Roll.of(rig);
    rig.advance(BAR / 4);
    rig.trade("99");
    rig.bar("101");
    assertThat(watcher.decided)
        .containsExactly(
            new Bar(open, BAR, dec("100"), dec("107"), dec("99"), dec("99"), dec("3")));
  }

  @Test
  void barWithAGapIsDecidedOnAsTheVenueHasIt() {
    begin();
    long open = rig.now();
    feed(false);
    rig.advance(BAR / 4);
    feed(true);
    rig.bar("101");
    assertThat(watcher.decided).as("it waits for the venue's").isEmpty();
    assertThat(rig.core().quiescent()).isFalse();
    past(venues(open));
    assertThat(watcher.decided).containsExactly(venues(open));
    rig.bar("102");
    assertThat(watcher.decided).as("the next is whole").hasSize(2);
  }

  @Test
  void venuesBarOfTheOneThatRunsTakesItsPlace() {
    begin();
    long open = rig.now();
    feed(false);
    rig.advance(BAR + BAR / 4);
    past(venues(open));
    feed(true);
    assertThat(watcher.decided).containsExactly(venues(open));
    rig.trade("101");
    rig.advance(BAR / 4);
    assertThat(watcher.decided).as("once").hasSize(1);
  }

  @Test
  void venuesBarThatIsLongOverOnlyWarmsUp() {
    begin();
    long open = rig.now();
    feed(false);
    rig.advance(3 * BAR);
    past(venues(open));
    past(venues(open + BAR));
    assertThat(watcher.decided).isEmpty();
    assertThat(watcher.past).containsExactly(venues(open), venues(open + BAR));
  }

  @Test
  void barWithAGapIsTakenAsItIsWhereTheVenueDoesNotSay() {
    Watcher minutes = new Watcher();
    CoreRig slow = CoreRig.trading(CoreKit.setup().bar(60 * SECOND).settings(), _ -> minutes);
    slow.feed(new MarketEvent.FeedStatus(slow.now(), BTC, false, "test"));
    slow.feed(new MarketEvent.FeedStatus(slow.now(), BTC, true, "test"));
    slow.advance(60 * SECOND);
    slow.trade("101");
    slow.advance(SECOND);
    slow.trade("101");
    assertThat(minutes.decided).isEmpty();
    slow.advance(SECOND);
    slow.trade("101");
    assertThat(minutes.decided)
        .singleElement()
        .satisfies(bar -> assertThat(bar.close()).isEqualByComparingTo("100"));
  }

  @Test
  void barThatAnEarlierProcessBeganHasAGap() {
    begin();
    long open = rig.now();
    Watcher next = new Watcher();
    CoreRig again =
        new CoreRig(
            CoreKit.setup().session(1_767_614_401).settings(),
            rig.core().checkpoint(),
            _ -> next,
            CoreRig.venues(rig.settings(), dec("10000"), new java.util.Random(1)),
            open + BAR / 2);
    again.connect("105");
    again.bar("101");
    assertThat(next.decided).isEmpty();
    again.feed(new MarketEvent.PastBar(again.now(), BTC, venues(open)));
    assertThat(next.decided).containsExactly(venues(open));
  }

  @Test
  void startObservesUntilTheBarsAreThere() {
    CoreRig fresh =
        new CoreRig(
            CoreKit.setup().settings(), Checkpoint.none(), _ -> new Watcher(), dec("10000"));
    fresh.feed(new VenueEvent.Listed(fresh.now(), CoreKit.rules(BTC)));
    fresh.feed(new MarketEvent.FeedStatus(fresh.now(), BTC, true, "connected"));
    fresh.trade("100");
    fresh.venue().linkUp(fresh.now());
    fresh.grantAll();
    fresh.advance(SECOND);
    assertThat(fresh.gate()).isEqualTo(GateLevel.REDUCE_ONLY);
    assertThat(fresh.state().levers())
        .filteredOn(lever -> lever.name() == Lever.WARM_UP)
        .singleElement()
        .satisfies(lever -> {
          assertThat(lever.value()).isEqualTo("start");
          assertThat(lever.why()).contains("at most 60 s");
        });
    CoreKit.pastBars(fresh.now() - fresh.now() % BAR, 3, BigDecimal.TEN)
        .forEach(bar -> fresh.feed(new MarketEvent.PastBar(fresh.now(), BTC, bar)));
    fresh.advance(SECOND / 10);
    assertThat(fresh.gate()).isEqualTo(GateLevel.OPEN);
    assertThat(fresh.logs("WARM_UP_DONE")).hasSize(1);
  }

  @Test
  void startObservesNoLongerThanTheWarmUp() {
    CoreRig fresh =
        new CoreRig(
            CoreKit.setup().warmUp(5 * SECOND).settings(),
            Checkpoint.none(),
            _ -> new Watcher(),
            dec("10000"));
    fresh.feed(new VenueEvent.Listed(fresh.now(), CoreKit.rules(BTC)));
    fresh.trade("100");
    fresh.venue().linkUp(fresh.now());
    fresh.grantAll();
    fresh.advance(5 * SECOND - SECOND / 10);
    assertThat(fresh.gate()).isEqualTo(GateLevel.REDUCE_ONLY);
    fresh.advance(SECOND / 5);
    assertThat(fresh.gate()).isEqualTo(GateLevel.OPEN);
    assertThat(fresh.logs("WARM_UP_DONE").getFirst().fields()).contains("0 of 3 bars");
  }
}
