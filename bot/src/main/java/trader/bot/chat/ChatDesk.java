package trader.bot.chat;

/** The one way from a chat to the desk. */
public interface ChatDesk {
  /**
   * Takes what was said and returns at once; what comes of it is told to {@code talk}, in order and
   * never by two threads at once. What halts waits behind nothing.
   */
  void hear(Utterance utterance, Talk talk);

  /**
   * Accounts for a request that did not prove to come from the platform, and returns at once;
   * nothing of it was heard.
   *
   * @param machine where it came from
   * @param action what was called
   * @param cause a word for what was wrong with it, e.g. {@code forged}
   */
  void turnedAway(Platform platform, String machine, String action, String cause);
}
