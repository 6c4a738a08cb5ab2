package trader.simulator.krakenfutures;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import trader.simulator.net.ApiKey;

/** Who may sign, and whether a signature and a nonce are right. */
final class Keys {
  private static final int REMEMBERED_NONCES = 64;
  private static final String PREFIX = "/derivatives";

  private static final class Signer {
    private final ApiKey key;
    private final Mac mac;
    private final TreeSet<Long> nonces = new TreeSet<>();

    Signer(ApiKey key) {
      this.key = key;
      this.mac = mac(key.secret());
    }
  }

  private final Map<String, Signer> signers = new HashMap<>();

  Keys(List<ApiKey> keys) {
    keys.forEach(key -> signers.put(key.key(), new Signer(key)));
  }

  private static Mac mac(String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA512");
      mac.init(new SecretKeySpec(bytes(secret), "HmacSHA512"));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HmacSHA512 is missing in this Java", e);
    }
  }

  /** Venues of other kinds share the secret, and theirs need not be base64. */
  private static byte[] bytes(String secret) {
    try {
      return Base64.getDecoder().decode(secret);
    } catch (IllegalArgumentException notBase64) {
      return secret.getBytes(StandardCharsets.UTF_8);
    }
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(text.getBytes(StandardCharsets.ISO_8859_1));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("SHA-256 is missing in this Java", e);
    }
  }

  /** The signature of a call; {@code path} may have the prefix that is not signed. */
  static String authent(String secret, String postData, String nonce, String path) {
    String signed = path.startsWith(PREFIX) ? path.substring(PREFIX.length()) : path;
    byte[] digest = sha256(postData + nonce + signed);
    return Base64.getEncoder().encodeToString(mac(secret).doFinal(digest));
  }

  /** The signature of a WebSocket challenge. */
  static String challenge(String secret, String message) {
    return Base64.getEncoder().encodeToString(mac(secret).doFinal(sha256(message)));
  }

  private Signer signer(@Nullable String key) {
    Signer signer = key == null ? null : signers.get(key);
    if (signer == null) {
      throw ApiError.of("authenticationError");
    }
    return signer;
  }

  /** Whether a key is known. */
  boolean knows(@Nullable String key) {
    return key != null && signers.containsKey(key);
  }

  /** Checks a call and answers whose it is. */
  String verify(
      @Nullable String key,
      @Nullable String authent,
      @Nullable String nonce,
      String postData,
      String path) {
    Signer signer = signer(key);
    String sent = nonce == null ? "" : nonce;
    String signed = path.startsWith(PREFIX) ? path.substring(PREFIX.length()) : path;
    byte[] expected = signer.mac.doFinal(sha256(postData + sent + signed));
    if (authent == null || !isSame(expected, authent)) {
      throw ApiError.of("authenticationError");
    }
    if (nonce != null) {
      takeNonce(signer, nonce);
    }
    return signer.key.account();
  }

  /** Checks a signed challenge and answers whose it is, or null. */
  @Nullable String verifyChallenge(
      @Nullable String key, @Nullable String message, @Nullable String signed) {
    Signer signer = key == null ? null : signers.get(key);
    if (signer == null || message == null || signed == null) {
      return null;
    }
    return isSame(signer.mac.doFinal(sha256(message)), signed) ? signer.key.account() : null;
  }

  private static boolean isSame(byte[] expected, String base64) {
    try {
      return MessageDigest.isEqual(expected, Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }

  private static void takeNonce(Signer signer, String text) {
    long nonce;
    try {
      nonce = Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw ApiError.argument("nonce");
    }
    if (signer.nonces.contains(nonce)) {
      throw ApiError.of("nonceDuplicate");
    }
    if (signer.nonces.size() == REMEMBERED_NONCES && nonce < signer.nonces.getFirst()) {
      throw ApiError.of("nonceBelowThreshold");
    }
    signer.nonces.add(nonce);
    if (signer.nonces.size() > REMEMBERED_NONCES) {
      var _ = signer.nonces.pollFirst();
    }
  }
}
