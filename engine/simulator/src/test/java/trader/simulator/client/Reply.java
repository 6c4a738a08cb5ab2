package trader.simulator.client;

import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;

/** An HTTP answer, read as JSON. */
public record Reply(int status, JsonNode json, String body, HttpResponse<String> http) {
  Reply(HttpResponse<String> http) {
    this(http.statusCode(), VenueClient.JSON.readTree(http.body()), http.body(), http);
  }

  public String header(String name) {
    return http.headers().firstValue(name).orElse("");
  }

  public int code() {
    return json.get("code").asInt();
  }

  public String msg() {
    return json.get("msg").asString();
  }

  public String text(String field) {
    return json.get(field).asString();
  }

  /** Status, code and text in one, for assertions. */
  public String error() {
    return status + " " + code() + " " + msg();
  }
}
