package trader.engine.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReachTest {
  private static final String REAL = "https://api.binance.com";
  private static final String SIMULATOR = "http://127.0.0.1:9000";

  /** Every combination of what guards a real exchange, with and without keys. */
  static List<Map<String, String>> combinations() {
    List<Map<String, String>> all = new ArrayList<>();
    for (String dryRun : new String[] {"", "0", "1"}) {
      for (String mode : new String[] {"", "paper", "live"}) {
        for (String understood : new String[] {"", "0", "1"}) {
          for (boolean keys : new boolean[] {false, true}) {
            Map<String, String> one = new HashMap<>();
            one.put("DRY_RUN", dryRun);
            one.put("EXEC_MODE", mode);
            one.put("I_UNDERSTAND_LIVE", understood);
            if (keys) {
              one.put("BINANCE_API_KEY", "key");
              one.put("BINANCE_API_SECRET", "secret");
            }
            all.add(one);
          }
        }
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("combinations")
  void realExchangeIsReachedOnlyWhenAllThreeSwitchesAndTheKeysAreSet(Map<String, String> set) {
    Reach reach = reach(set);
    boolean armed =
        "0".equals(set.get("DRY_RUN"))
            && "live".equals(set.get("EXEC_MODE"))
            && "1".equals(set.get("I_UNDERSTAND_LIVE"))
            && set.containsKey("BINANCE_API_KEY");

    assertThat(reach.liveAccount()).isEqualTo(armed);
    assertThat(reach.reachesRealVenue()).isEqualTo(armed);
    assertThat(reach.dryRunBlocks()).isEqualTo(!armed);
    if (armed) {
      assertThat(reach.line()).isEqualTo("REAL MONEY: orders go to the real exchange at " + REAL);
    } else {
      assertThat(reach.line())
          .doesNotContain("REAL MONEY")
          .contains("filled on paper")
          .contains("no order can reach it")
          .contains(set.containsKey("BINANCE_API_KEY") ? "keys set" : "keys not set")
          .contains("DRY_RUN=" + ("0".equals(set.get("DRY_RUN")) ? "0" : "1"));
    }
  }

  @ParameterizedTest
  @MethodSource("combinations")
  void simulatorIsTradedWithKeysWhateverGuardsRealExchanges(Map<String, String> set) {
    Map<String, String> environment = new HashMap<>(set);
    environment.put("BINANCE_SPOT_URL", SIMULATOR);
    Reach reach = reach(environment);
    boolean keys = set.containsKey("BINANCE_API_KEY");

    assertThat(reach.liveAccount()).isEqualTo(keys);
    assertThat(reach.reachesRealVenue()).isFalse();
    assertThat(reach.dryRunBlocks()).isFalse();
    assertThat(reach.line())
        .isEqualTo(
            keys
                ? "orders go to a simulator at " + SIMULATOR + "; no real exchange can be reached"
                : "no venue keys: orders are filled on paper in this process; prices from "
                    + SIMULATOR);
  }

  @ParameterizedTest
  @MethodSource("combinations")
  void whoOnlyLooksReadsTheLiveAccountAndSendsNothing(Map<String, String> set) {
    for (String base : List.of(REAL, SIMULATOR)) {
      Map<String, String> environment = new HashMap<>(set);
      environment.put("BINANCE_SPOT_URL", base);
      Reach looking = reach(environment).lookingOnly();
      assertThat(looking.liveAccount()).isEqualTo(set.containsKey("BINANCE_API_KEY"));
      assertThat(looking.dryRunBlocks()).isTrue();
      assertThat(looking.reachesRealVenue()).isFalse();
      assertThat(looking.line()).contains("only looked at", base).doesNotContain("REAL MONEY");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://testnet.binance.vision",
        "http://192.168.1.7:9000",
        "http://10.0.0.1",
        "http://simulator.internal:9000",
        "http://127.0.0.1.example.com",
        "https://api1.binance.com"
      })
  void baseThatIsNotALoopbackAddressCountsAsReal(String base) {
    assertThat(
            reach(
                Map.of(
                    "BINANCE_SPOT_URL", base, "BINANCE_API_KEY", "k", "BINANCE_API_SECRET", "s")))
        .satisfies(reach -> {
          assertThat(reach.realVenue()).isTrue();
          assertThat(reach.liveAccount()).isFalse();
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:1", "http://localhost:9000", "http://[::1]:9000"})
  void loopbackBaseIsASimulator(String base) {
    assertThat(reach(Map.of("BINANCE_SPOT_URL", base)).realVenue()).isFalse();
  }

  @Test
  void withNothingConfiguredNoOrderCanReachARealExchange() {
    Reach reach = reach(Map.of());

    assertThat(reach.liveAccount()).isFalse();
    assertThat(reach.line())
        .isEqualTo(
            "orders are filled on paper in this process; prices from the real exchange at "
                + REAL
                + "; no order can reach it (DRY_RUN=1, EXEC_MODE=paper, I_UNDERSTAND_LIVE=0, keys"
                + " not set)");
  }

  private static Reach reach(Map<String, String> environment) {
    return EngineSettings.read(environment).reach();
  }
}
