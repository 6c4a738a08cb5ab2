package trader.bot.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import trader.bot.http.Entrance.Credential;
import trader.commands.Actor;
import trader.commands.Role;
import trader.commands.Secret;
import trader.commands.people.Operators;
import trader.commands.people.Person;

class EntranceTest {
  private static final Operators PEOPLE =
      new Operators(
          List.of(
              person("anna", Set.of(Entrance.hash("phone"), Entrance.hash("laptop"))),
              person("bert", Set.of())),
          Set.of(),
          Set.of(),
          List.of());

  private static Person person(String id, Set<String> tokens) {
    return new Person(
        id, id, Set.of(Role.APPROVER), Set.of(), Set.of(), Set.of(), tokens, Optional.empty());
  }

  private static Credential token(String token) {
    return new Credential(Entrance.hash(token), "");
  }

  @Test
  void eachTokenOfAPersonIsThatPersonWithTheirRoles() {
    Entrance entrance = new Entrance(Optional.empty(), Optional.of(() -> PEOPLE));

    for (String token : new String[] {"phone", "laptop"}) {
      Actor actor = entrance.actor("web", token(token)).orElseThrow();
      assertThat(actor.label()).isEqualTo("web:anna");
      assertThat(actor.person()).contains("anna");
      assertThat(actor.roles()).containsExactly(Role.APPROVER);
    }
    assertThat(entrance.actor("web", token("other"))).isEmpty();
    assertThat(entrance.actor("web", token(""))).isEmpty();
  }

  @Test
  void theSharedTokenNamesNobodyAndCannotApprove() {
    Entrance entrance = new Entrance(Optional.of(new Secret("shared")), Optional.empty());

    Actor actor =
        entrance.actor("web", new Credential(Entrance.hash("shared"), "anna")).orElseThrow();

    assertThat(actor.label()).isEqualTo("web:ops-token+anna");
    assertThat(actor.person()).isEmpty();
    assertThat(actor.may(Role.RISK_RAISER)).isTrue();
    assertThat(actor.may(Role.APPROVER)).isFalse();
  }

  @Test
  void withoutAnyTokenNobodyComesIn() {
    Entrance closed = new Entrance(Optional.empty(), Optional.empty());

    assertThat(closed.open()).isFalse();
    assertThat(closed.actor("web", token(""))).isEmpty();
    assertThat(new Entrance(Optional.empty(), Optional.of(() -> PEOPLE)).open()).isTrue();
  }

  @Test
  void hashIsLowerCaseHexOfSha256() {
    assertThat(Entrance.hash("abc"))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }
}
