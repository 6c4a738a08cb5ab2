package trader.commands;

import java.util.List;
import java.util.function.Function;
import trader.control.CapitalStage;

/**
 * One command as an operator knows it.
 *
 * @param name its name without slash
 * @param usage how it is said, with slash
 * @param summary one sentence
 * @param risk what it can do to risk
 * @param role the least that it takes; raising takes {@link Role#RISK_RAISER} besides
 * @param values the words that can stand behind the name, for completion
 * @param examples whole commands, with slash
 * @param parse reads the words behind the name
 */
public record CatalogEntry(
    String name,
    String usage,
    String summary,
    Risk risk,
    Role role,
    List<String> values,
    List<String> examples,
    Function<Words, Parsed> parse) {

  /** What a command can do to risk. */
  public enum Risk {
    /** It only reads. */
    READS("reads"),
    /** It never adds risk: no confirmation. */
    LOWERS("lowers risk"),
    /** It adds risk: reason and confirmation. */
    RAISES("raises risk: asks for a reason and a confirmation"),
    /** It depends on the value that is set and on what is obeyed now. */
    EITHER("lowers at once; raising asks for a reason and a confirmation"),
    /** It changes nothing that trades. */
    NEUTRAL("does not touch trading");

    private final String text;

    Risk(String text) {
      this.text = text;
    }

    /** In words, for help. */
    public String text() {
      return text;
    }
  }

  /** Copies the lists. */
  public CatalogEntry {
    values = List.copyOf(values);
    examples = List.copyOf(examples);
  }

  /** The words that can stand behind {@link #values}, for completion. */
  public List<String> valuesAfter() {
    return name.equals("capital") ? List.of(CapitalStage.allowed().split(", ")) : List.of();
  }

  /** Whether the command only reads. */
  public boolean reads() {
    return risk == Risk.READS;
  }
}
