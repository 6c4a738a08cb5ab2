package trader.venues.binance;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import trader.venues.net.AsciiBuffer;

/** Signs payloads with HMAC-SHA-256, as lower-case hex. */
final class Signer {
  private static final String ALGORITHM = "HmacSHA256";

  private final Mac mac;
  private final byte[] digest;

  Signer(String secret) {
    try {
      mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.US_ASCII), ALGORITHM));
      digest = new byte[mac.getMacLength()];
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime cannot sign with " + ALGORITHM, e);
    }
  }

  /** Appends the signature of all of {@code payload} to {@code out}. */
  void sign(AsciiBuffer payload, AsciiBuffer out) {
    try {
      mac.update(payload.array(), 0, payload.length());
      mac.doFinal(digest, 0);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot sign with " + ALGORITHM, e);
    }
    out.putHex(digest);
  }

  String sign(String payload) {
    var out = new AsciiBuffer();
    sign(new AsciiBuffer().put(payload), out);
    return out.toString();
  }
}
