package trader.bot.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.regex.Pattern;

/** From which machine a call comes. */
public final class Machine {
  private static final Pattern LOOPBACK = Pattern.compile("127\\.[0-9.]+|::1|0:0:0:0:0:0:0:1");
  private static final Pattern ADDRESS = Pattern.compile("[0-9A-Fa-f.:]{2,45}");

  private Machine() {}

  /** What a proxy on this machine says of it, else whoever is at the connection's other end. */
  public static String of(HttpServletRequest call) {
    String peer = call.getRemoteAddr();
    if (!LOOPBACK.matcher(peer).matches()) {
      return peer;
    }
    return Optional.ofNullable(call.getHeader("X-Forwarded-For"))
        .map(chain -> chain.substring(chain.lastIndexOf(',') + 1).strip())
        .filter(address -> ADDRESS.matcher(address).matches())
        .orElse(peer);
  }
}
