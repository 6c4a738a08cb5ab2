package trader.venues.net;

/** An API key and its secret. Neither is ever shown. */
public record ApiCredentials(String key, String secret) {

  /** Throws {@link IllegalArgumentException} where one is empty or not plain printable ASCII. */
  public ApiCredentials {
    check("API key", key);
    check("API secret", secret);
  }

  private static void check(String name, String value) {
    if (value.isEmpty()
        || !value.chars().allMatch(c -> c > ' ' && c < 127 && c != '"' && c != '\\')) {
      throw new IllegalArgumentException(
          "the "
              + name
              + " is empty or holds a space, a quote or a character that is not ASCII: copy it again"
              + " from the venue's API management page");
    }
  }

  @Override
  public String toString() {
    return "ApiCredentials[hidden]";
  }
}
