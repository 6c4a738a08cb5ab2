package trader.commands.people;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import trader.commands.Role;
import trader.commands.Secret;

/** Makes operators of a tree that was read, and collects every fault on the way. */
final class OperatorsReader {
  private static final Pattern SLACK_USER = Pattern.compile("[TE][A-Z0-9]*:[UW][A-Z0-9]*");
  private static final Pattern SLACK_PLACE = Pattern.compile("[TE][A-Z0-9]*:[CDG][A-Z0-9]*");
  private static final Pattern TELEGRAM_USER = Pattern.compile("[1-9][0-9]{0,18}");
  private static final Pattern TELEGRAM_PLACE = Pattern.compile("-?[1-9][0-9]{0,18}");
  private static final Pattern USER = Pattern.compile("[^\\s:]{1,64}");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern MAIL = Pattern.compile("[^\\s@<>]+@[^\\s@<>]+");

  private final Faults faults = new Faults();
  private final Map<String, String> owners = new HashMap<>();

  /** What was wrong, each with its place. */
  List<String> faults() {
    return faults.all();
  }

  Operators read(JsonNode root) {
    faults.onlyFields("", root, List.of("people", "places", "contacts"));
    List<Person> people = new ArrayList<>();
    JsonNode persons = faults.object("people", root.path("people"));
    persons.properties().forEach(entry -> people.add(person(entry.getKey(), entry.getValue())));
    if (persons.isEmpty()) {
      faults.add("people", "nobody is named; name at least one person with a role");
    }
    JsonNode places = faults.object("places", root.path("places"));
    faults.onlyFields("places", places, List.of("slack", "telegram"));
    return new Operators(
        people,
        texts(
            "places.slack",
            places.path("slack"),
            SLACK_PLACE,
            "TEAM:CHANNEL, e.g. T024BE7LD:C024BE91L"),
        texts(
            "places.telegram",
            places.path("telegram"),
            TELEGRAM_PLACE,
            "a chat id, e.g. 123456789 or -1001234567890"),
        contacts(root));
  }

  private Person person(String id, JsonNode node) {
    String path = "people." + id;
    if (!Person.isId(id)) {
      faults.add(path, "a person's id has " + Person.ID_FORM);
    }
    faults.onlyFields(
        path,
        faults.object(path, node),
        List.of("name", "roles", "slack", "telegram", "cli", "tokens", "totp"));
    Person person =
        new Person(
            id,
            faults.text(path + ".name", node.path("name")).orElse(id),
            roles(path + ".roles", node.path("roles")),
            texts(
                path + ".slack",
                node.path("slack"),
                SLACK_USER,
                "TEAM:USER, e.g. T024BE7LD:U061F7AUR"),
            texts(
                path + ".telegram",
                node.path("telegram"),
                TELEGRAM_USER,
                "a user id, e.g. 123456789"),
            texts(path + ".cli", node.path("cli"), USER, "a user name of the machine"),
            secrets(path + ".tokens", node.path("tokens")),
            totp(path + ".totp", node.path("totp")));
    owned(id, "slack", person.slack());
    owned(id, "telegram", person.telegram());
    owned(id, "cli", person.cli());
    owned(id, "tokens", person.tokens());
    return person;
  }

  private void owned(String id, String kind, Set<String> accounts) {
    for (String account : accounts) {
      String other = owners.putIfAbsent(kind + " " + account, id);
      if (other != null) {
        faults.add(
            "people." + id + "." + kind,
            (kind.equals("tokens") ? "a token" : "'" + account + "'")
                + " is "
                + other
                + "'s already; an account belongs to one person");
      }
    }
  }

  private Set<Role> roles(String path, JsonNode node) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (String text : faults.list(path, node)) {
      Role.parse(text)
          .ifPresentOrElse(
              roles::add, () -> faults.add(path, "'" + text + "' is none of " + Role.allowed()));
    }
    if (node.isEmpty()) {
      faults.add(path, "no role is given; give at least one of " + Role.allowed());
    }
    return roles;
  }

  private Set<String> texts(String path, JsonNode node, Pattern form, String allowed) {
    Set<String> texts = new LinkedHashSet<>();
    for (String text : faults.list(path, node)) {
      if (form.matcher(text).matches()) {
        texts.add(text);
      } else {
        faults.add(path, "'" + text + "' is not in the form " + allowed);
      }
    }
    return texts;
  }

  private Set<String> secrets(String path, JsonNode node) {
    Set<String> hashes = new LinkedHashSet<>();
    List<String> texts = faults.list(path, node);
    for (int i = 0; i < texts.size(); i++) {
      if (SHA256.matcher(texts.get(i)).matches()) {
        hashes.add(texts.get(i));
      } else {
        // Somebody may have put the token itself there, so it is not shown.
        faults.add(
            path + "[" + i + "]",
            "it is not a SHA-256 in 64 lower-case hex digits; make it with: printf %s \"$TOKEN\" |"
                + " sha256sum");
      }
    }
    return hashes;
  }

  private Optional<Secret> totp(String path, JsonNode node) {
    Optional<Secret> secret = faults.text(path, node).map(Secret::new);
    secret.ifPresent(found -> {
      try {
        Totp.of(found);
      } catch (IllegalArgumentException e) {
        faults.add(
            path,
            "the secret cannot be used: " + e.getMessage() + "; make one with: trader totp <id>");
      }
    });
    return secret;
  }

  private List<Contact> contacts(JsonNode root) {
    List<Contact> contacts = new ArrayList<>();
    JsonNode subjects = faults.object("contacts", root.path("contacts"));
    faults.onlyFields("contacts", subjects, Contact.SUBJECTS);
    for (String subject : Contact.SUBJECTS) {
      JsonNode list = subjects.path(subject);
      if (!list.isMissingNode() && !list.isArray()) {
        faults.add("contacts." + subject, "it is no list; each contact begins with '-'");
      }
      for (int i = 0; i < list.size(); i++) {
        contacts.add(contact(subject, "contacts." + subject + "[" + i + "]", list.path(i)));
      }
    }
    return contacts;
  }

  private Contact contact(String subject, String path, JsonNode node) {
    faults.onlyFields(
        path, faults.object(path, node), List.of("name", "email", "slack", "telegram"));
    Optional<String> name = faults.text(path + ".name", node.path("name"));
    if (name.isEmpty()) {
      faults.add(path + ".name", "it is missing");
    }
    Optional<String> email = faults.text(path + ".email", node.path("email"));
    email
        .filter(text -> !MAIL.matcher(text).matches())
        .ifPresent(text ->
            faults.add(path + ".email", "'" + text + "' is not in the form name@example.com"));
    Contact contact =
        new Contact(
            subject,
            name.orElse(""),
            email,
            faults.text(path + ".slack", node.path("slack")),
            faults.text(path + ".telegram", node.path("telegram")));
    if (email.isEmpty() && contact.slack().isEmpty() && contact.telegram().isEmpty()) {
      faults.add(path, "it has none of email, slack, telegram, so nobody could be told");
    }
    return contact;
  }
}
