package trader.redis;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where a desk's Redis is and how to enter it, apart from which client library goes there and from
 * where the address was taken.
 *
 * @param kind what answers at the nodes
 * @param nodes one server, or the Sentinels or Cluster nodes to ask first
 * @param db the database number, 0 in a Cluster
 * @param user the ACL user, empty for the default one
 * @param password empty where none is needed
 * @param tls whether the connection is encrypted and the server's certificate verified
 * @param master the name under which Sentinel knows the master, empty elsewhere
 */
public record RedisAddress(
    Kind kind,
    List<HostPort> nodes,
    int db,
    Optional<String> user,
    Optional<String> password,
    boolean tls,
    Optional<String> master) {

  /** What answers at an address. */
  public enum Kind {
    /** One server. */
    STANDALONE,
    /** Sentinels, which know the master of the day. */
    SENTINEL,
    /** A Redis Cluster. */
    CLUSTER
  }

  private static final int PORT = 6379;
  private static final int SENTINEL_PORT = 26_379;
  private static final String FORMS =
      "redis://[user:password@]host:port/db, rediss://… for TLS,"
          + " redis-sentinel://[user:password@]h1:p,h2:p/db#master,"
          + " redis-cluster://[user:password@]h1:p,h2:p";

  /** Copies the nodes. Throws {@link IllegalArgumentException} where the parts do not fit. */
  public RedisAddress {
    nodes = List.copyOf(nodes);
    if (nodes.isEmpty()) {
      throw new IllegalArgumentException("an address needs a host");
    }
    if (kind == Kind.STANDALONE && nodes.size() > 1) {
      throw new IllegalArgumentException(
          "redis:// takes one host; several need redis-sentinel:// or redis-cluster://");
    }
    if (kind == Kind.SENTINEL && master.isEmpty()) {
      throw new IllegalArgumentException("redis-sentinel:// needs the master's name after #");
    }
    if (kind == Kind.CLUSTER && db != 0) {
      throw new IllegalArgumentException("a Cluster has only database 0");
    }
  }

  /** A server without password on this machine. */
  public static RedisAddress local(int port) {
    return new RedisAddress(
        Kind.STANDALONE,
        List.of(new HostPort("127.0.0.1", port)),
        0,
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty());
  }

  /**
   * Reads a {@code REDIS_URL}. Throws {@link IllegalArgumentException} that names the value, with
   * its password hidden, and what is allowed.
   */
  public static RedisAddress parse(String url) {
    try {
      return read(url.strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "REDIS_URL '" + hidden(url) + "': " + e.getMessage() + "; it may be " + FORMS, e);
    }
  }

  private static RedisAddress read(String url) {
    int schemeEnd = url.indexOf("://");
    if (schemeEnd < 0) {
      throw new IllegalArgumentException("it has no scheme");
    }
    String scheme = url.substring(0, schemeEnd);
    Kind kind =
        switch (scheme) {
          case "redis", "rediss" -> Kind.STANDALONE;
          case "redis-sentinel", "rediss-sentinel" -> Kind.SENTINEL;
          case "redis-cluster", "rediss-cluster" -> Kind.CLUSTER;
          default -> throw new IllegalArgumentException("the scheme '" + scheme + "' is unknown");
        };
    String rest = url.substring(schemeEnd + 3);
    int at = rest.lastIndexOf('@');
    Optional<String> user = Optional.empty();
    Optional<String> password = Optional.empty();
    if (at >= 0) {
      String credentials = rest.substring(0, at);
      int colon = credentials.indexOf(':');
      // One word before the @ is the password of the default user, as most clients read it.
      user = colon <= 0 ? Optional.empty() : Optional.of(decoded(credentials.substring(0, colon)));
      password = Optional.of(decoded(credentials.substring(colon + 1))).filter(p -> !p.isEmpty());
      rest = rest.substring(at + 1);
    }
    int hash = rest.indexOf('#');
    Optional<String> master =
        hash < 0
            ? Optional.empty()
            : Optional.of(rest.substring(hash + 1)).filter(name -> !name.isBlank());
    rest = hash < 0 ? rest : rest.substring(0, hash);
    int slash = rest.indexOf('/');
    String db = slash < 0 ? "" : rest.substring(slash + 1);
    if (!db.matches("[0-9]{0,4}")) {
      throw new IllegalArgumentException("the database '" + db + "' is not a whole number");
    }
    int defaultPort = kind == Kind.SENTINEL ? SENTINEL_PORT : PORT;
    List<HostPort> nodes =
        Arrays.stream((slash < 0 ? rest : rest.substring(0, slash)).split(",", -1))
            .map(node -> HostPort.parse(node.strip(), defaultPort))
            .toList();
    return new RedisAddress(
        kind,
        nodes,
        db.isEmpty() ? 0 : Integer.parseInt(db),
        user,
        password,
        scheme.startsWith("rediss"),
        master);
  }

  private static String decoded(String text) {
    // A plus sign stands for itself before the host; only URLDecoder reads it as a space.
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static String hidden(String url) {
    int at = url.lastIndexOf('@');
    if (at < 0) {
      return url;
    }
    int scheme = url.indexOf("://");
    return (scheme < 0 || scheme > at ? "" : url.substring(0, scheme + 3))
        + "***"
        + url.substring(at);
  }

  /** The address in the form in which it was given, the password shown as {@code ***}. */
  @Override
  public String toString() {
    String scheme =
        (tls ? "rediss" : "redis")
            + switch (kind) {
              case STANDALONE -> "";
              case SENTINEL -> "-sentinel";
              case CLUSTER -> "-cluster";
            };
    String credentials = password.isPresent() || user.isPresent() ? user.orElse("") + ":***@" : "";
    return scheme
        + "://"
        + credentials
        + nodes.stream().map(HostPort::toString).collect(Collectors.joining(","))
        + (db == 0 ? "" : "/" + db)
        + master.map(name -> "#" + name).orElse("");
  }
}
