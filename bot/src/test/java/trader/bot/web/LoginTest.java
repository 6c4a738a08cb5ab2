package trader.bot.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trader.bot.web.ConsoleRig.Answer;
import trader.bot.web.ConsoleRig.Visit;
import trader.commands.support.Rig;
import trader.control.Alert;
import trader.control.ControlLever;
import trader.control.Reason;

@Tag("integration")
class LoginTest {
  @TempDir Path folder;
  private ConsoleRig console;

  @BeforeEach
  void open() {
    console = new ConsoleRig(folder);
  }

  @AfterEach
  void close() {
    console.close();
  }

  @ParameterizedTest
  @CsvSource({
    "GET,/console/session",
    "GET,/console/events",
    "GET,/console/history",
    "GET,/console/nowhere",
    "POST,/console/commands",
    "POST,/console/logout"
  })
  void withoutALoginNothingIsToldOrDone(String method, String path) {
    for (String cookie : new String[] {"", "trader_session=", "trader_session=guess"}) {
      Answer answer =
          console.send(
              method,
              path,
              "{\"words\":\"kill\"}",
              Map.of(
                  "Cookie",
                  cookie,
                  "Origin",
                  console.address(),
                  "Idempotency-Key",
                  "0123456789abcdef",
                  "X-Ops-Token",
                  Rig.OPS_TOKEN));

      assertThat(answer.status()).as(answer.body()).isEqualTo(401);
      assertThat(answer.json().get("type").asString()).endsWith(":not_logged_in");
    }
    assertThat(console.rig().engine().held(ControlLever.KILL)).isEqualTo("armed");
    assertThat(refusals()).containsExactly("web:127.0.0.1 " + method + " " + path);
  }

  @Test
  void loginSetsACookieThatNoScriptAndNoOtherSiteGets() {
    Answer login = console.login(Rig.OPS_TOKEN);

    assertThat(login.status()).as(login.body()).isEqualTo(200);
    assertThat(login.header("Set-Cookie"))
        .startsWith("trader_session=")
        .contains("HttpOnly", "SameSite=Strict", "Path=/")
        .doesNotContain("Secure");
    assertThat(login.json().get("actor").asString()).isEqualTo("web:ops-token");
    assertThat(login.body()).doesNotContain(Rig.OPS_TOKEN);
  }

  @Test
  void behindTlsTheCookieIsForTlsAndThisHostOnly() {
    Answer login = console.login(Rig.OPS_TOKEN, "X-Forwarded-Proto", "https");

    assertThat(login.header("Set-Cookie"))
        .startsWith("__Host-trader_session=")
        .contains("Secure", "HttpOnly", "SameSite=Strict");
    assertThat(login.header("Strict-Transport-Security")).isNotEmpty();
  }

  @Test
  void aPersonsTokenLogsThatPersonInUnderTheirName() {
    Visit anna = console.visit(ConsoleRig.ANNAS_TOKEN);

    assertThat(anna.get("/console/session").json().get("actor").asString()).isEqualTo("web:anna");
    assertThat(console.rig().store().auditTail(1).getFirst().draft())
        .satisfies(draft -> {
          assertThat(draft.actor()).isEqualTo("web:anna");
          assertThat(draft.action()).isEqualTo("log in");
        });
  }

  @Test
  void theNameGivenWithTheSharedTokenDoesNotPassForThePerson() {
    Answer login =
        console.send(
            "POST",
            "/console/login",
            "{\"token\":\"" + Rig.OPS_TOKEN + "\",\"name\":\"anna\"}",
            Map.of("Origin", console.address()));

    assertThat(login.json().get("actor").asString()).isEqualTo("web:ops-token+anna");
  }

  @Test
  void aViewersCommandIsRefusedByTheDesk() {
    Visit vera = console.visit(ConsoleRig.VIEWERS_TOKEN);

    Answer answer = vera.say("mode halt", "0123456789abcdef");

    assertThat(answer.json().get("outcome").asString()).isEqualTo("refused");
    assertThat(answer.json().get("title").asString()).contains("needs the role operator");
    assertThat(console.rig().engine().held(ControlLever.MODE)).isEqualTo("auto");
  }

