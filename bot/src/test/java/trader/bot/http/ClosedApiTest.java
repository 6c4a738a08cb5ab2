package trader.bot.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trader.bot.http.BotRig.Answer;
import trader.control.ControlLever;

@Tag("integration")
class ClosedApiTest {
  @TempDir Path folder;

  @Test
  void emptyTokenClosesEveryChangingCall() {
    try (BotRig bot = new BotRig(folder, Map.of("OPS_API_TOKEN", ""))) {
      Answer answer = bot.send("POST", "/kill", "{\"enabled\":true}", Map.of("X-Ops-Token", ""));
      Answer blank = bot.send("POST", "/kill", "", Map.of());

      assertThat(answer.status()).isEqualTo(403);
      assertThat(blank.status()).isEqualTo(403);
      assertThat(answer.json().get("detail").asString())
          .startsWith(
              "OPS_API_TOKEN is not set for the bot, and nobody in the operators file has a token, so"
                  + " every changing call is closed.");
      assertThat(bot.get("/status").status()).isEqualTo(200);
      assertThat(bot.rig().engine().held(ControlLever.KILL)).isEqualTo("armed");
    }
  }
}
