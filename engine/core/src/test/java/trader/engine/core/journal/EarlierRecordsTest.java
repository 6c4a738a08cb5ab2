package trader.engine.core.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import trader.engine.core.Action;
import trader.engine.core.ControlEvent;
import trader.engine.core.InstrumentRules.Kind;
import trader.engine.core.VenueEvent;
import trader.engine.core.kit.Arbitrary;

/** Journals that were written before perpetuals were known have none of these fields. */
class EarlierRecordsTest {
  private static final Set<String> NEW =
      Set.of(
          "reduceOnly",
          "postOnly",
          "trace",
          "kind",
          "amends",
          "positions",
          "funding",
          "protection",
          "fundedMicros",
          "entered",
          "quote");

  private final JournalJson json = new JournalJson();
  private final JsonMapper mapper =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private byte[] asEarlier(byte[] now) {
    JsonNode tree = mapper.readTree(new String(now, StandardCharsets.UTF_8));
    strip(tree);
    return mapper.writeValueAsBytes(tree);
  }

  private static void strip(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(NEW);
    }
    node.forEach(EarlierRecordsTest::strip);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void orderOfAnEarlierVersionIsReadAsOneThatMayRestAndOpen(long seed) {
    var written = new Arbitrary(seed).record(Action.Submit.class);
    var read = (Action.Submit) json.action(asEarlier(json.action(written)));
    assertThat(read.order().reduceOnly()).isFalse();
    assertThat(read.order().postOnly()).isFalse();
    assertThat(read.order().trace()).isEmpty();
    assertThat(read.order().id()).isEqualTo(written.order().id());
    assertThat(read.order().cause()).isEqualTo(written.order().cause());
  }

  @Test
  void rulesOfAnEarlierVersionAreSpot() {
    var written = new Arbitrary(9).record(VenueEvent.Listed.class);
    var read = (VenueEvent.Listed) json.event(asEarlier(json.event(written)));
    assertThat(read.rules().kind()).isEqualTo(Kind.SPOT);
    assertThat(read.rules().amends()).isFalse();
  }

  @Test
  void accountOfAnEarlierVersionHasNoPositions() {
    var written = new Arbitrary(10).record(VenueEvent.AccountRead.class);
    var read = (VenueEvent.AccountRead) json.event(asEarlier(json.event(written)));
    assertThat(read.account().positions()).isEmpty();
    assertThat(read.account().funding()).isEmpty();
    assertThat(read.account().balances()).hasSameSizeAs(written.account().balances());
  }

  @Test
  void settingsOfAnEarlierVersionProtectAsIsStandard() {
    var written = new Arbitrary(11).record(ControlEvent.Configured.class);
    var read = (ControlEvent.Configured) json.event(asEarlier(json.event(written)));
    assertThat(read.settings().protection()).isEqualTo(ControlEvent.Protection.standard());
    assertThat(read.settings().limits()).isEqualTo(written.settings().limits());
  }

  @Test
  void checkpointOfAnEarlierVersionIsRead() {
    for (long seed = 12; seed < 30; seed++) {
      var written = new Arbitrary(seed).record(ControlEvent.Restored.class);
      var tree = mapper.readTree(new String(json.event(written), StandardCharsets.UTF_8));
      for (JsonNode position : tree.required("body").required("checkpoint").required("positions")) {
        ((ObjectNode) position).remove(List.of("fundedMicros", "entered"));
      }
      var read = (ControlEvent.Restored) json.event(mapper.writeValueAsBytes(tree));
      assertThat(read.checkpoint().positions())
          .hasSameSizeAs(written.checkpoint().positions())
          .allSatisfy(position -> {
            assertThat(position.fundedMicros()).isZero();
            assertThat(position.entered()).isEqualTo(position.cost());
          });
    }
  }
}
