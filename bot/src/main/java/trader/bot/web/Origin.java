package trader.bot.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** From which page and which machine a call comes. */
final class Origin {
  private static final Pattern LOOPBACK = Pattern.compile("127\\.[0-9.]+|::1|0:0:0:0:0:0:0:1");
  private static final Pattern ADDRESS = Pattern.compile("[0-9A-Fa-f.:]{2,45}");
  private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

  private Origin() {}

  /** Whether the browser says that the page is ours. One that says nothing is no browser. */
  static boolean isOurs(HttpServletRequest call) {
    String site = call.getHeader("Sec-Fetch-Site");
    return header(call, "Origin")
            .flatMap(Origin::authority)
            .filter(of -> named(call, of))
            .isPresent()
        && (site == null || OWN_SITES.contains(site));
  }

  private static boolean named(HttpServletRequest call, String authority) {
    return authority.equalsIgnoreCase(call.getHeader("Host"))
        || authority.equalsIgnoreCase(call.getHeader("X-Forwarded-Host"));
  }

  private static Optional<String> authority(String origin) {
    try {
      return Optional.ofNullable(URI.create(origin).getRawAuthority());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether the browser speaks TLS, be it to a proxy before us. */
  static boolean overTls(HttpServletRequest call) {
    return call.isSecure()
        || header(call, "X-Forwarded-Proto").filter("https"::equalsIgnoreCase).isPresent();
  }

  /**
   * The machine that a call comes from: what a proxy on this machine says of it, else whoever is at
   * the other end of the connection.
   */
  static String machine(HttpServletRequest call) {
    String peer = call.getRemoteAddr();
    if (!LOOPBACK.matcher(peer).matches()) {
      return peer;
    }
    return header(call, "X-Forwarded-For")
        .map(chain -> chain.substring(chain.lastIndexOf(',') + 1).strip())
        .filter(address -> ADDRESS.matcher(address).matches())
        .orElse(peer);
  }

  private static Optional<String> header(HttpServletRequest call, String name) {
    return Optional.ofNullable(call.getHeader(name));
  }
}
