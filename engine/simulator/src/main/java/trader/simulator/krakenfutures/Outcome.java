package trader.simulator.krakenfutures;

import trader.simulator.net.Json;

/** What a call came to: an HTTP status and a body. */
record Outcome(int status, CharSequence json) {
  static Outcome of(ApiError error, long nowMicros) {
    Json out = new Json();
    error.write(out, nowMicros);
    return new Outcome(error.status(), out.text());
  }
}
