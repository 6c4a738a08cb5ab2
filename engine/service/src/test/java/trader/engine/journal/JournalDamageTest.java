package trader.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trader.control.InstrumentId;
import trader.engine.core.Action;
import trader.engine.core.ControlEvent;
import trader.engine.core.Event;
import trader.engine.core.MarketEvent;
import trader.engine.core.journal.JournalDamagedException;
import trader.engine.core.journal.JournalRecord;

class JournalDamageTest {
  private static final long SEED = 20_261_120;
  private static final InstrumentId BTC = new InstrumentId("BTCUSDT", "BINANCE");
  private static final int EVENTS = 60;
  private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
  @TempDir private Path directory;

  @Test
  void segmentOfAKilledProcessIsReadToItsLastRecord() throws IOException {
    // Nothing is closed, as by kill -9: the mapped pages are the system's.
    JournalFolder folder = JournalFolder.open(directory);
    List<JournalRecord> written = write(new JournalWriter(folder, 1));

    assertThat(Files.size(segment(folder))).isEqualTo(64 << 20);
    assertThat(records(segment(folder))).isEqualTo(written);
    folder.close();
  }

  @Test
  void segmentThatWasClosedIsCutToItsLengthAndReadToItsEnd() throws IOException {
    try (JournalFolder folder = JournalFolder.open(directory)) {
      JournalWriter writer = new JournalWriter(folder, 1);
      List<JournalRecord> written = write(writer);
      writer.close();

      List<JournalRecord> read = new ArrayList<>();
      long bytes = JournalReader.read(segment(folder), read::add);

      assertThat(read).isEqualTo(written);
      assertThat(Files.size(segment(folder))).isEqualTo(bytes);
    }
  }

  @Test
  void truncationAtAnyByteLeavesAWholePrefix() throws IOException {
    byte[] whole = wholeSegment();
    List<JournalRecord> written = records(file(whole));
    for (int length = 0; length < whole.length; length += 1 + random.nextInt(40)) {
      List<JournalRecord> read = new ArrayList<>();
      boolean damaged = readDamaged(file(java.util.Arrays.copyOf(whole, length)), read);

      assertThat(read).as("cut to %s bytes", length).isEqualTo(written.subList(0, read.size()));
      assertThat(damaged || read.size() < written.size()).isTrue();
    }
  }

  @Test
  void flippedBitIsFoundAndNothingFromItOnIsBelieved() throws IOException {
    byte[] whole = wholeSegment();
    List<JournalRecord> written = records(file(whole));
    for (int trial = 0; trial < 300; trial++) {
      int bit = random.nextInt(whole.length * 8);
      byte[] flipped = whole.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));

      List<JournalRecord> read = new ArrayList<>();
      boolean damaged = readDamaged(file(flipped), read);

      assertThat(read).as("seed %s, bit %s", SEED, bit).isEqualTo(written.subList(0, read.size()));
      assertThat(damaged).as("seed %s, bit %s is noticed", SEED, bit).isTrue();
    }
  }

  @Test
  void pageOfZerosBetweenRecordsIsNoticed() throws IOException {
    byte[] whole = wholeSegment();
    List<JournalRecord> written = records(file(whole));
    for (int trial = 0; trial < 100; trial++) {
      byte[] holed = whole.clone();
      int from = random.nextInt(whole.length - 600);
      java.util.Arrays.fill(holed, from, from + 512, (byte) 0);

      List<JournalRecord> read = new ArrayList<>();
      boolean damaged = readDamaged(file(holed), read);

      assertThat(read).isEqualTo(written.subList(0, read.size()));
      assertThat(damaged).as("seed %s, zeros from byte %s", SEED, from).isTrue();
    }
  }

  @Test
  void zerosToTheEndAreTheEnd() throws IOException {
    byte[] whole = wholeSegment();
    byte[] padded = java.util.Arrays.copyOf(whole, whole.length + 100_000);

    assertThat(records(file(padded))).isEqualTo(records(file(whole)));
  }

  @Test
  void recordThatAKillCutShortIsTheEndAndNoDamage() throws IOException {
    byte[] whole = wholeSegment();
    List<JournalRecord> written = records(file(whole));
    int last = lastRecordStart(whole);
    byte[] torn = whole.clone();
    // The length is written last.
    java.util.Arrays.fill(torn, last, last + Integer.BYTES, (byte) 0);

    List<JournalRecord> read = new ArrayList<>();
    assertThat(readDamaged(file(torn), read)).isFalse();
    assertThat(read).isEqualTo(written.subList(0, written.size() - 1));
  }

  @Test
  void fileThatIsNoJournalIsRefused() throws IOException {
    Path text = directory.resolve("text.journal");
    Files.writeString(text, "this is not a journal, whatever its name says");

    assertThatThrownBy(() -> records(text)).isInstanceOf(JournalDamagedException.class);
  }

  private List<JournalRecord> write(JournalWriter writer) {
    List<JournalRecord> written = new ArrayList<>();
    for (int i = 0; i < EVENTS; i++) {
      Event event =
          i % 3 == 0
              ? new ControlEvent.ControlLost(i, i, "reason " + i)
              : new MarketEvent.Trade(
                  i, BTC, i, i, new BigDecimal("60000.1" + i), new BigDecimal("0.00" + i), true);
      writer.write(event);
      written.add(new JournalRecord.Happened(event));
      if (i % 5 == 0) {
        Action action = new Action.Log(Action.Log.Level.INFO, "PATTERN", "key=" + i);
        writer.write(action);
        written.add(new JournalRecord.Wanted(action));
      }
    }
    return written;
  }

  private byte[] wholeSegment() throws IOException {
    try (JournalFolder folder = JournalFolder.open(directory.resolve("whole"))) {
      JournalWriter writer = new JournalWriter(folder, 1);
      write(writer);
      writer.close();
      return Files.readAllBytes(segment(folder));
    }
  }

  private static int lastRecordStart(byte[] whole) {
    java.nio.ByteBuffer bytes = java.nio.ByteBuffer.wrap(whole);
    int start = 0;
    int next = 0;
    while (next < whole.length) {
      start = next;
      next += 2 * Integer.BYTES + bytes.getInt(next);
    }
    return start;
  }

  private static Path segment(JournalFolder folder) {
    return folder.segments().getLast().path();
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(directory.resolve("damaged.journal"), bytes);
  }

  private static List<JournalRecord> records(Path segment) {
    List<JournalRecord> read = new ArrayList<>();
    JournalReader.read(segment, read::add);
    return read;
  }

  private static boolean readDamaged(Path segment, List<JournalRecord> read) {
    try {
      JournalReader.read(segment, read::add);
      return false;
    } catch (JournalDamagedException e) {
      return true;
    }
  }
}
