package trader.bot.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trader.bot.http.BotRig.Answer;
import trader.commands.support.Crew;
import trader.commands.support.Rig;
import trader.control.Color;
import trader.control.ControlLever;

/** People with API tokens of their own, and the shared one beside them. */
@Tag("integration")
class PersonalTokenTest {
  @TempDir Path folder;
  private BotRig bot;

  @BeforeEach
  void open() throws IOException {
    Path operators = Files.writeString(folder.resolve("operators.yaml"), Crew.operatorsFile());
    bot = new BotRig(folder, Map.of("OPERATORS_FILE", operators.toString()));
  }

  @AfterEach
  void close() {
    bot.close();
  }

  private Answer as(String person, String path, String body, String... headers) {
    Map<String, String> all = new HashMap<>(Map.of("X-Ops-Token", Crew.token(person)));
    for (int i = 0; i < headers.length; i += 2) {
      all.put(headers[i], headers[i + 1]);
    }
    return bot.send("POST", path, body, all);
  }

  private void paused(boolean live) {
    assertThat(as("otto", "/admin/pause", "").status()).isEqualTo(200);
    if (live) {
      bot.rig().engine().claimRealVenue();
    }
    Awaitility.await()
        .until(() ->
            bot.rig()
                .store()
                .engineState(Color.BLUE)
                .filter(state -> state.reachesRealVenue() == live)
                .filter(state -> state.levers().toString().contains("paused"))
                .isPresent());
  }

  private String preview(String person, String... headers) {
    Answer preview = as(person, "/admin/resume", "", headers);
    assertThat(preview.status()).as(preview.body()).isEqualTo(202);
    return preview.json().get("confirmation_id").asString();
  }

  private static String kind(Answer answer) {
    return answer.json().get("type").asString().replaceFirst(".*:", "");
  }

  @Test
  void tokenActsAsItsPersonWithThatPersonsRole() {
    Answer viewer = as("vera", "/kill", "{\"enabled\":false}");
    Answer operator = as("otto", "/admin/pause", "", "X-Ops-Actor", "ada");

    assertThat(viewer.status()).isEqualTo(403);
    assertThat(kind(viewer)).isEqualTo("not_authorized");
    assertThat(operator.status()).as(operator.body()).isEqualTo(200);
    assertThat(bot.rig().engine().held(ControlLever.KILL)).isEqualTo("armed");
    assertThat(bot.rig().store().auditTail(5))
        .extracting(entry -> entry.draft().actor() + " " + entry.draft().outcome())
        .contains("http:vera refused", "http:otto applied");
  }

  @Test
  void personalTokenReadsFromBeyondThisMachine() {
    for (Map<String, String> headers :
        List.of(
            Map.of("X-Ops-Token", Crew.token("vera")),
            Map.of("Authorization", "Bearer " + Crew.token("vera")))) {
      Map<String, String> all = new HashMap<>(headers);
      all.put("X-Forwarded-For", "192.0.2.7");
      assertThat(bot.send("GET", "/status", "", all).status()).isEqualTo(200);
    }
  }

  @Test
  void sharedTokenThatNamesAPersonHasNoneOfThatPersonsRights() {
    paused(false);
    String id = preview("rita");

    Answer claimed =
        bot.post(
            "/admin/resume",
            "",
            "X-Ops-Actor",
            "rita",
            "X-Ops-Confirm",
            id,
            "X-Ops-Reason",
            "lunch is over");

    assertThat(claimed.status()).isEqualTo(403);
    assertThat(kind(claimed)).isEqualTo("confirmation_of_another");
    assertThat(bot.rig().engine().held(ControlLever.PAUSE)).isEqualTo("paused");
  }

