package trader.venues.kraken.futures;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs calls and challenges: HMAC-SHA-512 of a SHA-256, in base64. For one thread. */
final class FuturesSigner {
  private static final String ALGORITHM = "HmacSHA512";

  private final Mac mac;
  private final MessageDigest digest;

  /** Throws {@link IllegalArgumentException} where the secret is not base64. */
  FuturesSigner(String secret) {
    byte[] key;
    try {
      key = Base64.getDecoder().decode(secret);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the Kraken Futures API secret is not base64: copy it again from the venue's API"
              + " management page");
    }
    try {
      mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      digest = MessageDigest.getInstance("SHA-256");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime has no " + ALGORITHM, e);
    }
  }

  /**
   * The signature of a call.
   *
   * @param postData its parameters, exactly as sent
   * @param path without {@code /derivatives}
   */
  String call(String postData, String nonce, String path) {
    return sign(postData + nonce + path);
  }

  /** The signature of a WebSocket challenge. */
  String challenge(String message) {
    return sign(message);
  }

  private String sign(String text) {
    byte[] hashed = digest.digest(text.getBytes(StandardCharsets.UTF_8));
    return Base64.getEncoder().encodeToString(mac.doFinal(hashed));
  }
}
