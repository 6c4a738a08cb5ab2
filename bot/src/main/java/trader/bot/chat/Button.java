package trader.bot.chat;

import java.util.Set;

/**
 * Something to press below a message.
 *
 * @param words the command that it stands for, without slash; at most 60 characters
 * @param asks what has to be filled in before it is sent; appended to the words, the code first
 */
public record Button(String label, String words, Style style, Set<Field> asks) {

  /** Copies the set. */
  public Button {
    asks = Set.copyOf(asks);
  }

  /** How it looks. */
  public enum Style {
    PLAIN,
    PRIMARY,
    DANGER
  }

  /** What a person fills in. */
  public enum Field {
    /** Six digits from the person's code generator. */
    CODE,
    /** Why, in the person's words. */
    REASON
  }
}
