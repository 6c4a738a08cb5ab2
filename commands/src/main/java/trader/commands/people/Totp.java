package trader.commands.people;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import javax.crypto.spec.SecretKeySpec;
import trader.commands.Secret;

/** The codes of one person's code generator: six digits, anew every 30 seconds, as in RFC 6238. */
public final class Totp {
  /** How long one code is shown. */
  public static final Duration STEP = Duration.ofSeconds(30);

  /** How many steps a person's clock may be off. */
  private static final int WINDOW = 1;

  private static final int LEAST_BYTES = 10;
  private static final int USUAL_BYTES = 20;
  private final TimeBasedOneTimePasswordGenerator generator =
      new TimeBasedOneTimePasswordGenerator(STEP);
  private final Key key;

  private Totp(Key key) {
    this.key = key;
  }

  /**
   * The generator with that secret in base32. Throws {@link IllegalArgumentException}, without the
   * secret, where it is not base32 or shorter than 80 bits.
   */
  public static Totp of(Secret secret) {
    byte[] bytes = Base32.decode(secret.reveal());
    if (bytes.length < LEAST_BYTES) {
      throw new IllegalArgumentException(
          "it has " + bytes.length * Byte.SIZE + " bits; at least 80 are needed, 160 are usual");
    }
    return new Totp(new SecretKeySpec(bytes, "RAW"));
  }

  /** A new secret of 160 bits, base32. */
  public static Secret newSecret(SecureRandom random) {
    byte[] bytes = new byte[USUAL_BYTES];
    random.nextBytes(bytes);
    return new Secret(Base32.encode(bytes));
  }

  /** What a code generator on a phone scans, with the secret in it: an {@code otpauth} URI. */
  public static Secret uri(Secret secret, String person) {
    return new Secret(
        "otpauth://totp/trader:" + person + "?secret=" + secret.reveal() + "&issuer=trader");
  }

  /** The code that the generator shows at that time. */
  public String codeAt(Instant at) {
    try {
      return generator.generateOneTimePasswordString(key, at);
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("a code generator's secret cannot be used", e);
    }
  }

  /**
   * The number of the step whose code that is, one step before or after {@code now} included; empty
   * where it is none of them. Takes the same time for every code of the same length.
   */
  public OptionalLong stepOf(Secret code, Instant now) {
    byte[] given = code.reveal().getBytes(StandardCharsets.UTF_8);
    OptionalLong found = OptionalLong.empty();
    for (int off = -WINDOW; off <= WINDOW; off++) {
      Instant at = now.plus(STEP.multipliedBy(off));
      if (MessageDigest.isEqual(codeAt(at).getBytes(StandardCharsets.UTF_8), given)) {
        found = OptionalLong.of(Math.floorDiv(at.getEpochSecond(), STEP.toSeconds()));
      }
    }
    return found;
  }
}
