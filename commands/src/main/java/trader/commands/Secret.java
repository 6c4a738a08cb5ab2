package trader.commands;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A text that must not be shown; it shows itself only to whoever asks for it by name. */
public final class Secret {
  private final String text;

  /** Holds the text. Throws {@link IllegalArgumentException} where it is blank. */
  public Secret(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("a secret must not be blank");
    }
    this.text = text;
  }

  /** The text itself. */
  public String reveal() {
    return text;
  }

  /** Whether that is the text; takes the same time wherever they differ. */
  public boolean matches(String other) {
    return MessageDigest.isEqual(
        text.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  /** Never shows the text. */
  @Override
  public String toString() {
    return "***";
  }
}
