package trader.venues.net;

import java.net.InetAddress;
import java.net.URI;

/** Where a venue is served, and whether that is the real one. */
public final class Addresses {
  private Addresses() {}

  /**
   * Throws {@link IllegalArgumentException} naming the setting where an address has no host or
   * neither of the schemes.
   */
  public static void requireScheme(String name, URI uri, String plain, String secure) {
    String scheme = uri.getScheme();
    if (uri.getHost() == null || !(plain.equals(scheme) || secure.equals(scheme))) {
      throw new IllegalArgumentException(
          name + " '" + uri + "' is not of the form " + secure + "://host[:port]");
    }
  }

  /** The same host and port by WebSocket, as secure as {@code base} is. */
  public static URI webSocket(URI base) {
    String scheme = base.getScheme().equalsIgnoreCase("https") ? "wss" : "ws";
    return URI.create(scheme + "://" + base.getRawAuthority());
  }

  /** Whether any of the hosts is not a loopback address: orders can reach a real exchange then. */
  public static boolean anyReal(URI... all) {
    for (URI uri : all) {
      if (!loopback(uri)) {
        return true;
      }
    }
    return false;
  }

  private static boolean loopback(URI uri) {
    String host = uri.getHost();
    if (host.equalsIgnoreCase("localhost")) {
      return true;
    }
    try {
      return InetAddress.ofLiteral(host).isLoopbackAddress();
    } catch (IllegalArgumentException notAnAddress) {
      return false;
    }
  }
}
