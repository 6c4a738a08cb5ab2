package trader.commands;

import java.util.List;
import java.util.Optional;

/** Why words are no command: data, turned into a sentence by {@link #sentence()}. */
public sealed interface Mistake {

  /** One sentence: the value, what is allowed, and the nearest match. */
  String sentence();

  /** There were no words. */
  record Empty() implements Mistake {
    @Override
    public String sentence() {
      return "No command was given; /help lists them.";
    }
  }

  /** The first word names no command. */
  record UnknownCommand(String word, Optional<String> nearest) implements Mistake {
    @Override
    public String sentence() {
      return "There is no command '"
          + word
          + "'"
          + nearest.map(name -> "; did you mean /" + name + "?").orElse(".")
          + " /help lists them.";
    }
  }

  /**
   * A word is not one of those that are allowed in its place.
   *
   * @param command the command's name
   * @param what what the word should be, e.g. {@code mode}
   */
  record UnknownValue(
      String command, String what, String value, List<String> allowed, Optional<String> nearest)
      implements Mistake {
    /** Copies the list. */
    public UnknownValue {
      allowed = List.copyOf(allowed);
    }

    @Override
    public String sentence() {
      return what
          + " '"
          + value
          + "' is none of "
          + String.join(", ", allowed)
          + nearest.map(near -> "; did you mean " + near + "?").orElse(".");
    }
  }

  /** A word has not the form that its place wants. */
  record Malformed(String command, String problem, String usage) implements Mistake {
    @Override
    public String sentence() {
      return problem + " Usage: " + usage;
    }
  }

  /** A word is missing. */
  record Missing(String command, String what, String usage) implements Mistake {
    @Override
    public String sentence() {
      return "/" + command + " needs " + what + ". Usage: " + usage;
    }
  }

  /** There are words that the command has no use for. */
  record Surplus(String command, String words, String usage) implements Mistake {
    @Override
    public String sentence() {
      return "/" + command + " has no use for '" + words + "'. Usage: " + usage;
    }
  }
}
