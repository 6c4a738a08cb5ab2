package trader.bot.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import trader.commands.support.Crew;
import trader.redis.Json;

/** The HTTP API on 8002. */
final class ApiSurface implements Surface {
  private static final Map<String, String> FAR = Map.of("X-Forwarded-For", "192.0.2.7");
  private final Wire wire;
  private final World world;
  private int keys;

  ApiSurface(Wire wire, World world) {
    this.wire = wire;
    this.world = world;
  }

  /** A call that means those words. */
  private record Call(String method, String path, String body) {}

  private static Call call(String words) {
    String[] all = words.split(" ", -1);
    String last = all[all.length - 1];
    return switch (all[0]) {
      case "status", "positions" -> new Call("GET", "/" + words, "");
      case "audit" -> new Call("GET", all.length > 1 ? "/audit?limit=" + last : "/audit", "");
      case "mode" -> post("/mode", Map.of("mode", last));
      case "canary" -> post("/canary", Map.of("color", last));
      case "capital" -> post("/capital/stage", Map.of("stage", last));
      case "pause", "resume" -> post("/admin/" + words, Map.of());
      case "kill" -> post("/kill", Map.of("enabled", false));
      case "rearm" -> post("/kill", Map.of("enabled", true));
      case "snapshot" -> post("/snapshot", Map.of());
      default -> throw new IllegalArgumentException("the API has no '" + words + "'");
    };
  }

  private static Call post(String path, Map<String, ?> body) {
    return new Call("POST", path, Json.write(body));
  }

  @Override
  public String label() {
    return "http";
  }

  /** Lever changes, the snapshot, and three readings. */
  @Override
  public boolean offers(String words) {
    return words.matches(
        "status|positions|audit( [0-9]+)?|mode \\w+|canary \\w+|capital stage \\d+|pause|resume"
            + "|kill|rearm|snapshot now");
  }

  @Override
  public Told say(String person, String words) {
    return said(person, words, Map.of());
  }

  @Override
  public Told confirm(String person, String words, String id, String code) {
    Map<String, String> headers = new HashMap<>();
    headers.put("X-Ops-Confirm", id);
    headers.put("X-Ops-Reason", "because of the matrix");
    if (!code.isEmpty()) {
      headers.put("X-Ops-Code", code);
    }
    return said(person, words, headers);
  }

  @Override
  public Told late(String person, String words) {
    return said(person, words, Map.of("X-Ops-Issued-At", early()));
  }

  @Override
  public Told confirmLate(String person, String words, String id, String code) {
    return said(
        person,
        words,
        Map.of(
            "X-Ops-Confirm",
            id,
            "X-Ops-Reason",
            "late",
            "X-Ops-Code",
            code,
            "X-Ops-Issued-At",
            early()));
  }

  private String early() {
    return world.now().minus(Duration.ofMinutes(2)).toString();
  }

  private Told said(String person, String words, Map<String, String> more) {
    Map<String, String> headers = new HashMap<>(more);
    headers.put("X-Ops-Token", token(person));
    headers.put("Idempotency-Key", "matrix-" + ++keys);
    // Whoever one says one is.
    headers.put("X-Ops-Actor", "ada");
    Call call = call(words);
    HttpResponse<String> answer = wire.send(call.method(), call.path(), call.body(), headers);
    return new Told(
        answer.body(), () -> wire.send(call.method(), call.path(), call.body(), headers).body());
  }

  private static String token(String person) {
    return person.equals(Crews.SHARED) ? Crews.SHARED_TOKEN : Crew.token(person);
  }

  @Override
  public void forge(String person, List<String> words) {
    Map<String, String> headers = new HashMap<>(FAR);
    headers.put("X-Ops-Token", Crew.token(person) + "x");
    headers.put("X-Ops-Actor", person);
    turnedAway(words, headers);
  }

  @Override
  public void unknown(List<String> words) {
    turnedAway(words, FAR);
  }

  private void turnedAway(List<String> words, Map<String, String> headers) {
    for (String one : words) {
      Call call = call(one);
      assertThat(wire.send(call.method(), call.path(), call.body(), headers).statusCode())
          .as(one)
          .isEqualTo(401);
    }
  }

  @Override
  public String source(Way way, String person) {
    return "192.0.2.7 " + (way == Way.FORGED ? "wrong token" : "no token");
  }
}
