package trader.bot.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trader.commands.Actor;
import trader.commands.support.Rig;

@Tag("integration")
class TurnedAwayTest {
  private static final Actor NOBODY = new Actor("http", "stranger", Set.of(), "a test");
  @TempDir private Path folder;
  private Rig rig;
  private TurnedAway turnedAway;

  @BeforeEach
  void open() {
    rig = new Rig(folder);
    turnedAway = new TurnedAway(rig.desk(), rig.clock());
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private void from(String source, String cause) {
    turnedAway.account(NOBODY, source, cause, "POST /kill", "it had no token");
  }

  private List<String> audited() {
    return rig.store().auditTail(100).reversed().stream()
        .map(entry -> entry.draft().outcome() + " " + entry.draft().detail())
        .toList();
  }

  @Test
  void eachSourceAndCauseIsAuditedOnceInTenMinutes() {
    from("192.0.2.7", "no_token");
    from("192.0.2.7", "no_token");
    from("192.0.2.7", "no_token");
    from("192.0.2.7", "wrong_token");
    from("192.0.2.8", "no_token");
    assertThat(audited())
        .containsExactly(
            "refused it had no token",
            "refused it had no token (2 more were turned away since the last such entry)",
            "refused it had no token");

    rig.clock().advance(TurnedAway.WINDOW);
    from("192.0.2.7", "no_token");

    assertThat(audited()).hasSize(4);
  }

  @Test
  void manySourcesDoNotFillTheAudit() {
    for (int i = 0; i < 100; i++) {
      from("192.0.2." + i, "no_token");
    }
    assertThat(audited()).hasSize(TurnedAway.AUDITED_A_WINDOW);

    rig.clock().advance(TurnedAway.WINDOW);
    from("192.0.2.200", "no_token");

    assertThat(audited().getLast())
        .endsWith("(70 more were turned away since the last such entry)");
  }
}
