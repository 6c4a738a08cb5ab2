package trader.bot.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trader.commands.support.Rig;

@Tag("integration")
class ReadingFromAfarTest {
  private static final Map<String, String> PROXIED = Map.of("X-Forwarded-For", "192.0.2.7");
  private static final String[] READINGS = {
    "/status", "/positions", "/audit", "/metrics", "/v3/api-docs", "/nowhere"
  };
  @TempDir Path folder;

  @Test
  void whoIsNotOnThisMachineReadsWithTheTokenOnly() {
    try (BotRig bot = new BotRig(folder, Map.of())) {
      for (String path : READINGS) {
        assertThat(bot.send("GET", path, "", PROXIED).status()).as(path).isEqualTo(401);
        assertThat(
                bot.send("GET", path, "", Map.of("X-Real-IP", "::1", "X-Ops-Token", "guess"))
                    .status())
            .isEqualTo(401);
      }
      assertThat(bot.get("/status").status()).isEqualTo(200);
      assertThat(bot.send("GET", "/healthz", "", PROXIED).status()).isEqualTo(200);
      assertThat(bot.send("GET", "/readyz", "", PROXIED).status()).isEqualTo(200);
      assertThat(
              bot.send(
                      "GET",
                      "/status",
                      "",
                      Map.of("X-Forwarded-For", "192.0.2.7", "X-Ops-Token", Rig.OPS_TOKEN))
                  .status())
          .isEqualTo(200);
      assertThat(
              bot.send(
                      "GET",
                      "/metrics",
                      "",
                      Map.of(
                          "X-Forwarded-For",
                          "192.0.2.7",
                          "Authorization",
                          "Bearer " + Rig.OPS_TOKEN))
                  .status())
          .isEqualTo(200);
    }
  }

  @Test
  void aBotThatListensBeyondThisMachineTellsNobodyWithoutTheToken() {
    try (BotRig bot = new BotRig(folder, Map.of("OPS_BIND", "0.0.0.0"))) {
      for (String path : READINGS) {
        assertThat(bot.get(path).status()).as(path).isEqualTo(401);
      }
      assertThat(bot.get("/healthz").status()).isEqualTo(200);
      assertThat(bot.get("/").status()).as("the console's login").isEqualTo(200);
    }
  }

  @Test
  void withoutATokenThatBotTellsNothingAtAll() {
    try (BotRig bot = new BotRig(folder, Map.of("OPS_BIND", "0.0.0.0", "OPS_API_TOKEN", ""))) {
      assertThat(bot.get("/status").status()).isEqualTo(403);
      assertThat(bot.send("GET", "/status", "", Map.of("Authorization", "Bearer ")).status())
          .isEqualTo(403);
    }
  }
}
