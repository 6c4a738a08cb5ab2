package trader.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
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
            "confirm",
            "approve",
            "reject",
            "proposals",
            "alerts",
            "runbook",
            "checklist",
            "chart")
        .doesNotHaveDuplicates();
  }

  @Test
  void runbookNamesEveryCommand() throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> pages = Files.list(Path.of("..", "runbook"))) {
      for (Path page : pages.toList()) {
        text.append(Files.readString(page));
      }
    }
    for (String name : Catalog.names()) {
      assertThat(text).as(name).containsPattern("`(/|trader )" + name + "\\b");
    }
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
