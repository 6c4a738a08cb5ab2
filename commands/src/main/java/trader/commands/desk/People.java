package trader.commands.desk;

import java.util.List;
import java.util.Optional;
import trader.commands.Actor;
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

  /** Whether a code of the human's generator can be asked for. */
  boolean givesCodes(Actor actor) {
    return person(actor).flatMap(Person::totp).isPresent();
  }

  /**
   * The ids of those who may be the second person beside {@code first}; empty text where there is
   * no file to say so, since then any other person with the role may.
   */
  Optional<List<Person>> approversBeside(String first) {
    return source.map(file ->
        file.now().trustedWith(Role.APPROVER).stream()
            .filter(person -> !person.id().equals(first))
            .toList());
  }
}
