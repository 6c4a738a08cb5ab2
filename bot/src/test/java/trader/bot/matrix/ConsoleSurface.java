package trader.bot.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import trader.commands.support.Crew;
import trader.redis.Json;

/** The web console, as its page speaks to the bot. */
final class ConsoleSurface implements Surface {
  private static final String COMMANDS = "/console/commands";
  private final Wire wire;
  private final Map<String, Visit> visits = new HashMap<>();
  private int keys;

  ConsoleSurface(Wire wire) {
    this.wire = wire;
  }

  /** A login. */
  private record Visit(String cookie, String csrf) {}

  private Visit visit(String person) {
    return visits.computeIfAbsent(
        person,
        _ -> {
          String token = person.equals(Crews.SHARED) ? Crews.SHARED_TOKEN : Crew.token(person);
          HttpResponse<String> login =
              wire.send(
                  "POST",
                  "/console/login",
                  Json.write(Map.of("token", token, "name", "ada")),
                  Map.of("Origin", wire.address()));
          assertThat(login.statusCode()).as(login.body()).isEqualTo(200);
          return new Visit(
              login.headers().firstValue("Set-Cookie").orElse("").replaceFirst(";.*", ""),
              Json.mapper().readTree(login.body()).get("csrf").asString());
        });
  }

  @Override
  public String label() {
    return "web";
  }

  @Override
  public boolean offers(String words) {
    return true;
  }

  @Override
  public Told say(String person, String words) {
    Map<String, String> headers = headers(person);
    headers.put("X-Console-Token", visit(person).csrf());
    String body = Json.write(Map.of("words", words));
    HttpResponse<String> answer = wire.send("POST", COMMANDS, body, headers);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new Told(answer.body(), () -> wire.send("POST", COMMANDS, body, headers).body());
  }

  private Map<String, String> headers(String person) {
    Map<String, String> headers = new HashMap<>();
    headers.put("Cookie", visit(person).cookie());
    headers.put("Origin", wire.address());
    headers.put("Idempotency-Key", "matrix-key-%08d".formatted(++keys));
    return headers;
  }

  /** With the person's cookie, as another site's page would send it. */
  @Override
  public void forge(String person, List<String> words) {
    for (String one : words) {
      HttpResponse<String> answer =
          wire.send("POST", COMMANDS, Json.write(Map.of("words", one)), headers(person));
      assertThat(answer.statusCode()).as(one).isEqualTo(403);
    }
  }

  @Override
  public void unknown(List<String> words) {
    for (String one : words) {
      HttpResponse<String> answer =
          wire.send(
              "POST",
              COMMANDS,
              Json.write(Map.of("words", one)),
              Map.of("Origin", wire.address(), "Cookie", "trader_session=guessed"));
      assertThat(answer.statusCode()).as(one).isEqualTo(401);
    }
  }

  @Override
  public String source(Way way, String person) {
    return way == Way.FORGED ? "foreign" : "not logged in";
  }
}
