package trader.commands;

/** What the parser made of words. */
public sealed interface Parsed {

  /**
   * A command.
   *
   * @param reason the words behind it, empty where there were none
   */
  record Understood(Command command, String reason) implements Parsed {}

  /** No command. */
  record Misunderstood(Mistake mistake) implements Parsed {}
}
