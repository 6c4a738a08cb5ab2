package trader.bot.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** From which page a call comes. */
final class Origin {
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

  private static Optional<String> header(HttpServletRequest call, String name) {
    return Optional.ofNullable(call.getHeader(name));
  }
}
