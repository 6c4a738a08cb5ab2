package trader.commands.support;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import trader.commands.Actor;
import trader.commands.Role;
import trader.commands.Secret;
import trader.commands.people.Operators;
import trader.commands.people.Person;
import trader.commands.people.Totp;

/** People for tests, each with a code generator: one of every role, and a second approver. */
public final class Crew {
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
            person("ben", 'F', Role.APPROVER)),
        Set.of(),
        Set.of(),
        List.of());
  }

  private static Person person(String id, char last, Role role) {
    return new Person(
        id,
        id,
        Set.of(role),
        Set.of("T1:U" + last),
        Set.of(),
        Set.of(),
        Optional.of(new Secret(SECRET + last)));
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

  /** What that person's code generator shows. */
  public static Secret code(String id, Instant at) {
    return new Secret(
        Totp.of(operators().person(id).orElseThrow().totp().orElseThrow()).codeAt(at));
  }
}
