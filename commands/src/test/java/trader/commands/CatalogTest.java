package trader.commands;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CatalogTest {

  @Test
  void holdsEveryCommandThatOperatorsKnow() {
    assertThat(Catalog.names())
        .contains(
            "status",
            "health",
            "mode",
            "canary",
            "capital",
            "snapshot",
            "positions",
            "orders",
            "pnl",
            "why",
            "pause",
            "resume",
            "close",
            "audit",
            "help",
            "whoami",
            "kill",
            "rearm",
            "confirm")
        .doesNotHaveDuplicates();
  }

  @Test
  void usagesBeginWithTheNameAndSummariesAreOneSentence() {
    for (CatalogEntry entry : Catalog.ENTRIES) {
      assertThat(entry.usage()).startsWith("/" + entry.name());
      assertThat(entry.summary()).doesNotEndWith(".").doesNotContain("\n");
      assertThat(entry.reads()).isEqualTo(entry.risk() == CatalogEntry.Risk.READS);
    }
  }
}
