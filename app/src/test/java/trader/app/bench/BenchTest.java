package trader.app.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trader.redis.Json;

class BenchTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void unknownNameListsWhatThereIs() {
    assertThat(run("hlat")).isEqualTo(2);

    assertThat(text(err))
        .contains(
            "'hlat'", "halt", "tick-to-order", "replay", "decode", "chat", "footprint", "recovery");
    assertThat(text(out)).isEmpty();
  }

  @Test
  void noNameListsWhatThereIs() {
    assertThat(run()).isEqualTo(2);

    assertThat(text(err)).contains("trader bench replay");
  }

  @Test
  void sizeThatCannotBeIsRefused() {
    assertThat(run("replay", "--n", "0")).isEqualTo(2);

    assertThat(text(err)).contains("--n takes 1 or more");
  }

  @Tag("integration")
  @ParameterizedTest
  @CsvSource({
    "halt, 20, 5",
    "tick-to-order, 20, 5",
    "replay, 2, 1",
    "decode, 2, 1",
    "chat, 4, 1",
    "footprint, 1, 0",
    "recovery, 1, 0"
  })
  void benchmarkCompletesAndItsJsonIsWhole(String name, String samples, String warmUp) {
    assertThat(run(name, "--json", "--n", samples, "--warm-up", warmUp)).as(text(err)).isZero();

    Map<String, Object> json = Json.readMap(text(out));
    assertThat(json)
        .containsEntry("name", name)
        .containsEntry("n", Integer.parseInt(samples))
        .containsKeys("unit", "p50", "p90", "p99", "p999", "max", "baseline", "config");
    assertThat(json.get("machine"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsKeys("cpu", "cores", "kernel", "jdk");
  }

  private int run(String... words) {
    return Bench.run(words, stream(out), stream(err), Clock.systemUTC());
  }

  private static PrintStream stream(ByteArrayOutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream from) {
    return from.toString(StandardCharsets.UTF_8);
  }
}
