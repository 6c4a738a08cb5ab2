package trader.engine.http;

/** What is sent back. */
record Answer(int status, String type, String body) {

  static Answer json(int status, String body) {
    return new Answer(status, "application/json", body);
  }
}
