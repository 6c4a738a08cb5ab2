package trader.commands.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trader.commands.Actor;
import trader.commands.Role;

class IdentityTest {
  @TempDir Path folder;

  private Identity of(String user, String yaml) throws IOException {
    Path file = folder.resolve("operators.yaml");
    Files.writeString(file, yaml);
    return Identity.of(user, Optional.of(file));
  }

  @Test
  void withoutAFileTheMachinesUserMayEverythingAndIsAPerson() {
    Identity identity = Identity.of("anna", Optional.empty());

    assertThat(identity.actor().roles()).isEqualTo(Actor.allRoles());
    assertThat(identity.actor().person()).contains("anna");
    assertThat(identity.people()).isEmpty();
    assertThat(identity.fault()).isEmpty();
  }

  @Test
  void fileThatMapsNobodyHereLeavesTheMachinesUserAsItWas() throws IOException {
    Identity identity = of("root", "people: {anna: {roles: [viewer]}}\n");

    assertThat(identity.actor().roles()).isEqualTo(Actor.allRoles());
    assertThat(identity.people().orElseThrow().now().people()).hasSize(1);
  }

  @Test
  void mappedUserIsThatPersonWithThoseRoles() throws IOException {
    Identity identity = of("root", "people: {anna: {roles: [viewer], cli: [root]}}\n");

    assertThat(identity.actor().label()).isEqualTo("cli:anna");
    assertThat(identity.actor().person()).contains("anna");
    assertThat(identity.actor().roles()).containsExactly(Role.VIEWER);
  }

  @Test
  void userWhomTheFileDoesNotMapWhileItMapsOthersMayOnlyLower() throws IOException {
    Identity identity = of("guest", "people: {anna: {roles: [admin], cli: [root]}}\n");

    assertThat(identity.actor().roles()).containsExactly(Role.OPERATOR);
    assertThat(identity.actor().person()).isEmpty();
  }

  @Test
  void faultyFileLeavesTheWayToHaltOpen() throws IOException {
    Identity identity = of("root", "people: {anna: {roles: [boss]}}\n");

    assertThat(identity.actor().roles()).containsExactly(Role.OPERATOR);
    assertThat(identity.fault().orElseThrow())
        .contains("people.anna.roles: 'boss' is none of")
        .endsWith("Until it is repaired you may only lower risk from here.");
  }
}
