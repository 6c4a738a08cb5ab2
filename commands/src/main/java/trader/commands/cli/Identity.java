package trader.commands.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import trader.commands.Actor;
import trader.commands.Role;
import trader.commands.people.Operators;
import trader.commands.people.OperatorsFaultException;
import trader.commands.people.OperatorsFile;
import trader.commands.people.Person;

/**
 * Who sits at the command line.
 *
 * @param people who is who, where there is an operators file that can be used
 * @param fault why the operators file cannot be used
 */
record Identity(Actor actor, Optional<Operators.Source> people, Optional<String> fault) {
  private static final String SURFACE = "cli";

  /**
   * The user of this machine: whoever has its shell and its keys can do everything, unless the
   * operators file says who may do what from here.
   */
  static Identity of(String user, Optional<Path> file) {
    if (file.isEmpty()) {
      return new Identity(owner(user), Optional.empty(), Optional.empty());
    }
    try {
      Operators operators = OperatorsFile.read(file.get(), OperatorsFile.Platforms.NONE);
      return new Identity(actor(user, operators), Optional.of(() -> operators), Optional.empty());
    } catch (OperatorsFaultException e) {
      return new Identity(
          new Actor(
              SURFACE,
              user,
              Set.of(Role.OPERATOR),
              "the operators file cannot be used, so you may only lower risk"),
          Optional.empty(),
          Optional.of(
              e.getMessage() + "\nUntil it is repaired you may only lower risk from here."));
    }
  }

  private static Actor actor(String user, Operators operators) {
    Optional<Person> person = operators.onCli(user);
    if (person.isPresent()) {
      return new Actor(
          SURFACE,
          person.get().id(),
          person.get().roles(),
          "the operators file maps the user " + user + " of this machine to you",
          Optional.of(person.get().id()));
    }
    boolean mapsOthers = operators.people().stream().anyMatch(one -> !one.cli().isEmpty());
    return mapsOthers
        ? new Actor(
            SURFACE,
            user,
            Set.of(Role.OPERATOR),
            "the operators file maps other users of this machine, not you; you may lower risk")
        : owner(user);
  }

  private static Actor owner(String user) {
    return new Actor(
        SURFACE,
        user,
        Actor.allRoles(),
        "you have this machine's shell; raising risk takes CONTROL_KEY in its environment",
        Optional.of(user));
  }
}
