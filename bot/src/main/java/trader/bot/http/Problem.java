package trader.bot.http;

import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.node.ObjectNode;
import trader.redis.Json;

/** Problem documents as in RFC 9457. */
public final class Problem {
  private Problem() {}

  /**
   * A document.
   *
   * @param kind in snake case; with a prefix it is the problem's type
   * @param detail what is wrong, and what to do
   */
  public static ObjectNode body(HttpStatus status, String kind, String detail) {
    return Json.mapper()
        .createObjectNode()
        .put("type", "urn:trader:problem:" + kind)
        .put("title", status.getReasonPhrase())
        .put("status", status.value())
        .put("detail", detail);
  }

  /** An answer with such a document. */
  public static ResponseEntity<byte[]> answer(HttpStatus status, String kind, String detail) {
    return answer(status, body(status, kind, detail));
  }

  static ResponseEntity<byte[]> answer(HttpStatus status, ObjectNode body) {
    return ResponseEntity.status(status)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(Json.write(body).getBytes(StandardCharsets.UTF_8));
  }
}
