package trader.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trader.registry.JournalPosition;

class JournalFolderTest {
  private static final long NOW = 1_795_168_800L;
  @TempDir private Path directory;

  @Test
  void folderThatIsHeldIsRefusedUntilItIsGivenBack() {
    JournalFolder held = JournalFolder.open(directory.resolve("blue"));

    assertThatThrownBy(() -> JournalFolder.open(directory.resolve("blue")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is held by another engine process")
        .hasMessageContaining("DATA_DIR");

    held.close();
    JournalFolder.open(directory.resolve("blue")).close();
  }

  @Test
  void foldersOfTwoColorsAreHeldApart() {
    try (JournalFolder blue = JournalFolder.open(directory.resolve("blue"));
        JournalFolder green = JournalFolder.open(directory.resolve("green"))) {
      assertThat(blue.segments()).isEmpty();
      assertThat(green.segments()).isEmpty();
    }
  }

  @Test
  void firstSessionIsNumberedByTheClock() {
    try (JournalFolder folder = JournalFolder.open(directory)) {
      assertThat(folder.nextSession(NOW)).isEqualTo(NOW);
    }
  }

  @Test
  void sessionsWithinOneSecondAndWithAClockThatWentBackStillRise() throws IOException {
    try (JournalFolder folder = JournalFolder.open(directory)) {
      Files.createFile(folder.newSegment(NOW, 0));
      assertThat(folder.nextSession(NOW)).isEqualTo(NOW + 1);
      Files.createFile(folder.newSegment(NOW + 1, 0));
      assertThat(folder.nextSession(NOW - 86_400)).isEqualTo(NOW + 2);
      assertThat(folder.nextSession(NOW + 50)).isEqualTo(NOW + 50);
    }
  }

  @Test
  void segmentsAreListedInTheOrderInWhichTheyWereWrittenAndOtherFilesIgnored() throws IOException {
    try (JournalFolder folder = JournalFolder.open(directory)) {
      Files.createFile(folder.newSegment(NOW, 1));
      Files.createFile(folder.newSegment(NOW, 0));
      Files.createFile(folder.newSegment(NOW - 9, 12));
      Files.createFile(directory.resolve("notes.txt"));
      Files.createFile(directory.resolve("x.journal"));

      assertThat(folder.segments())
          .extracting(segment -> segment.session() + "-" + segment.number())
          .containsExactly((NOW - 9) + "-12", NOW + "-0", NOW + "-1");
    }
  }

  @Test
  void onlyTheLatestSegmentsAreKept() throws IOException {
    try (JournalFolder folder = JournalFolder.open(directory)) {
      for (int number = 0; number < 80; number++) {
        Files.createFile(folder.newSegment(NOW, number));
      }

      assertThat(folder.segments()).hasSize(64);
      assertThat(folder.segments().getLast().number()).isEqualTo(79);
    }
  }

  @Test
  void segmentsThatAreNotReadYetAreKeptAsLongAsTheyAreNotTooMany() throws IOException {
    try (JournalFolder folder = JournalFolder.open(directory)) {
      folder.readUpTo(new JournalPosition(NOW, 10, 500));
      for (int number = 0; number < 80; number++) {
        Files.createFile(folder.newSegment(NOW, number));
      }
      assertThat(folder.segments().getFirst().number()).isEqualTo(10);

      for (int number = 80; number < 200; number++) {
        Files.createFile(folder.newSegment(NOW, number));
      }
      assertThat(folder.segments()).hasSize(128);

      folder.readUpTo(new JournalPosition(NOW, 199, 0));
      Files.createFile(folder.newSegment(NOW, 200));
      assertThat(folder.segments()).hasSize(64);
    }
  }
}
