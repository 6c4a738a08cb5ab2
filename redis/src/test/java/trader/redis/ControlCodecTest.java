package trader.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import trader.control.ControlLever;
import trader.control.Directive;

class ControlCodecTest {

  @Test
  void directiveIsReadBesideItsValue() {
    Directive directive = Samples.directive(ControlLever.MODE, "halt", 9);

    ControlReading reading = reading("halt", Json.write(directive), "string");

    assertThat(reading.lever(ControlLever.MODE).raw()).isEqualTo("halt");
    assertThat(reading.lever(ControlLever.MODE).directive()).contains(directive);
    assertThat(reading.lever(ControlLever.COLOR).raw()).isNull();
    assertThat(reading.at()).isEqualTo(Samples.NOW);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "null",
        "[]",
        "{}",
        "{\"lever\":\"mode\",\"value\":\"auto\",\"epoch\":1}",
        "{\"lever\":\"mode\",\"value\":null,\"epoch\":1,\"command_id\":\"c\",\"actor\":\"a\","
            + "\"reason\":\"r\",\"issued_at\":\"2026-11-20T11:00:00Z\",\"signature\":null}",
      })
  void directiveThatCannotBeReadIsNone(String json) {
    assertThat(reading("auto", json, "string").lever(ControlLever.MODE).directive()).isEmpty();
  }

  @Test
  void directiveOfAnotherLeverIsNone() {
    String json = Json.write(Samples.directive(ControlLever.CAPITAL, "100", 9));

    assertThat(reading("auto", json, "string").lever(ControlLever.MODE).directive()).isEmpty();
  }

  @Test
  void valueOfAnotherTypeIsShownAsGarbled() {
    assertThat(reading(null, null, "list").lever(ControlLever.MODE).raw()).isEqualTo("<list>");
    assertThat(reading(null, null, "none").lever(ControlLever.MODE).raw()).isNull();
  }

  @Test
  void directiveThatChangedOrWentIsReadAnew() {
    ControlCodec codec = new ControlCodec();
    Directive first = Samples.directive(ControlLever.MODE, "halt", 9);
    Directive second = Samples.directive(ControlLever.MODE, "halt", 10);
    for (Directive directive : List.of(first, first, second)) {
      assertThat(read(codec, "halt", Json.write(directive), "string").directive())
          .contains(directive);
    }
    assertThat(read(codec, "halt", null, "string").directive()).isEmpty();
    assertThat(read(codec, "halt", Json.write(second), "string").directive()).contains(second);
  }

  private static ControlReading.Lever read(
      ControlCodec codec, @Nullable String mode, @Nullable String directive, String typeOfMode) {
    List<@Nullable String> texts = new ArrayList<>(Collections.nCopies(10, null));
    texts.set(0, mode);
    texts.set(5, directive);
    return codec
        .reading(texts, key -> key.equals("mode") ? typeOfMode : "none", Samples.NOW)
        .lever(ControlLever.MODE);
  }

  private static ControlReading reading(
      @Nullable String mode, @Nullable String directive, String typeOfMode) {
    List<@Nullable String> texts = new ArrayList<>(Collections.nCopies(10, null));
    texts.set(0, mode);
    texts.set(5, directive);
    return new ControlCodec()
        .reading(texts, key -> key.equals("mode") ? typeOfMode : "none", Samples.NOW);
  }
}
