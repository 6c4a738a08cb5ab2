package trader.commands.desk;

import java.security.SecureRandom;

/** Ids that nobody can guess. */
public final class Ids {
  /** Without letters and digits that look alike on a phone. */
  private static final String LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

  private static final int COMMAND_LENGTH = 20;
  private static final int CONFIRMATION_LENGTH = 6;
  private final SecureRandom random;

  /** Ids drawn from that. */
  public Ids(SecureRandom random) {
    this.random = random;
  }

  /** An id for a command, of 99 random bits. */
  public String command() {
    return draw(COMMAND_LENGTH);
  }

  /**
   * An id for a confirmation, short enough to type; it is valid once, for one actor, for a minute.
   */
  public String confirmation() {
    return draw(CONFIRMATION_LENGTH);
  }

  private String draw(int length) {
    StringBuilder id = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return id.toString();
  }
}
