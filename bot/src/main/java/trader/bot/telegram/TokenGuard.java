package trader.bot.telegram;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the token, which stands in the path of every request, out of what comes back: faults and
 * answers are cleaned of it before a library can log or throw them.
 */
final class TokenGuard implements Interceptor {
  private static final MediaType JSON = MediaType.get("application/json");
  private final String token;
  private final String secret;

  TokenGuard(String token) {
    this.token = token;
    this.secret = token.substring(token.indexOf(':') + 1);
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    try {
      Response response = chain.proceed(chain.request());
      ResponseBody body = response.body();
      String text = body == null ? "" : cleaned(body.string());
      // A page of a proxy has no error code; the status says as much.
      String json = text.startsWith("{") ? text : noAnswer(response.code());
      return response.newBuilder().body(ResponseBody.create(json, JSON)).build();
    } catch (IOException e) {
      // Without the cause, whose own message might name the address that was asked.
      throw new IOException(e.getClass().getSimpleName() + ": " + cleaned(e.getMessage()));
    }
  }

  private static String noAnswer(int status) {
    return "{\"ok\":false,\"error_code\":"
        + status
        + ",\"description\":\"HTTP "
        + status
        + " without an answer of the Bot API\"}";
  }

  private String cleaned(@Nullable String text) {
    return text == null ? "" : text.replace(token, "***").replace(secret, "***");
  }
}
