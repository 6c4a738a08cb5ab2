package trader.engine.core.levers;

import static org.assertj.core.api.Assertions.assertThat;
import static trader.engine.core.kit.CoreKit.NOON;
import static trader.engine.core.kit.CoreKit.SECOND;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import trader.control.Color;
import trader.control.ControlLever;
import trader.engine.core.Checkpoint.LeverRecord;
import trader.engine.core.ControlEvent.Desk;
import trader.engine.core.ControlEvent.LeverReading;
import trader.engine.core.kit.CoreKit;

/**
 * Whatever is read in whatever order: no lever rises without a grant that is new, whole and fresh.
 */
class LatchPropertyTest {
  private static final LeverScale SCALE = new LeverScale(Color.BLUE);
  private static final List<String> TEXTS =
      List.of(
          "halt", "paper", "manual", "auto", "blue", "green", "none", "10", "30", "100", "0",
          "running", "paused", "armed", "killed", "hlat", "", " auto ", "AUTO");

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void randomReadingsNeverRaiseWithoutANewGrant(long seed) {
    Random random = new Random(seed);
    for (int story = 0; story < 200; story++) {
      for (ControlLever lever : ControlLever.values()) {
        tell(random, lever);
      }
    }
  }

  private static void tell(Random random, ControlLever lever) {
    Latch latch =
        new Latch(
            lever,
            SCALE,
            60 * SECOND,
            new LeverRecord(SCALE.initial(lever), 0, NOON, "never granted"));
    List<Desk> written = new ArrayList<>();
    Set<String> obeyed = new HashSet<>();
    long now = NOON;
    for (int step = 0; step < 40; step++) {
      now += random.nextLong(20 * SECOND);
      if (random.nextInt(15) == 0) {
        latch.lowerByEngine(Objects.requireNonNull(SCALE.safest(lever, false)), now, "rail");
      }
      if (random.nextInt(20) == 0) {
        latch = new Latch(lever, SCALE, 60 * SECOND, latch.held());
      }
      LeverRecord before = latch.held();
      LeverReading reading = reading(random, written, now);
      List<LeverChange> changes = latch.read(reading, now);
      int rise =
          SCALE.heldRisk(lever, latch.held().value()) - SCALE.heldRisk(lever, before.value());
      assertThat(latch.held().epoch()).isGreaterThanOrEqualTo(before.epoch());
      assertThat(changes.stream().anyMatch(LeverChange.Raised.class::isInstance))
          .isEqualTo(rise > 0);
      if (rise > 0) {
        Desk grant = reading.desk().orElseThrow();
        assertThat(grant.granted()).isTrue();
        assertThat(grant.epoch()).isGreaterThan(before.epoch());
        assertThat(grant.value().strip()).isEqualTo(latch.held().value());
        assertThat(Objects.requireNonNull(reading.raw()).strip()).isEqualTo(grant.value().strip());
        assertThat(grant.issuedAt())
            .isBetween(CoreKit.time(now - 60 * SECOND), CoreKit.time(now + 5 * SECOND));
        assertThat(obeyed.add(grant.commandId())).as("obeyed once").isTrue();
      }
    }
  }

  private static LeverReading reading(Random random, List<Desk> written, long now) {
    @Nullable String raw = random.nextInt(6) == 0 ? null : TEXTS.get(random.nextInt(TEXTS.size()));
    if (written.isEmpty() || random.nextInt(3) == 0) {
      long issued = now + random.nextLong(-90 * SECOND, 20 * SECOND);
      long last = written.isEmpty() ? 0 : written.getLast().epoch();
      written.add(
          new Desk(
              TEXTS.get(random.nextInt(TEXTS.size())),
              Math.max(last + 1, issued / 1_000),
              "c" + written.size(),
              "cli:anna",
              "",
              CoreKit.time(issued),
              random.nextInt(3) > 0));
    }
    Optional<Desk> desk =
        random.nextInt(8) == 0
            ? Optional.empty()
            : Optional.of(written.get(random.nextInt(written.size())));
    boolean asWritten = random.nextInt(3) > 0;
    return new LeverReading(asWritten ? desk.map(Desk::value).orElse(raw) : raw, desk);
  }
}
