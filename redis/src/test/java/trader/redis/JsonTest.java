package trader.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import trader.control.Acknowledgement;
import trader.control.CapitalStage;
import trader.control.Color;
import trader.control.ControlLever;
import trader.control.EngineRequest;
import trader.control.EngineState;
import trader.control.GateLevel;
import trader.control.Health;
import trader.control.InstrumentId;
import trader.control.Lever;
import trader.control.Mode;
import trader.control.Reason;

class JsonTest {

  static Stream<Object> values() {
    return Stream.of(
        Samples.directive(ControlLever.CAPITAL, "30", 7),
        Samples.directive(ControlLever.MODE, "auto", Long.MAX_VALUE).signed("ab12"),
        Samples.draft("mode halt"),
        Samples.acknowledgement("cmd-1"),
        Samples.alert("mode"),
        Samples.request("cmd-2"),
        new EngineRequest(
            "cmd-3", EngineRequest.Kind.RECONCILE, Optional.empty(), "a", "b", Samples.NOW),
        EngineRequest.about(
                EngineRequest.Kind.APPROVE, "P-b1-1", "cmd-4", "a", "looks right", Samples.NOW)
            .signed("ab12"),
        Samples.risk(),
        Samples.proposal(),
        Samples.position());
  }

  @ParameterizedTest
  @MethodSource("values")
  void whatIsWrittenIsReadBackEqual(Object value) {
    String json = Json.write(value);

    assertThat((Object) Json.read(json, value.getClass())).isEqualTo(value);
    assertThat(json).doesNotContain("\n");
  }

  @Test
  void engineStateIsReadBackWithTheSameNumbers() {
    EngineState state = Samples.state(Color.GREEN);

    EngineState read = Json.read(Json.write(state), EngineState.class);

    assertThat(read)
        .usingRecursiveComparison()
        .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
        .isEqualTo(state);
  }

  @Test
  void wordsAreLowerCaseAndOnlyTheGateIsUpperCase() {
    assertThat(Json.write(Mode.HALT)).isEqualTo("\"halt\"");
    assertThat(Json.write(Color.GREEN)).isEqualTo("\"green\"");
    assertThat(Json.write(Lever.KILL_SWITCH)).isEqualTo("\"kill_switch\"");
    assertThat(Json.write(Reason.CONTROL_PLANE_LOST)).isEqualTo("\"control_plane_lost\"");
    assertThat(Json.write(Health.DEGRADED)).isEqualTo("\"degraded\"");
    assertThat(Json.write(Acknowledgement.Outcome.APPLIED)).isEqualTo("\"applied\"");
    assertThat(Json.write(CapitalStage.P30)).isEqualTo("\"30\"");
    assertThat(Json.read("\"30\"", CapitalStage.class)).isEqualTo(CapitalStage.P30);
    assertThat(Json.write(GateLevel.REDUCE_ONLY)).isEqualTo("\"REDUCE_ONLY\"");
    assertThat(Json.write(new InstrumentId("BTCUSDT", "BINANCE"))).isEqualTo("\"BTCUSDT.BINANCE\"");
  }

  @Test
  void everyWordOfEveryLeverIsItsText() {
    for (Mode mode : Mode.values()) {
      assertThat(Json.write(mode)).isEqualTo("\"" + mode.text() + "\"");
    }
    for (Lever lever : Lever.values()) {
      assertThat(Json.write(lever)).isEqualTo("\"" + lever.text() + "\"");
    }
    for (Reason reason : Reason.values()) {
      assertThat(Json.write(reason)).isEqualTo("\"" + reason.text() + "\"");
    }
    for (ControlLever lever : ControlLever.values()) {
      assertThat(Json.write(lever)).isEqualTo("\"" + lever.text() + "\"");
    }
  }

  @Test
  void decimalsAreNumbersWithoutExponent() {
    assertThat(Json.write(List.of(new BigDecimal("1E+3"), new BigDecimal("1E-8"))))
        .isEqualTo("[1000,0.00000001]");
  }

  @Test
  void positionHasTheNamesOfTheContractInTheirOrder() {
    assertThat(Json.write(Samples.position()))
        .isEqualTo(
            "{\"symbol\":\"BTCUSDT\",\"venue\":\"BINANCE\",\"side\":\"long\","
                + "\"qty\":0.00000001,\"avg_price\":64000.10,\"mark_price\":64001,"
                + "\"unrealized_pnl\":-0.00000001,\"stop_price\":63000,"
                + "\"take_profit_price\":null,\"strategy\":\"trend\","
                + "\"opened_at\":\"2026-11-20T11:00:00.123456Z\"}");
  }

  @Test
  void fieldsThatNobodyKnowsAreIgnored() {
    String json =
        Json.write(Samples.request("cmd-2"))
            .replace("{\"command_id\"", "{\"new_in_a_later_version\":[1],\"command_id\"");

    assertThat(Json.read(json, EngineRequest.class)).isEqualTo(Samples.request("cmd-2"));
  }

  @Test
  void requestWithoutTargetOrSignatureIsOneAboutNoProposal() {
    String json =
        Json.write(Samples.request("cmd-2")).replaceAll(",\"target\":null,\"signature\":null", "");

    assertThat(json).doesNotContain("target");
    assertThat(Json.read(json, EngineRequest.class)).isEqualTo(Samples.request("cmd-2"));
  }

  @Test
  void whatIsNoSuchValueIsNamed() {
    assertThatThrownBy(() -> Json.read("{\"kind\":\"buy\"}", EngineRequest.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("EngineRequest")
        .hasMessageContaining("buy");
  }
}
