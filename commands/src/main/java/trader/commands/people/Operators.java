package trader.commands.people;

import java.util.List;
import java.util.Optional;
import java.util.Set;

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
    return people.stream().filter(person -> person.slack().contains(account)).findFirst();
  }

  /** The person with that Telegram user id. */
  public Optional<Person> onTelegram(String account) {
    return people.stream().filter(person -> person.telegram().contains(account)).findFirst();
  }

  /** Where the newest reading comes from; a reload shows in the next call. */
  public interface Source {
    /** The newest reading that was without fault. */
    Operators now();
  }
}
