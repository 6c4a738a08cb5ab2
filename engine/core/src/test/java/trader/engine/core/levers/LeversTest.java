package trader.engine.core.levers;

import static org.assertj.core.api.Assertions.assertThat;
import static trader.engine.core.kit.CoreKit.NOON;
import static trader.engine.core.kit.CoreKit.SECOND;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import trader.control.Account;
import trader.control.ControlLever;
import trader.control.GateLevel;
import trader.control.Lever;
import trader.control.LeverState;
import trader.control.Mode;
import trader.engine.core.ControlEvent.ControlRead;
import trader.engine.core.ControlEvent.CoreSettings;
import trader.engine.core.kit.CoreKit;
import trader.engine.core.kit.DeskModel;

class LeversTest {
  private static final List<Lever> CONDITIONS = List.of(Lever.values());
  private static final List<GateLevel> LEVELS = List.of(GateLevel.values());
  private final DeskModel desk = new DeskModel();

  private static Levers levers(CoreSettings settings) {
    return new Levers(settings, Map.of(), NOON);
  }

  private Levers open(CoreSettings settings) {
    Levers levers = levers(settings);
    desk.grant(ControlLever.MODE, "auto", NOON);
    desk.grant(ControlLever.COLOR, "blue", NOON);
    desk.grant(ControlLever.CAPITAL, "30", NOON);
    read(levers, NOON);
    levers.clear(Lever.CONTROL_PLANE);
    levers.clear(Lever.VENUE_LINK);
    levers.clear(Lever.RECONCILING);
    levers.clear(Lever.MARKET_DATA);
    return levers;
  }

  private void read(Levers levers, long now) {
    levers.read(new ControlRead(now, now, 0, desk.reading()));
  }

  @Test
  void freshEngineIsClosedAndSaysWhyOfEveryLever() {
    Levers levers = levers(CoreKit.setup().settings());
    assertThat(levers.level(Account.LIVE, NOON)).isEqualTo(GateLevel.CLOSED);
    assertThat(levers.level(Account.PAPER, NOON)).isEqualTo(GateLevel.CLOSED);
    assertThat(levers.mode()).isEqualTo(Mode.HALT);
    assertThat(levers.capitalPercent()).isZero();
    assertThat(levers.table(Account.LIVE, NOON))
        .hasSize(Lever.values().length)
        .filteredOn(state -> state.allows() != GateLevel.OPEN)
        .allMatch(state -> !state.why().isEmpty());
    assertThat(levers.narrowest(Account.LIVE, NOON).name()).isEqualTo(Lever.MODE);
  }

  @Test
  void everyLeverOpenIsAnOpenGate() {
    Levers levers = open(CoreKit.setup().settings());
    assertThat(levers.level(Account.LIVE, NOON)).isEqualTo(GateLevel.OPEN);
    assertThat(levers.account()).isEqualTo(Account.LIVE);
    assertThat(levers.capitalPercent()).isEqualTo(30);
  }