  @Test
  void sharedTokenRaisesNothingOnARealVenueAndStillLowers() {
    paused(true);

    Answer refused = bot.post("/admin/resume", "", "X-Ops-Actor", "rita");
    Answer lowered = bot.post("/kill", "");

    assertThat(refused.status()).isEqualTo(403);
    assertThat(kind(refused)).isEqualTo("person_unknown");
    assertThat(refused.json().get("text").asString())
        .contains("with an API token, that the operators file gives to a person");
    assertThat(lowered.status()).isEqualTo(200);
    assertThat(bot.rig().engine().held(ControlLever.PAUSE)).isEqualTo("paused");
  }

  @Test
  void realVenueTakesTheCodeInItsHeader() {
    paused(true);
    Answer shown = as("rita", "/admin/resume", "");
    String id = shown.json().get("confirmation_id").asString();
    assertThat(shown.json().get("confirm_with").asString()).contains("X-Ops-Code");
    String[] confirm = {"X-Ops-Confirm", id, "X-Ops-Reason", "lunch is over"};

    Answer without = as("rita", "/admin/resume", "", confirm);
    Answer malformed = as("rita", "/admin/resume", "", with(confirm, "12345x"));
    Answer wrong = as("rita", "/admin/resume", "", with(confirm, "000000"));
    assertThat(bot.rig().engine().held(ControlLever.PAUSE)).isEqualTo("paused");
    String code = Crew.code("rita", bot.rig().clock().instant()).reveal();
    Answer done = as("rita", "/admin/resume", "", with(confirm, code));

    assertThat(without.status()).isEqualTo(400);
    assertThat(kind(without)).isEqualTo("code_missing");
    assertThat(malformed.status()).isEqualTo(400);
    assertThat(malformed.body()).contains("X-Ops-Code").doesNotContain("12345x");
    assertThat(wrong.status()).isEqualTo(403);
    assertThat(kind(wrong)).isEqualTo("code_wrong");
    assertThat(done.status()).as(done.body()).isEqualTo(200);
    assertThat(bot.rig().engine().held(ControlLever.PAUSE)).isEqualTo("running");
    assertThat(bot.rig().store().dump().toString()).doesNotContain(" " + code, "\"" + code);
  }

  private static String[] with(String[] headers, String code) {
    String[] all = Arrays.copyOf(headers, headers.length + 2);
    all[headers.length] = "X-Ops-Code";
    all[headers.length + 1] = code;
    return all;
  }

  @Test
  void tokenTakenOutOfTheFileOpensNothingFromThenOn() throws IOException {
    Files.writeString(
        folder.resolve("operators.yaml"),
        Crew.operatorsFile().replace(Entrance.hash(Crew.token("otto")), "0".repeat(64)));

    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(as("otto", "/kill", "").status()).isEqualTo(401));
  }

  @Test
  void withoutTheSharedTokenPeopleStillComeIn() {
    try (BotRig other =
        new BotRig(
            folder.resolve("other"),
            Map.of("OPS_API_TOKEN", "", "OPERATORS_FILE", folder + "/operators.yaml"))) {
      Map<String, String> otto = Map.of("X-Ops-Token", Crew.token("otto"));
      assertThat(other.send("POST", "/admin/pause", "", otto).status()).isEqualTo(200);
      assertThat(other.send("POST", "/kill", "", Map.of("X-Ops-Token", Rig.OPS_TOKEN)).status())
          .isEqualTo(401);
    }
  }

  @Test
  void haltsHaveADeskWithAConnectionOfItsOwn() {
    bot.post("/capital/stage", "{\"stage\":10}");
    assertThat(scriptsOn("ops-bot-halt")).isZero();

    as("otto", "/admin/pause", "");

    assertThat(scriptsOn("ops-bot-halt")).isPositive();
  }

  /** How many connections of that name last ran one of the desk's scripts. */
  private long scriptsOn(String name) {
    try (var raw = bot.rig().raw()) {
      return raw.clientList()
          .lines()
          .filter(line -> line.contains(" name=" + name + " "))
          .filter(line -> line.contains(" cmd=eval"))
          .count();
    }
  }
}
