package trader.engine.http;

import java.util.LinkedHashMap;
import java.util.Map;
import trader.redis.Json;

/** Problem documents as in RFC 9457. */
final class Problem {
  private Problem() {}

  static Answer of(int status, String title, String detail) {
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("type", "about:blank");
    problem.put("title", title);
    problem.put("status", status);
    problem.put("detail", detail);
    return new Answer(status, "application/problem+json", Json.write(problem));
  }
}
