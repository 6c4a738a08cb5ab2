package trader.simulator.binance;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import trader.simulator.net.ApiKey;

/** Who may sign, and whether a signature is right; checks times as the venue does. */
public final class Signatures {
  private static final long DEFAULT_WINDOW_MICROS = 5_000_000;
  private static final long MAX_WINDOW_MICROS = 60_000_000;
  private static final long AHEAD_MICROS = 1_000_000;

  private record Signer(ApiKey key, Mac mac) {}

  private final Map<String, Signer> signers = new HashMap<>();

  /** Of these keys. */
  public Signatures(List<ApiKey> keys) {
    for (ApiKey key : keys) {
      signers.put(key.key(), new Signer(key, mac(key.secret())));
    }
  }

  private static Mac mac(String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HmacSHA256 is missing in this Java", e);
    }
  }

  /** The lower-case hex signature of a payload whose characters are its bytes. */
  public static String sign(String secret, String payload) {
    return HexFormat.of()
        .formatHex(mac(secret).doFinal(payload.getBytes(StandardCharsets.ISO_8859_1)));
  }

  /** The account of a key. */
  public String account(@Nullable String key) {
    return signer(key).key().account();
  }

  private Signer signer(@Nullable String key) {
    if (key == null || key.isBlank()) {
      throw new ApiError(401, -2014, "API-key format invalid.");
    }
    Signer signer = signers.get(key);
    if (signer == null) {
      throw new ApiError(401, -2015, "Invalid API-key, IP, or permissions for action.");
    }
    return signer;
  }

  /** Checks a signature over a payload whose characters are its bytes. */
  public void verify(@Nullable String key, Params params, String payload) {
    Signer signer = signer(key);
    params.mandatory("timestamp");
    String signature = params.mandatory("signature").toLowerCase(Locale.ROOT);
    byte[] expected =
        HexFormat.of()
            .formatHex(signer.mac().doFinal(payload.getBytes(StandardCharsets.ISO_8859_1)))
            .getBytes(StandardCharsets.ISO_8859_1);
    if (!MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.ISO_8859_1))) {
      throw ApiError.of(-1022, "Signature for this request is not valid.");
    }
  }

  /** Checks the time of a call against the venue's, in epoch microseconds. */
  public static void checkTime(Params params, long nowMicros) {
    long timestamp = params.number("timestamp").orElseThrow(() -> ApiError.mandatory("timestamp"));
    long sentMicros = timestamp < 100_000_000_000_000L ? timestamp * 1_000 : timestamp;
    long window = window(params);
    if (sentMicros >= nowMicros + AHEAD_MICROS) {
      throw ApiError.of(-1021, "Timestamp for this request was 1000ms ahead of the server's time.");
    }
    if (nowMicros - sentMicros > window) {
      throw ApiError.of(-1021, "Timestamp for this request is outside of the recvWindow.");
    }
  }

  private static long window(Params params) {
    if (!params.has("recvWindow")) {
      return DEFAULT_WINDOW_MICROS;
    }
    long scaled = params.decimal("recvWindow");
    if (scaled % 100_000 != 0) {
      throw ApiError.precision("recvWindow");
    }
    long micros = scaled / 100_000;
    if (micros > MAX_WINDOW_MICROS) {
      throw ApiError.of(-1131, "recvWindow must be less than 60000.");
    }
    return micros;
  }

  /**
   * What REST signs: query string and body as sent, with nothing between, without the signature.
   */
  public static String restPayload(String query, String body) {
    return without(query) + without(body);
  }

  private static String without(String encoded) {
    int at = encoded.startsWith("signature=") ? 0 : encoded.indexOf("&signature=");
    if (at < 0) {
      return encoded;
    }
    int end = encoded.indexOf('&', at + 1);
    String rest = end < 0 ? "" : encoded.substring(at == 0 ? end + 1 : end);
    return encoded.substring(0, at) + rest;
  }

  /** What the WebSocket API signs: all parameters but the signature, sorted by name. */
  public static String webSocketPayload(Map<String, String> params) {
    String text =
        new TreeMap<>(params)
            .entrySet().stream()
                .filter(e -> !e.getKey().equals("signature"))
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining("&"));
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
