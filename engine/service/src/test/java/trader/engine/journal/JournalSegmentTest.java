package trader.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalSegmentTest {
  private static final int MEGABYTE = 1 << 20;
  @TempDir private Path directory;

  @Test
  void pagesBehindWhatIsWrittenAreLaidOutAndNoOthers() {
    try (JournalFolder folder = JournalFolder.open(directory)) {
      JournalSegment segment = JournalSegment.open(folder, 1, 0);
      MappedByteBuffer bytes = segment.bytes();
      assertThat(bytes.slice(2 * MEGABYTE, MEGABYTE).isLoaded()).isFalse();

      layOut(segment, 2 * MEGABYTE);

      assertThat(bytes.slice(2 * MEGABYTE, 4 * MEGABYTE).isLoaded()).isTrue();
      assertThat(bytes.slice(7 * MEGABYTE, MEGABYTE).isLoaded()).isFalse();
      segment.finish();
    }
  }

  @Test
  void bytesWrittenWhilePagesAreLaidOutStayAsTheyWereWritten() throws Exception {
    try (JournalFolder folder = JournalFolder.open(directory)) {
      JournalSegment segment = JournalSegment.open(folder, 1, 0);
      CountDownLatch begun = new CountDownLatch(1);
      CompletableFuture<Void> beside =
          CompletableFuture.runAsync(() -> {
            begun.countDown();
            // What is said to be reached stays behind, so that pages in use are touched as well.
            layOut(segment, 0);
          });
      begun.await();
      byte[] written = new byte[4 * MEGABYTE];
      for (int i = 0; i < written.length; i++) {
        written[i] = (byte) (1 + i % 127);
        segment.bytes().put(written[i]);
      }
      beside.join();
      segment.finish();

      assertThat(Files.readAllBytes(folder.segments().getLast().path())).isEqualTo(written);
    }
  }

  @Test
  void finishedSegmentIsCutToItsLengthAndNotTouchedAgain() throws IOException {
    try (JournalFolder folder = JournalFolder.open(directory)) {
      JournalSegment segment = JournalSegment.open(folder, 1, 0);
      segment.bytes().put((byte) 1);
      segment.finish();

      assertThat(segment.layOut(0)).isFalse();
      assertThat(Files.size(folder.segments().getLast().path())).isEqualTo(1);
    }
  }

  private static void layOut(JournalSegment segment, int position) {
    boolean more = true;
    while (more) {
      more = segment.layOut(position);
    }
  }
}
