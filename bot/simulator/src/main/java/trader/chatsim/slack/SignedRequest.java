package trader.chatsim.slack;

/**
 * A request to the app as it goes over the wire.
 *
 * @param timestamp the header's text, in seconds since the epoch; empty to leave it out
 * @param signature the header's text; empty to leave it out
 */
public record SignedRequest(String contentType, String body, String timestamp, String signature) {

  /** The same with another signature. */
  public SignedRequest signed(String other) {
    return new SignedRequest(contentType, body, timestamp, other);
  }

  /** The same with another body under the old signature. */
  public SignedRequest saying(String other) {
    return new SignedRequest(contentType, other, timestamp, signature);
  }
}
