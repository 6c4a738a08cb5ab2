package trader.simulator.net;

/**
 * A key that may sign for an account.
 *
 * @param key what is sent
 * @param secret what signs; never sent
 * @param account whose
 */
public record ApiKey(String key, String secret, String account) {
  @Override
  public String toString() {
    return "ApiKey[key=" + key + ", secret=(hidden), account=" + account + "]";
  }
}
