package trader.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trader.engine.core.ControlEvent;
import trader.engine.core.OtherEngine;
import trader.redis.EngineExposure;

class ExposureBridgeTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
  private static final String KRAKEN = "kraken-spot:blue";
  private final List<ControlEvent.ExposureRead> seen = new ArrayList<>();
  @TempDir private Path directory;
  private LoopRig rig;
  private ExposureBridge bridge;
  private long nanos;

  @BeforeEach
  void openAnEngine() {
    rig = new LoopRig(directory, new ScriptedStrategy(() -> ScriptedStrategy.HOLD)).open();
    bridge = new ExposureBridge(rig.loop, () -> nanos);
    rig.loop.observedBy(event -> {
      if (event instanceof ControlEvent.ExposureRead read) {
        seen.add(read);
      }
    });
  }

  @AfterEach
  void end() {
    rig.close();
  }

  private void read(EngineExposure... others) {
    bridge.accept(List.of(others));
    rig.runPosted();
  }

  private static EngineExposure has(String usd) {
    return EngineExposure.of(KRAKEN, new BigDecimal(usd), NOW);
  }

  @Test
  void firstReadReachesTheCoreEvenWhereThereIsNoOtherEngine() {
    read();
    assertThat(seen).singleElement().satisfies(read -> assertThat(read.engines()).isEmpty());
    nanos += Duration.ofMinutes(1).toNanos();
    read();
    assertThat(seen).as("nothing has changed").hasSize(1);
  }

  @Test
  void figureThatChangedReachesTheCoreAtOnceAndOneThatDidNotOnceASecond() {
    read(has("12.5"));
    nanos += Duration.ofMillis(200).toNanos();
    read(has("12.5"));
    assertThat(seen).hasSize(1);
    read(has("13"));
    assertThat(seen).hasSize(2);
    nanos += Duration.ofSeconds(1).toNanos();
    read(has("13"));
    assertThat(seen).hasSize(3);
    long micros = NOW.getEpochSecond() * 1_000_000;
    assertThat(seen.getLast().engines())
        .containsExactly(new OtherEngine(KRAKEN, new BigDecimal("13"), micros, false));
  }

  @Test
  void operatorsWordAndWhatCannotBeReadReachTheCoreAsWhatTheyAre() {
    read(new EngineExposure(KRAKEN, Optional.empty(), Instant.EPOCH, true));
    read(new EngineExposure(KRAKEN, Optional.empty(), Instant.EPOCH, false));
    assertThat(seen.stream().flatMap(read -> read.engines().stream()))
        .containsExactly(
            new OtherEngine(KRAKEN, null, 0, true), new OtherEngine(KRAKEN, null, 0, false));
  }
}
