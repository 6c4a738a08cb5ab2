package trader.commands.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trader.commands.Role;
import trader.commands.people.OperatorsFile.Platforms;

class OperatorsFileTest {
  private static final String GOOD =
      """
      people:
        anna:
          roles: [operator, risk-raiser]
          slack: [T1:U1]
          telegram: [123]
          cli: [anna]
          totp: JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP
        ben:
          name: Ben B.
          roles: [approver]
      places:
        slack: [T1:C1]
        telegram: [-1001234567890]
      contacts:
        operations:
          - {name: Desk, email: desk@example.com}
          - {name: Anna, telegram: 123}
      """;

  @TempDir Path folder;
  private Path file;
  private final RecordedReloads reloads = new RecordedReloads();
  private int writes;

  private static final class RecordedReloads implements OperatorsFile.Reloads {
    final List<String> taken = new ArrayList<>();
    final List<String> refused = new ArrayList<>();

    @Override
    public void taken(List<String> differences) {
      taken.addAll(differences);
    }

    @Override
    public void refused(List<String> faults) {
      refused.addAll(faults);
    }
  }

  @BeforeEach
  void name() {
    file = folder.resolve("operators.yaml");
  }

  private void write(String text) throws IOException {
    Files.writeString(file, text);
    // Two writes within one tick of the file system's clock must differ here as they do in life.
    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH.plusSeconds(++writes)));
  }

  private OperatorsFile open(Platforms platforms) {
    return OperatorsFile.open(file, platforms, reloads);
  }

  private List<String> faults(String text, Platforms platforms) throws IOException {
    write(text);
    return catchThrowableOfType(OperatorsFaultException.class, () -> open(platforms)).faults();
  }

  @Test
  void peopleAreFoundByEachOfTheirAccounts() throws IOException {
    write(GOOD);

    Operators operators = open(new Platforms(true, true)).now();

    Person anna = operators.onSlack("T1:U1").orElseThrow();
    assertThat(anna.id()).isEqualTo("anna");
    assertThat(anna.name()).isEqualTo("anna");
    assertThat(anna.roles()).containsExactlyInAnyOrder(Role.OPERATOR, Role.RISK_RAISER);
    assertThat(operators.onTelegram("123")).contains(anna);
    assertThat(operators.onCli("anna")).contains(anna);
    assertThat(operators.onSlack("T2:U1")).isEmpty();
    assertThat(operators.trustedWith(Role.APPROVER))
        .extracting(Person::name)
        .containsExactly("Ben B.");
    assertThat(operators.telegramPlaces()).containsExactly("-1001234567890");
    assertThat(operators.contacts("operations"))
        .extracting(Contact::name)
        .containsExactly("Desk", "Anna");
    assertThat(operators.toString()).doesNotContain("JBSWY3");
  }

  @Test
  void theExampleCanBeUsedAsItIs() {
    Operators operators =
        OperatorsFile.read(
            Path.of("..", "docs", "operators.example.yaml"), new Platforms(true, true));

    assertThat(operators.people()).hasSize(3);
    for (String subject : Contact.SUBJECTS) {
      assertThat(operators.contacts(subject)).as(subject).isNotEmpty();
    }
  }

  @Test
  void everyFaultIsReportedAtOnceWithItsPlaceAndWhatIsAllowed() throws IOException {
    assertThat(
            faults(
                """
                people:
                  Anna B:
                    roles: [oprator]
                    slack: [U1]
                    phone: 1
                  ben:
                    roles: []
                    telegram: ["@ben"]
                    tokens: [letmein]
                    totp: secret-one
                  carl:
                    roles: [viewer]
                    slack: [T1:U9]
                  dora:
                    roles: viewer
                    slack: [T1:U9]
                places:
                  slack: [C1]
                  matrix: [x]
                contacts:
                  ops: []
                  risk:
                    - {email: nobody}
                """,
                Platforms.NONE))
        .containsExactlyInAnyOrder(
            "people.Anna B: a person's id has 1 to 32 of a to z, 0 to 9, '.', '_', '-' and begins"
                + " with a letter",
            "people.Anna B.phone: there is no such field; allowed are name, roles, slack, telegram,"
                + " cli, tokens, totp",
            "people.Anna B.roles: 'oprator' is none of viewer, operator, risk-raiser, approver,"
                + " admin",
            "people.Anna B.slack: 'U1' is not in the form TEAM:USER, e.g. T024BE7LD:U061F7AUR",
            "people.ben.roles: no role is given; give at least one of viewer, operator,"
                + " risk-raiser, approver, admin",
            "people.ben.telegram: '@ben' is not in the form a user id, e.g. 123456789",
            "people.ben.tokens[0]: it is not a SHA-256 in 64 lower-case hex digits; make it with:"
                + " printf %s \"$TOKEN\" | sha256sum",
            "people.ben.totp: the secret cannot be used: character 7 is none of A to Z and 2 to 7,"
                + " the letters of base32; make one with: trader totp <id>",
            "people.dora.roles: it is no list; write [one, another]",
            "people.dora.roles: no role is given; give at least one of viewer, operator,"
                + " risk-raiser, approver, admin",
            "people.dora.slack: 'T1:U9' is carl's already; an account belongs to one person",
            "places.matrix: there is no such field; allowed are slack, telegram",
            "places.slack: 'C1' is not in the form TEAM:CHANNEL, e.g. T024BE7LD:C024BE91L",
            "contacts.ops: there is no such field; allowed are operations, infrastructure, risk,"
                + " compliance",
            "contacts.risk[0].name: it is missing",
            "contacts.risk[0].email: 'nobody' is not in the form name@example.com");
  }

  @Test
  void emptyListOfPeopleOrOfPlacesRefusesToStart() throws IOException {
    assertThat(faults("people: {}\n", Platforms.NONE))
        .containsExactly("people: nobody is named; name at least one person with a role");
    assertThat(faults("", Platforms.NONE)).isNotEmpty();
    assertThat(
            faults(
                "people: {anna: {roles: [admin], telegram: [1]}}\nplaces: {slack: [T1:C1]}\n",
                new Platforms(true, true)))
        .containsExactly(
            "people: slack is on, and nobody may speak there: give at least one person a slack"
                + " account",
            "places.telegram: telegram is on, and nobody may speak there: name the channels or"
                + " chats that are allowed");
  }

  @Test
  void brokenYamlIsToldByItsLineAndNothingOfTheFileIsShown() throws IOException {
    write("people:\n  anna:\n    totp: TOPSECRET\n   roles: [viewer]\n");

    assertThatThrownBy(() -> open(Platforms.NONE))
        .isInstanceOf(OperatorsFaultException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("line 4")
        .hasMessageNotContaining("TOPSECRET");
  }

  @Test
  void sameNameTwiceIsAFault() throws IOException {
    assertThat(
            faults(
                "people:\n  anna: {roles: [viewer]}\n  anna: {roles: [admin]}\n", Platforms.NONE))
        .hasSize(1)
        .first()
        .asString()
        .contains("anna");
  }

  @Test
  void missingFileSaysWhichOne() {
    assertThatThrownBy(() -> open(Platforms.NONE))
        .isInstanceOf(OperatorsFaultException.class)
        .hasMessageContaining("operators.yaml cannot be used")
        .hasMessageContaining("it cannot be read");
  }

  @Test
  void changeOnDiskShowsInTheNextCallAndTellsItsDifference() throws IOException {
    write(GOOD);
    OperatorsFile operators = open(new Platforms(true, false));

    write(
        GOOD.replace("[approver]", "[approver, operator]")
            .replace("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", "KRSXG5CTMVRXEZLUKN2XAZLSKRSXG5CT")
            .replace("[T1:C1]", "[T1:C2]")
            .replace("telegram: [123]", "telegram: []"));

    assertThat(operators.now().onTelegram("123")).isEmpty();
    assertThat(reloads.taken)
        .containsExactly(
            "person anna: telegram 123 removed",
            "person anna: code generator replaced",
            "person ben: roles [approver] → [operator, approver]",
            "places: slack T1:C1 removed",
            "places: slack T1:C2 added");
    assertThat(reloads.refused).isEmpty();
  }

  @Test
  void faultyChangeKeepsThePeopleBeforeItUntilItIsRepaired() throws IOException {
    write(GOOD);
    OperatorsFile operators = open(new Platforms(true, true));

    write(GOOD.replace("[T1:C1]", "[]"));
    assertThat(operators.now().onSlack("T1:U1")).isPresent();
    assertThat(operators.now().slackPlaces()).containsExactly("T1:C1");
    assertThat(reloads.refused).hasSize(1);
    Files.delete(file);
    assertThat(operators.now().slackPlaces()).containsExactly("T1:C1");
    assertThat(reloads.refused).hasSize(2);

    write(GOOD.replace("[T1:C1]", "[T1:C3]"));
    assertThat(operators.now().slackPlaces()).containsExactly("T1:C3");
    assertThat(reloads.taken).hasSize(2);
  }
}
