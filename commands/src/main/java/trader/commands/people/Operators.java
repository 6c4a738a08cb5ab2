package trader.commands.people;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import trader.commands.Role;

/**
 * Everyone who may speak to the desk, and where; one reading of the operators file.
 *
 * @param slackPlaces allowed channels as {@code TEAM:CHANNEL}
 * @param telegramPlaces allowed chat ids
 * @param contacts in the order in which alerts escalate within a subject
 */
public record Operators(
    List<Person> people,
    Set<String> slackPlaces,
    Set<String> telegramPlaces,
    List<Contact> contacts) {

  /** Copies the collections. */
  public Operators {
    people = List.copyOf(people);
    slackPlaces = Set.copyOf(slackPlaces);
    telegramPlaces = Set.copyOf(telegramPlaces);
    contacts = List.copyOf(contacts);
  }

  /** The person with that Slack account, {@code TEAM:USER}. */
  public Optional<Person> onSlack(String account) {
    return first(person -> person.slack().contains(account));
  }

  /** The person with that Telegram user id. */
  public Optional<Person> onTelegram(String account) {
    return first(person -> person.telegram().contains(account));
  }

  /** The person with that user name on the machine. */
  public Optional<Person> onCli(String user) {
    return first(person -> person.cli().contains(user));
  }

  /** The person with the API token of that SHA-256, lower-case hex. */
  public Optional<Person> withToken(String sha256) {
    return first(person -> person.tokens().contains(sha256));
  }

  /** The person with that id. */
  public Optional<Person> person(String id) {
    return first(person -> person.id().equals(id));
  }

  /** Everyone who is trusted with that, in the order of the file. */
  public List<Person> trustedWith(Role role) {
    return people.stream().filter(person -> person.may(role)).toList();
  }

  /** Whom to tell of that subject, in the order of escalation. */
  public List<Contact> contacts(String subject) {
    return contacts.stream().filter(contact -> contact.subject().equals(subject)).toList();
  }

  private Optional<Person> first(Predicate<Person> predicate) {
    return people.stream().filter(predicate).findFirst();
  }

  /** Where the newest reading comes from; a reload shows in the next call. */
  public interface Source {
    /** The newest reading that was without fault. */
    Operators now();
  }
}
