package trader.bot.alerts;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import trader.commands.Secret;

/**
 * Where mails go out.
 *
 * @param tls whether the connection begins with TLS; otherwise it is upgraded, where the server is
 *     not on this machine
 * @param from the sender's address
 * @param to whom alerts go that are for nobody in particular
 */
public record MailSettings(
    String host,
    int port,
    boolean tls,
    Optional<String> user,
    Optional<Secret> password,
    String from,
    List<String> to) {
  private static final int SMTP = 25;
  private static final int SUBMISSION = 587;
  private static final int SMTPS = 465;
  private static final Pattern LOOPBACK = Pattern.compile("127\\..*|localhost|\\[?::1]?");

  /** Copies the list. */
  public MailSettings {
    to = List.copyOf(to);
  }

  /** A server as an address names it. */
  public record Server(
      String host, int port, boolean tls, Optional<String> user, Optional<Secret> password) {}

  /**
   * Reads {@code smtp://user:password@host:port} or {@code smtps://…}. Throws {@link
   * IllegalArgumentException}, which does not show the password.
   */
  public static Server parse(String address) {
    URI uri;
    try {
      uri = new URI(address);
    } catch (URISyntaxException _) {
      throw malformed();
    }
    String scheme = uri.getScheme();
    boolean tls = "smtps".equals(scheme);
    if ((!tls && !"smtp".equals(scheme)) || uri.getHost() == null) {
      throw malformed();
    }
    String info = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo();
    int colon = info.indexOf(':');
    Optional<String> user = text(colon < 0 ? info : info.substring(0, colon));
    Optional<Secret> password =
        colon < 0 ? Optional.empty() : text(info.substring(colon + 1)).map(Secret::new);
    int port =
        uri.getPort() >= 0 ? uri.getPort() : tls ? SMTPS : user.isPresent() ? SUBMISSION : SMTP;
    return new Server(uri.getHost(), port, tls, user, password);
  }

  private static Optional<String> text(String encoded) {
    return Optional.of(URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8))
        .filter(text -> !text.isBlank());
  }

  private static IllegalArgumentException malformed() {
    return new IllegalArgumentException(
        "is not in the form smtp://user:password@host:587 or smtps://user:password@host:465;"
            + " what is special in a password is percent-encoded");
  }

  /** A whole. */
  public static MailSettings of(Server server, String from, List<String> to) {
    return new MailSettings(
        server.host(), server.port(), server.tls(), server.user(), server.password(), from, to);
  }

  /** Whether the connection has to be upgraded to TLS before anything is said. */
  boolean upgrades() {
    return !tls && !LOOPBACK.matcher(host).matches();
  }
}
