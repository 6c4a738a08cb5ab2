package trader.simulator.krakenspot;

import org.jspecify.annotations.Nullable;
import trader.simulator.net.Json;

/**
 * What a request came to.
 *
 * @param status the HTTP status, other than 200 where the edge in front of the venue answers
 * @param result the result as JSON; of the edge, its page
 * @param error the refusal, null where there is none
 */
record Outcome(int status, String result, @Nullable String error) {

  static Outcome of(CharSequence result) {
    return new Outcome(200, result.toString(), null);
  }

  static Outcome refused(String error) {
    return new Outcome(200, "", error);
  }

  /** What the edge in front of the venue answers when it cannot reach it. */
  static Outcome edge(int status) {
    return new Outcome(
        status,
        "<!DOCTYPE html><html><head><title>api.kraken.com | "
            + status
            + "</title></head><body><h1>Error "
            + status
            + "</h1></body></html>",
        "EService:Unavailable");
  }

  /** The body of an answer of REST. */
  CharSequence body() {
    if (status != 200) {
      return result;
    }
    Json out = new Json().open().name("error").openArray();
    if (error != null) {
      return out.value(error).closeArray().close().text();
    }
    out.closeArray().name("result").raw(result);
    return out.close().text();
  }
}
