package trader.simulator.krakenspot;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The signature of a private call. */
final class ApiSign {
  private ApiSign() {}

  /** The signature that a key's secret gives for a path, a nonce and the exact body. */
  static String of(String secret, String path, String nonce, byte[] body) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(nonce.getBytes(StandardCharsets.UTF_8));
      sha.update(body);
      Mac mac = Mac.getInstance("HmacSHA512");
      mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret), "HmacSHA512"));
      mac.update(path.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(mac.doFinal(sha.digest()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime cannot sign with HmacSHA512", e);
    }
  }

  /** Whether what was sent is that signature; takes the same time whatever was sent. */
  static boolean verify(
      String secret, String path, String nonce, byte[] body, @Nullable String sent) {
    byte[] expected = of(secret, path, nonce, body).getBytes(StandardCharsets.US_ASCII);
    byte[] given = (sent == null ? "" : sent).getBytes(StandardCharsets.ISO_8859_1);
    return MessageDigest.isEqual(expected, given);
  }
}
