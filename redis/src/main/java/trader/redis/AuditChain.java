package trader.redis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The rule by which audit entries are chained. */
final class AuditChain {

  /** What stands in for the hash before the first entry. */
  static final String GENESIS = "0".repeat(64);

  private AuditChain() {}

  /**
   * Lower-case hex of SHA-256 over the previous hash, the sequence and the draft's JSON, joined by
   * line feeds and encoded as UTF-8.
   */
  static String hash(String previousHash, long sequence, String draftJson) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(
                  (previousHash + "\n" + sequence + "\n" + draftJson)
                      .getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is missing from this Java runtime", e);
    }
  }

  /** What {@code audit:head} holds after the entry. */
  static String head(long sequence, String hash) {
    return sequence + " " + hash;
  }
}
