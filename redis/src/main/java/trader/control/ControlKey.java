package trader.control;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key that signs grants and approvals, known to services and command line and never kept in
 * Redis. HMAC as in RFC 2104 with SHA-256.
 */
public final class ControlKey {
  private static final int MIN_BYTES = 16;
  private final SecretKeySpec key;

  private ControlKey(SecretKeySpec key) {
    this.key = key;
  }

  /** Throws {@link IllegalArgumentException} for a secret shorter than 16 bytes. */
  public static ControlKey of(String secret) {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    if (bytes.length < MIN_BYTES) {
      throw new IllegalArgumentException(
          "CONTROL_KEY has " + bytes.length + " bytes; it needs at least " + MIN_BYTES);
    }
    return new ControlKey(new SecretKeySpec(bytes, "HmacSHA256"));
  }

  /** The directive with its signature. */
  public Directive sign(Directive directive) {
    return directive.signed(hex(directive.signedText()));
  }

  /** The request with its signature. */
  public EngineRequest sign(EngineRequest request) {
    return request.signed(hex(request.signedText()));
  }

  /** Whether the directive carries this key's signature; compared in constant time. */
  public boolean verifies(Directive directive) {
    return verifies(directive.signedText(), directive.signature());
  }

  /** Whether the request carries this key's signature; compared in constant time. */
  public boolean verifies(EngineRequest request) {
    return verifies(request.signedText(), request.signature());
  }

  private boolean verifies(String text, Optional<String> signature) {
    return signature
        .filter(hex ->
            MessageDigest.isEqual(
                hex(text).getBytes(StandardCharsets.US_ASCII),
                hex.getBytes(StandardCharsets.UTF_8)))
        .isPresent();
  }

  private String hex(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC-SHA-256 is missing from this Java runtime", e);
    }
  }

  /** Never shows the key. */
  @Override
  public String toString() {
    return "ControlKey[hidden]";
  }
}
