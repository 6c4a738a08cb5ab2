package trader.commands.desk;

import java.util.List;
import java.util.Optional;
import trader.commands.Actor;
import trader.commands.Refusal;
import trader.commands.Role;
import trader.commands.people.Operators;
import trader.commands.people.Person;

/** Which human an actor is, and who else there is. */
record People(Optional<Operators.Source> source) {

  /**
   * The id of the human, empty where nobody is sure. With an operators file it has to be one whom
   * the file names, since only then do accounts on two surfaces count as one person.
   */
  Optional<String> identity(Actor actor) {
    return source.isPresent() ? person(actor).map(Person::id) : actor.person();
  }

  /** What the operators file says of the human. */
  Optional<Person> person(Actor actor) {
    return source.flatMap(file -> actor.person().flatMap(id -> file.now().person(id)));
  }

  /** The ids of those who are trusted with that; empty where no file says so. */
  List<String> trustedWith(Role role) {
    return source.map(file -> file.now().trustedWith(role)).orElse(List.of()).stream()
        .map(Person::id)
        .toList();
  }

  /** Whether a code of the human's generator can be asked for. */
  boolean givesCodes(Actor actor) {
    return person(actor).flatMap(Person::totp).isPresent();
  }

  /** Why no code can be asked of the actor; empty where one can. */
  Optional<Refusal> codeless(Actor actor, String command) {
    if (givesCodes(actor)) {
      return Optional.empty();
    }
    return Optional.of(
        identity(actor)
            .<Refusal>map(id -> new Refusal.GeneratorMissing(command, id, source.isPresent()))
            .orElseGet(() -> new Refusal.PersonUnknown(command, actor)));
  }

  /**
   * Those who have the role of the second person beside {@code first}; empty where there is no file
   * to say so, since then any other person with the role may.
   */
  Optional<List<Person>> approversBeside(String first) {
    return source.map(file ->
        file.now().trustedWith(Role.APPROVER).stream()
            .filter(person -> !person.id().equals(first))
            .toList());
  }

  /** The ids of those among them who have a code generator to say so with on a real venue. */
  List<String> approversWithCodes(String first) {
    return approversBeside(first).orElse(List.of()).stream()
        .filter(person -> person.totp().isPresent())
        .map(Person::id)
        .toList();
  }
}
