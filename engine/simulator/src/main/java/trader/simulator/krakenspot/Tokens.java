package trader.simulator.krakenspot;

import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The tokens of private WebSocket connections: one lives 15 minutes, and on where it is in use. */
final class Tokens {
  static final int SECONDS = 900;

  private final RandomGenerator random;
  private final Map<String, Token> tokens = new HashMap<>();

  /** A token and the connection that uses it. */
  private static final class Token {
    private final String account;
    private final long untilMicros;
    private @Nullable Session user;

    Token(String account, long untilMicros) {
      this.account = account;
      this.untilMicros = untilMicros;
    }
  }

  Tokens(RandomGenerator random) {
    this.random = random;
  }

  String issue(String account, long nowMicros) {
    byte[] bytes = new byte[24];
    random.nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    tokens.put(token, new Token(account, nowMicros + SECONDS * 1_000_000L));
    return token;
  }

  /** The account that a request on a connection speaks for. */
  String account(@Nullable String token, Session session, long nowMicros) {
    Token known = token == null ? null : tokens.get(token);
    if (known == null || (known.user != session && nowMicros >= known.untilMicros)) {
      throw new KrakenError("ESession:Invalid session");
    }
    known.user = session;
    return known.account;
  }
}
