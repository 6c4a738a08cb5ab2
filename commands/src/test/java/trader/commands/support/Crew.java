package trader.commands.support;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import trader.commands.Actor;
import trader.commands.Role;
import trader.commands.Secret;
import trader.commands.people.Operators;
import trader.commands.people.Person;
import trader.commands.people.Totp;

/**
 * People for tests, each with a code generator: one of every role, and a second approver. Only
 * nora, who may do everything, has none.
 */
public final class Crew {
  /** The Slack team that they are in. */
  public static final String SLACK_TEAM = "T0DESK";

  private static final String SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PX";

  private Crew() {}

  /** Everyone, as an operators file would name them. */
  public static Operators operators() {
    return new Operators(
        List.of(
            person("vera", 'A', Role.VIEWER),
            person("otto", 'B', Role.OPERATOR),
            person("rita", 'C', Role.RISK_RAISER),
            person("aron", 'D', Role.APPROVER),
            person("ada", 'E', Role.ADMIN),
            person("ben", 'F', Role.APPROVER),
            withoutGenerator(person("nora", 'G', Role.ADMIN))),
        Set.of(),
        Set.of(),
        List.of());
  }

  private static Person person(String id, char last, Role role) {
    return new Person(
        id,
        id,
        Set.of(role),
        Set.of(SLACK_TEAM + ":U0" + last),
        Set.of(Integer.toString(100 + last)),
        Set.of(sha256(token(id))),
        Optional.of(new Secret(SECRET + last)));
  }

  private static Person withoutGenerator(Person person) {
    return new Person(
        person.id(),
        person.name(),
        person.roles(),
        person.slack(),
        person.telegram(),
        person.tokens(),
        Optional.empty());
  }

  /** The same people as the file that OPERATORS_FILE names; nowhere is a place for them. */
  public static String operatorsFile() {
    StringBuilder text = new StringBuilder("people:\n");
    for (Person person : operators().people()) {
      text.append("  ").append(person.id()).append(":\n");
      text.append("    roles: [").append(only(person.roles()).text()).append("]\n");
      text.append("    slack: [\"").append(only(person.slack())).append("\"]\n");
      text.append("    telegram: [").append(only(person.telegram())).append("]\n");
      text.append("    tokens: [\"").append(only(person.tokens())).append("\"]\n");
      person.totp().ifPresent(one -> text.append("    totp: " + one.reveal() + "\n"));
    }
    return text.toString();
  }

  private static <T> T only(Set<T> one) {
    return one.iterator().next();
  }

  /** That person's API token. */
  public static String token(String id) {
    return id + "s-own-token-0123456789";
  }

  /** That person's Slack user id, without the team. */
  public static String onSlack(String id) {
    return only(operators().person(id).orElseThrow().slack()).replaceFirst(".*:", "");
  }

  /** That person's Telegram user id. */
  public static long onTelegram(String id) {
    return Long.parseLong(only(operators().person(id).orElseThrow().telegram()));
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Who alone has that role. */
  public static Actor with(Role role, String surface) {
    return switch (role) {
      case VIEWER -> actor("vera", surface);
      case OPERATOR -> actor("otto", surface);
      case RISK_RAISER -> actor("rita", surface);
      case APPROVER -> actor("aron", surface);
      case ADMIN -> actor("ada", surface);
    };
  }

  /** That person on that surface. */
  public static Actor actor(String id, String surface) {
    Person person = operators().person(id).orElseThrow();
    return new Actor(surface, id, person.roles(), "a test", Optional.of(id));
  }

  /** What that person's code generator shows, and zeros where there is none. */
  public static Secret code(String id, Instant at) {
    return new Secret(
        operators()
            .person(id)
            .flatMap(Person::totp)
            .map(secret -> Totp.of(secret).codeAt(at))
            .orElse("000000"));
  }
}
