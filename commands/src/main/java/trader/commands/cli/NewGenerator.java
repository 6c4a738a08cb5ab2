package trader.commands.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import trader.commands.Figures;
import trader.commands.Nearest;
import trader.commands.Outcome;
import trader.commands.Secret;
import trader.commands.people.Operators;
import trader.commands.people.OperatorsFaultException;
import trader.commands.people.OperatorsFile;
import trader.commands.people.Person;
import trader.commands.people.Totp;

/**
 * Makes the secret of a person's code generator. It is shown once, on the machine that holds the
 * operators file, and kept nowhere else: who runs this puts it into the file.
 */
final class NewGenerator {
  private final Optional<Path> file;
  private final boolean terminal;
  private final SecureRandom random;
  private final InstantSource clock;
  private final PrintWriter out;
  private final PrintWriter err;

  /**
   * A maker.
   *
   * @param file the operators file
   * @param terminal whether a person looks at {@code out}, who can scan a picture
   */
  NewGenerator(
      Optional<Path> file,
      boolean terminal,
      SecureRandom random,
      InstantSource clock,
      PrintWriter out,
      PrintWriter err) {
    this.file = file;
    this.terminal = terminal;
    this.random = random;
    this.clock = clock;
    this.out = out;
    this.err = err;
  }

  /** Shows a new secret for that person, or says why not. */
  Outcome make(String person) {
    if (!Person.isId(person)) {
      return wrong("'" + person + "' is no person's id; one has " + Person.ID_FORM + ".");
    }
    boolean replaces = false;
    if (file.isPresent()) {
      Operators operators;
      try {
        operators = OperatorsFile.read(file.get(), OperatorsFile.Platforms.NONE);
      } catch (OperatorsFaultException e) {
        return wrong(e.getMessage() + "\nNo secret was made.");
      }
      Optional<Person> known = operators.person(person);
      if (known.isEmpty()) {
        return wrong(nobody(person, operators));
      }
      replaces = known.get().totp().isPresent();
    }
    show(person, Totp.newSecret(random), replaces);
    return Outcome.DONE;
  }

  private String nobody(String person, Operators operators) {
    List<String> ids = operators.people().stream().map(Person::id).toList();
    return "'"
        + person
        + "' is not in the operators file "
        + file.orElseThrow()
        + ", which names "
        + String.join(", ", ids)
        + Nearest.to(person, ids).map(one -> "; did you mean " + one + "?").orElse(".")
        + " No secret was made.";
  }

  private Outcome wrong(String why) {
    err.println(why);
    return Outcome.MISUNDERSTOOD;
  }

  private void show(String person, Secret secret, boolean replaces) {
    Secret uri = Totp.uri(secret, person);
    Totp generator = Totp.of(secret);
    Instant now = clock.instant();
    Instant next =
        Instant.ofEpochSecond(
            (now.getEpochSecond() / Totp.STEP.toSeconds() + 1) * Totp.STEP.toSeconds());
    out.println("A code generator for " + person + ". It is shown now only, and not in force yet.");
    if (replaces) {
      out.println(person + " has one already; it ends when the new line replaces the old one.");
    }
    out.println();
    out.println("1. Scan this with " + person + "'s phone, or type the secret into it:");
    out.println();
    out.println("   " + uri.reveal());
    if (terminal) {
      out.println();
      out.print(QrText.of(uri.reveal()));
    }
    out.println();
    out.println(
        "2. The phone should show "
            + generator.codeAt(now)
            + " until "
            + Figures.time(next)
            + ", then "
            + generator.codeAt(next)
            + ". If not, its clock or this machine's is wrong.");
    out.println();
    out.println("3. Put this line under people: " + person + ": in " + place());
    out.println();
    out.println("    totp: " + secret.reveal());
    out.println();
    out.println("4. Clear this screen. Whoever sees the secret can make the codes.");
    out.flush();
  }

  private String place() {
    return file.map(path -> path + "; the bot reads it again by itself:")
        .orElse("the operators file (OPERATORS_FILE is not set here):");
  }
}
