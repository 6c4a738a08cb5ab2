package trader.commands.people;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import trader.commands.Role;

/** Tells in words, without any secret, how one reading of the operators file differs. */
final class OperatorsDifference {
  private OperatorsDifference() {}

  /** One sentence a difference; empty where there is none. */
  static List<String> between(Operators before, Operators after) {
    List<String> differences = new ArrayList<>();
    for (Person old : before.people()) {
      Optional<Person> now = after.person(old.id());
      now.ifPresentOrElse(
          person -> person(differences, old, person),
          () -> differences.add("person " + old.id() + " removed"));
    }
    after.people().stream()
        .filter(person -> before.person(person.id()).isEmpty())
        .forEach(person ->
            differences.add("person " + person.id() + " added with " + roles(person.roles())));
    sets(differences, "places", "slack", before.slackPlaces(), after.slackPlaces());
    sets(differences, "places", "telegram", before.telegramPlaces(), after.telegramPlaces());
    for (String subject : Contact.SUBJECTS) {
      if (!before.contacts(subject).equals(after.contacts(subject))) {
        differences.add(
            "contacts for "
                + subject
                + " are now "
                + after.contacts(subject).stream()
                    .map(Contact::name)
                    .collect(Collectors.joining(", ", "[", "]")));
      }
    }
    return differences;
  }

  private static void person(List<String> differences, Person old, Person now) {
    String who = "person " + old.id();
    if (!old.roles().equals(now.roles())) {
      differences.add(who + ": roles " + roles(old.roles()) + " → " + roles(now.roles()));
    }
    if (!old.name().equals(now.name())) {
      differences.add(who + ": name '" + old.name() + "' → '" + now.name() + "'");
    }
    sets(differences, who, "slack", old.slack(), now.slack());
    sets(differences, who, "telegram", old.telegram(), now.telegram());
    sets(differences, who, "cli", old.cli(), now.cli());
    counted(differences, who, old.tokens(), now.tokens());
    Function<Person, String> secret = person -> person.totp().map(one -> one.reveal()).orElse("");
    if (!Objects.equals(secret.apply(old), secret.apply(now))) {
      differences.add(
          who
              + ": code generator "
              + (old.totp().isEmpty() ? "added" : now.totp().isEmpty() ? "removed" : "replaced"));
    }
  }

  private static void sets(
      List<String> differences, String whose, String what, Set<String> old, Set<String> now) {
    for (String one : new TreeSet<>(old)) {
      if (!now.contains(one)) {
        differences.add(whose + ": " + what + " " + one + " removed");
      }
    }
    for (String one : new TreeSet<>(now)) {
      if (!old.contains(one)) {
        differences.add(whose + ": " + what + " " + one + " added");
      }
    }
  }

  private static void counted(
      List<String> differences, String whose, Set<String> old, Set<String> now) {
    long gone = old.stream().filter(one -> !now.contains(one)).count();
    long come = now.stream().filter(one -> !old.contains(one)).count();
    if (gone + come > 0) {
      differences.add(whose + ": API tokens " + come + " added, " + gone + " removed");
    }
  }

  private static String roles(Set<Role> roles) {
    return roles.stream().sorted().map(Role::text).collect(Collectors.joining(", ", "[", "]"));
  }
}
