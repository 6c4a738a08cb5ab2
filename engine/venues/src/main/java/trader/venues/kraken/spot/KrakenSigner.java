package trader.venues.kraken.spot;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs private REST calls with HMAC-SHA-512. */
final class KrakenSigner {
  private static final String ALGORITHM = "HmacSHA512";

  private final SecretKeySpec key;

  KrakenSigner(String secret) {
    this.key = new SecretKeySpec(check(secret), ALGORITHM);
  }

  /**
   * The bytes of a secret. Throws {@link IllegalArgumentException} for one that is not base64;
   * never shows it.
   */
  static byte[] check(String secret) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(secret);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the Kraken API secret is not base64 text: copy all of it again from the venue's API"
              + " management page");
    }
    if (bytes.length == 0) {
      throw new IllegalArgumentException("the Kraken API secret is empty");
    }
    return bytes;
  }

  /** The signature of a call. */
  String sign(String path, String nonce, String body) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(nonce.getBytes(StandardCharsets.US_ASCII));
      sha.update(body.getBytes(StandardCharsets.UTF_8));
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(path.getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(mac.doFinal(sha.digest()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime cannot sign with " + ALGORITHM, e);
    }
  }
}
