package trader.commands.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trader.control.Reason;
import trader.redis.AuditDraft;
import trader.redis.DeskStore;
import trader.redis.embedded.EmbeddedRedis;
import trader.redis.lettuce.LettuceDeskStore;

@Tag("integration")
class AccountedReloadsTest {
  @TempDir Path folder;

  private Path write(String text, int seconds) throws IOException {
    Path file = Files.writeString(folder.resolve("operators.yaml"), text);
    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH.plusSeconds(seconds)));
    return file;
  }

  @Test
  void eachChangeLeavesItsDifferenceAndOneWithAFaultIsAlerted() throws IOException {
    Path file = write("people: {anna: {roles: [viewer]}}\n", 1);
    try (EmbeddedRedis redis = EmbeddedRedis.start();
        DeskStore store = new LettuceDeskStore(redis.address(), Clock.systemUTC(), "test")) {
      OperatorsFile operators =
          OperatorsFile.open(
              file,
              OperatorsFile.Platforms.NONE,
              new AccountedReloads(store, Clock.systemUTC(), "ops-bot"));

      write("people: {anna: {roles: [operator]}}\n", 2);
      assertThat(operators.now().person("anna")).isPresent();
      Awaitility.await().until(() -> store.auditTail(5).size() == 1);
      AuditDraft taken = store.auditTail(1).getFirst().draft();
      assertThat(taken.outcome()).isEqualTo("applied");
      assertThat(taken.detail()).isEqualTo("person anna: roles [viewer] → [operator]");
      assertThat(taken.actor()).isEqualTo("ops-bot");

      write("people: {anna: {roles: [boss]}}\n", 3);
      assertThat(operators.now().person("anna")).isPresent();
      Awaitility.await().until(() -> store.auditTail(5).size() == 2);
      assertThat(store.auditTail(1).getFirst().draft().outcome()).isEqualTo("refused");
      assertThat(store.alerts(5))
          .singleElement()
          .satisfies(alert -> {
            assertThat(alert.reason()).isEqualTo(Reason.OPERATORS_FILE_INVALID);
            assertThat(alert.text()).contains("people.anna.roles: 'boss' is none of viewer");
          });
    }
  }
}