  @ParameterizedTest
  @EnumSource(
      value = Lever.class,
      names = {"CONTROL_PLANE", "MARKET_DATA", "RECONCILING", "VENUE_LINK", "STOPPING"})
  void conditionNarrowsWhileItHolds(Lever lever) {
    Levers levers = open(CoreKit.setup().settings());
    levers.narrow(lever, "so", GateLevel.REDUCE_ONLY, NOON, "because");
    assertThat(levers.level(Account.LIVE, NOON)).isEqualTo(GateLevel.REDUCE_ONLY);
    assertThat(levers.narrowest(Account.LIVE, NOON).why()).isEqualTo("because");
    levers.narrow(lever, "so", GateLevel.REDUCE_ONLY, NOON + SECOND, "again");
    assertThat(levers.narrowest(Account.LIVE, NOON).since()).isEqualTo(CoreKit.time(NOON));
    assertThat(levers.clear(lever)).isTrue();
    assertThat(levers.clear(lever)).isFalse();
    assertThat(levers.level(Account.LIVE, NOON)).isEqualTo(GateLevel.OPEN);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void levelIsTheLeastOfTheTableWhateverWasTouchedBefore(long seed) {
    Random random = new Random(seed);
    Levers levers = open(CoreKit.setup().settings());
    long now = NOON;
    for (int step = 0; step < 500; step++) {
      now += random.nextLong(20 * SECOND);
      touch(levers, random, now);
      for (Account account : Account.values()) {
        GateLevel least = GateLevel.OPEN;
        for (LeverState lever : levers.table(account, now)) {
          least = least.and(lever.allows());
        }
        assertThat(levers.level(account, now)).as("step %d", step).isEqualTo(least);
      }
    }
  }

  private void touch(Levers levers, Random random, long now) {
    Lever lever = CONDITIONS.get(random.nextInt(CONDITIONS.size()));
    // Observing leaves no other level.
    GateLevel level =
        lever == Lever.WARM_UP ? GateLevel.REDUCE_ONLY : LEVELS.get(random.nextInt(LEVELS.size()));
    switch (random.nextInt(8)) {
      case 0, 1 -> levers.narrow(lever, level.name(), level, now, "so");
      case 2, 3 -> levers.clear(lever);
      case 4 -> desk.raw(ControlLever.MODE, random.nextBoolean() ? "halt" : "paper");
      case 5 -> desk.grant(ControlLever.MODE, random.nextBoolean() ? "auto" : "manual", now);
      case 6 -> desk.grant(ControlLever.PAUSE, random.nextBoolean() ? "paused" : "running", now);
      default -> {
        if (random.nextInt(10) == 0) {
          levers.kill(now, "rail");
        }
      }
    }
    read(levers, now);
  }

  /** mode, live gate, paper gate, account that strategies trade. */
  @ParameterizedTest
  @CsvSource({
    "halt,CLOSED,CLOSED,LIVE",
    "paper,REDUCE_ONLY,OPEN,PAPER",
    "manual,REDUCE_ONLY,CLOSED,LIVE",
    "auto,OPEN,CLOSED,LIVE"
  })
  void modeDecidesTheGateOfEachAccount(
      String mode, GateLevel live, GateLevel paper, Account account) {
    Levers levers = open(CoreKit.setup().settings());
    desk.raw(ControlLever.MODE, mode);
    read(levers, NOON);
    assertThat(levers.level(Account.LIVE, NOON)).isEqualTo(live);
    assertThat(levers.level(Account.PAPER, NOON)).isEqualTo(paper);
    assertThat(levers.account()).isEqualTo(account);
  }

  @ParameterizedTest
  @CsvSource({"auto,PAPER,OPEN", "manual,PAPER,OPEN", "paper,PAPER,OPEN", "halt,HALT,CLOSED"})
  void execModePaperCapsTheModeAndKeepsThePaperAccount(String mode, Mode capped, GateLevel paper) {
    Levers levers = open(CoreKit.setup().execPaper().settings());
    desk.raw(ControlLever.MODE, mode);
    read(levers, NOON);
    assertThat(levers.mode()).isEqualTo(capped);
    assertThat(levers.level(Account.PAPER, NOON)).isEqualTo(paper);
    assertThat(levers.level(Account.LIVE, NOON)).isNotEqualTo(GateLevel.OPEN);
    assertThat(levers.account()).isEqualTo(Account.PAPER);
  }

  @Test
  void dryRunClosesTheLiveAccountOnly() {
    Levers levers = open(CoreKit.setup().dryRun().execPaper().settings());
    assertThat(levers.level(Account.LIVE, NOON)).isEqualTo(GateLevel.CLOSED);
    assertThat(levers.level(Account.PAPER, NOON)).isEqualTo(GateLevel.OPEN);
  }

  @Test
  void tradingDisabledClosesTheLiveAccount() {
    Levers levers = open(CoreKit.setup().tradingDisabled().settings());
    assertThat(levers.level(Account.LIVE, NOON)).isEqualTo(GateLevel.CLOSED);
    assertThat(levers.narrowest(Account.LIVE, NOON).name()).isEqualTo(Lever.DRY_RUN);
  }

  @Test
  void shadowColorIsClosed() {
    Levers levers = open(CoreKit.setup().settings());
    desk.raw(ControlLever.COLOR, "green");
    read(levers, NOON);
    assertThat(levers.level(Account.LIVE, NOON)).isEqualTo(GateLevel.CLOSED);
    assertThat(levers.narrowest(Account.LIVE, NOON).value()).isEqualTo("shadow");
  }

  @Test
  void resumeWarmsUpBeforeItAddsRisk() {
    Levers levers = open(CoreKit.setup().settings());
    desk.raw(ControlLever.PAUSE, "paused");
    read(levers, NOON);
    assertThat(levers.level(Account.LIVE, NOON)).isEqualTo(GateLevel.REDUCE_ONLY);
    desk.grant(ControlLever.PAUSE, "running", NOON);
    read(levers, NOON + SECOND);
    assertThat(levers.level(Account.LIVE, NOON + SECOND)).isEqualTo(GateLevel.REDUCE_ONLY);
    assertThat(levers.narrowest(Account.LIVE, NOON + SECOND).name()).isEqualTo(Lever.WARM_UP);
    assertThat(levers.level(Account.LIVE, NOON + 61 * SECOND - 1)).isEqualTo(GateLevel.REDUCE_ONLY);
    assertThat(levers.level(Account.LIVE, NOON + 61 * SECOND)).isEqualTo(GateLevel.OPEN);
  }

  @Test
  void killSwitchClosesAndOutlivesARestart() {
    Levers levers = open(CoreKit.setup().settings());
    levers.kill(NOON, "drawdown");
    assertThat(levers.killed()).isTrue();
    assertThat(levers.level(Account.LIVE, NOON)).isEqualTo(GateLevel.CLOSED);
    Levers again = new Levers(CoreKit.setup().settings(), levers.records(), NOON + SECOND);
    assertThat(again.killed()).isTrue();
    assertThat(again.epoch()).isEqualTo(levers.epoch());
  }

  @Test
  void haltHeldOutlivesARestartAndAStaleRedis() {
    Levers levers = open(CoreKit.setup().settings());
    var grant = Objects.requireNonNull(desk.record(ControlLever.MODE));
    desk.raw(ControlLever.MODE, "halt");
    read(levers, NOON + SECOND);
    Levers again = new Levers(CoreKit.setup().settings(), levers.records(), NOON + 2 * SECOND);
    desk.restore(ControlLever.MODE, "auto", grant);
    read(again, NOON + 2 * SECOND);
    assertThat(again.mode()).isEqualTo(Mode.HALT);
    assertThat(again.raw(ControlLever.MODE)).isEqualTo("auto");
  }

  @Test
  void unknownStageIsNoCapital() {
    Levers levers = open(CoreKit.setup().settings());
    desk.raw(ControlLever.CAPITAL, "35");
    read(levers, NOON);
    assertThat(levers.capitalPercent()).isZero();
    assertThat(levers.level(Account.LIVE, NOON)).isEqualTo(GateLevel.REDUCE_ONLY);
  }
}
