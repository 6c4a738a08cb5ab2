package trader.control;

/** The text that a signature is over: each field prefixed by its length, so that no two collide. */
final class SignedText {
  private SignedText() {}

  static String of(String header, String... fields) {
    StringBuilder text = new StringBuilder(header);
    for (String field : fields) {
      text.append('\n').append(field.length()).append(':').append(field);
    }
    return text.toString();
  }
}
