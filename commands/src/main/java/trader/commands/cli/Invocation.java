package trader.commands.cli;

import java.util.List;
import java.util.Optional;
import trader.commands.Secret;

/**
 * One command as the shell gave it.
 *
 * @param words the command's name and what stands behind it
 * @param json whether the reply is wanted as JSON
 * @param yes whether what raises risk is confirmed beforehand
 * @param reason why, where it was given as an option
 * @param id the command id, where it was given
 * @param code from the person's code generator, where it was given
 */
record Invocation(
    List<String> words,
    boolean json,
    boolean yes,
    Optional<String> reason,
    Optional<String> id,
    Optional<Secret> code) {
  Invocation {
    words = List.copyOf(words);
  }
}
