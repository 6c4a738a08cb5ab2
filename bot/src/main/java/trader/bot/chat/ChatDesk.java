package trader.bot.chat;

/** The one way from a chat to the desk. */
public interface ChatDesk {
  /**
   * Takes what was said and returns at once; what comes of it is told to {@code talk}, in order and
   * never by two threads at once. What halts waits behind nothing.
   */
  void hear(Utterance utterance, Talk talk);
}
