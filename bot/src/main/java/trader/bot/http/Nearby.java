package trader.bot.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether a call comes from this machine and from nobody behind it, so that it may read without a
 * token.
 *
 * @param bind the address that the bot listens on
 */
record Nearby(String bind) {
  private static final Pattern LOOPBACK =
      Pattern.compile("127\\.[0-9.]+|localhost|::1|\\[::1]|0:0:0:0:0:0:0:1");
  private static final Set<String> FORWARDED =
      Set.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP");

  /**
   * Whether it does: the bot listens on loopback only, no proxy speaks for someone else, and the
   * name that was called is this machine's own, which a foreign page's name that was pointed at it
   * is not.
   */
  boolean is(HttpServletRequest call) {
    return LOOPBACK.matcher(bind).matches()
        && LOOPBACK.matcher(call.getRemoteAddr()).matches()
        && LOOPBACK.matcher(call.getServerName()).matches()
        && FORWARDED.stream().noneMatch(header -> call.getHeader(header) != null);
  }
}