  @Test
  void aWrongTokenIsRefusedAndAuditedWithoutBeingShown() {
    Answer answer = console.login("a-guess-that-is-wrong");

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("Set-Cookie")).isEmpty();
    assertThat(answer.body()).doesNotContain("a-guess");
    assertThat(console.rig().store().auditTail(1).getFirst())
        .satisfies(entry -> {
          assertThat(entry.draft().action()).isEqualTo("log in");
          assertThat(entry.draft().outcome()).isEqualTo("refused");
          assertThat(entry.toString()).doesNotContain("a-guess");
        });
  }

  @Test
  void fiveWrongTokensCloseTheLoginForThatMachineOnly() {
    for (int i = 0; i < LoginThrottle.TRIES; i++) {
      assertThat(console.login("wrong-" + i).status()).isEqualTo(401);
    }

    Answer right = console.login(Rig.OPS_TOKEN);
    assertThat(right.status()).isEqualTo(429);
    assertThat(Long.parseLong(right.header("Retry-After"))).isBetween(1L, 60L);
    assertThat(console.rig().store().alerts(5))
        .anySatisfy(alert -> {
          assertThat(alert.reason()).isEqualTo(Reason.INTRUSION);
          assertThat(alert.severity()).isEqualTo(Alert.Severity.WARNING);
        });
    assertThat(console.login(Rig.OPS_TOKEN, "X-Forwarded-For", "192.0.2.7").status())
        .isEqualTo(200);
    assertThat(console.rig().store().auditTail(10))
        .anyMatch(entry -> entry.draft().detail().startsWith("there were too many wrong tokens"));
    console.rig().clock().advance(Duration.ofSeconds(61));
    assertThat(console.login(Rig.OPS_TOKEN).status()).isEqualTo(200);
  }

  private List<String> refusals() {
    return console.rig().store().auditTail(10).stream()
        .map(entry -> entry.draft())
        .filter(draft -> draft.outcome().equals("refused"))
        .map(draft -> draft.actor() + " " + draft.action())
        .toList();
  }

  @Test
  void aLoginThatNobodyUsesEnds() {
    Visit visit = console.visit(Rig.OPS_TOKEN);
    console.rig().clock().advance(Sessions.IDLE.minusSeconds(1));
    assertThat(visit.get("/console/session").status()).isEqualTo(200);
    console.rig().clock().advance(Sessions.IDLE.minusSeconds(1));
    assertThat(visit.get("/console/session").status()).isEqualTo(200);

    console.rig().clock().advance(Sessions.IDLE);

    assertThat(visit.say("kill", "0123456789abcdef").status()).isEqualTo(401);
    assertThat(console.rig().engine().held(ControlLever.KILL)).isEqualTo("armed");
  }

  @Test
  void aLoginThatIsUsedAllTheTimeEndsAfterHalfADay() {
    Visit visit = console.visit(Rig.OPS_TOKEN);
    Duration step = Sessions.IDLE.minusMinutes(1);
    for (Duration used = step; used.compareTo(Sessions.LONGEST) < 0; used = used.plus(step)) {
      console.rig().clock().advance(step);
      assertThat(visit.get("/console/session").status()).isEqualTo(200);
    }
    console.rig().clock().advance(step);

    assertThat(visit.get("/console/session").status()).isEqualTo(401);
  }

  @Test
  void logoutEndsTheLoginAndItsStream() throws Exception {
    Visit visit = console.visit(Rig.OPS_TOKEN);
    try (EventStream events = visit.events()) {
      events.await("head", _ -> true);

      assertThat(visit.post("/console/logout", "").status()).isEqualTo(204);

      events.await("over", _ -> true);
      assertThat(visit.get("/console/session").status()).isEqualTo(401);
    }
  }

  @Test
  void aTokenTakenOutOfTheOperatorsFileEndsItsLogins() throws Exception {
    Visit anna = console.visit(ConsoleRig.ANNAS_TOKEN);
    try (EventStream events = anna.events()) {
      events.await("head", _ -> true);

      console.dismissEveryone();

      events.await("over", _ -> true);
      assertThat(anna.say("mode halt", "0123456789abcdef").status()).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {"https://evil.example", "null", "http://127.0.0.1:1", "-"})
  void aChangingCallFromAnotherPageDoesNothing(String origin) {
    Visit visit = console.visit(Rig.OPS_TOKEN);
    Map<String, String> headers = new HashMap<>();
    headers.put("Cookie", visit.cookie);
    headers.put(ConsoleGate.CSRF, visit.csrf);
    headers.put("Idempotency-Key", "0123456789abcdef");
    if (origin != null) {
      headers.put("Origin", origin);
    }

    Answer answer = console.send("POST", "/console/commands", "{\"words\":\"kill\"}", headers);

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.json().get("type").asString()).endsWith(":cross_origin");
    assertThat(console.rig().engine().held(ControlLever.KILL)).isEqualTo("armed");
    assertThat(console.rig().store().auditTail(3))
        .anySatisfy(
            entry -> assertThat(entry.draft().action()).isEqualTo("POST /console/commands"));
  }

  @Test
  void aChangingCallNeedsTheTokenOfItsPageBesidesTheCookie() {
    Visit visit = console.visit(Rig.OPS_TOKEN);
    Visit other = console.visit(ConsoleRig.ANNAS_TOKEN);

    for (String token : new String[] {"", "guess", other.csrf}) {
      Answer answer =
          visit.post(
              "/console/commands",
              "{\"words\":\"kill\"}",
              ConsoleGate.CSRF,
              token,
              "Idempotency-Key",
              "0123456789abcdef");

      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.json().get("type").asString()).endsWith(":console_token_wrong");
    }
    assertThat(console.rig().engine().held(ControlLever.KILL)).isEqualTo("armed");
  }
}
