package trader.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import trader.control.Color;
import trader.control.ControlLever;

class KeysTest {

  @Test
  void namesOfTheContractAreAsOperatorsKnowThem() {
    assertThat(Keys.MODE).isEqualTo("mode");
    assertThat(Keys.ACTIVE_COLOR).isEqualTo("mode:active_color");
    assertThat(Keys.CAPITAL_STAGE).isEqualTo("capital:stage");
    assertThat(Keys.RISK_CAPITAL_EFFECTIVE).isEqualTo("risk:capital_effective");
    assertThat(Keys.RISK_STATS).isEqualTo("risk:stats");
    assertThat(Keys.PNL_NET_TODAY).isEqualTo("pnl:net:today");
    assertThat(Keys.PORTFOLIO_POSITIONS).isEqualTo("portfolio_positions");
    assertThat(Keys.HEALTH_STATE).isEqualTo("health:state");
    assertThat(Keys.SLO_TIER).isEqualTo("slo:tier");
    assertThat(Keys.POLICY_LAST_UPDATE_TS).isEqualTo("policy:last_update_ts");
    assertThat(Keys.POLICY_ALLOWED_INFLUENCE_PCT).isEqualTo("policy:allowed_influence_pct");
    assertThat(Keys.EVENTS_EXTERNAL_FEED).isEqualTo("events.external_feed");
  }

  @Test
  void namesOfOurOwnDoNotChangeUnnoticed() {
    assertThat(Keys.TRADING_PAUSED).isEqualTo("trading:paused");
    assertThat(Keys.RISK_EXPOSURE).isEqualTo("risk:exposure");
    assertThat(Keys.KILL_SWITCH).isEqualTo("kill:switch");
    assertThat(Keys.CONTROL_EPOCH).isEqualTo("control:epoch");
    assertThat(Keys.ENGINE_ACKS).isEqualTo("engine.acks");
    assertThat(Keys.ENGINE_REQUESTS).isEqualTo("engine.requests");
    assertThat(Keys.ALERTS).isEqualTo("alerts");
    assertThat(Keys.AUDIT).isEqualTo("audit");
    assertThat(Keys.AUDIT_HEAD).isEqualTo("audit:head");
    assertThat(Keys.FIELD).isEqualTo("json");
    assertThat(Keys.engineState(Color.BLUE)).isEqualTo("engine:blue:state");
    assertThat(Keys.engineState(Color.GREEN)).isEqualTo("engine:green:state");
    assertThat(Keys.command("x")).isEqualTo("command:x");
    assertThat(Keys.confirmation("x")).isEqualTo("confirm:x");
    assertThat(Keys.HISTORY).isEqualTo("history");
    assertThat(Keys.remembered("x")).isEqualTo("remember:x");
    assertThat(Keys.remembered(Keys.telegramOffset("7"))).isEqualTo("remember:telegram:7:offset");
    assertThat(Keys.lease("x")).isEqualTo("lease:x");
    assertThat(Keys.used("x")).isEqualTo("used:x");
    assertThat(Keys.tally("x")).isEqualTo("tally:x");
    assertThat(Keys.alertAcknowledged("x")).isEqualTo("alert:acknowledged:x");
    assertThat(Keys.alertSilenced("x")).isEqualTo("alert:silenced:x");
    assertThat(Keys.COMMAND_TTL).isEqualTo(Duration.ofDays(7));
    assertThat(Keys.CONFIRMATION_TTL).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void everyLeverHasAValueAndADirective() {
    assertThat(ControlCodec.KEYS)
        .containsExactly(
            "mode",
            "mode:active_color",
            "capital:stage",
            "trading:paused",
            "kill:switch",
            "control:mode",
            "control:color",
            "control:capital",
            "control:pause",
            "control:kill");
    assertThat(ControlLever.values()).hasSize(5);
  }

  @Test
  void everyControlKeyIsUnderExactlyOneWatchedPrefix() {
    for (String key : ControlCodec.KEYS) {
      assertThat(Keys.controlPrefixes().stream().filter(key::startsWith)).as(key).hasSize(1);
    }
  }

  @Test
  void fixedKeysAreNamedOnce() {
    assertThat(Keys.fixed()).doesNotHaveDuplicates().containsAll(ControlCodec.KEYS);
  }
}
