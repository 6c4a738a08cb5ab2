package trader.engine.core.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import trader.engine.core.Action;
import trader.engine.core.Event;
import trader.engine.core.MarketEvent;
import trader.engine.core.kit.Arbitrary;

class JournalCodecTest {
  private static final int EACH = 200;
  private final ByteBuffer buffer = ByteBuffer.allocate(32 << 20);

  static Stream<Class<?>> types() {
    return Stream.concat(
        Arbitrary.leaves(Event.class).stream(), Arbitrary.leaves(Action.class).stream());
  }

  private static List<JournalRecord> readAll(ByteBuffer bytes) {
    JournalCodec codec = new JournalCodec();
    List<JournalRecord> records = new ArrayList<>();
    for (@Nullable JournalRecord record = codec.read(bytes);
        record != null;
        record = codec.read(bytes)) {
      records.add(record);
    }
    return records;
  }

  private static void write(JournalCodec codec, ByteBuffer out, JournalRecord record) {
    switch (record) {
      case JournalRecord.Happened(Event event) -> codec.write(out, event);
      case JournalRecord.Wanted(Action action) -> codec.write(out, action);
    }
  }

  private static JournalRecord recordOf(Object value) {
    return value instanceof Event event
        ? new JournalRecord.Happened(event)
        : new JournalRecord.Wanted((Action) value);
  }

  private static List<JournalRecord> mixed(long seed, int count) {
    Arbitrary arbitrary = new Arbitrary(seed);
    List<Class<?>> types = types().toList();
    Random random = new Random(seed);
    List<JournalRecord> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      records.add(recordOf(arbitrary.record(types.get(random.nextInt(types.size())))));
    }
    return records;
  }

  @ParameterizedTest
  @MethodSource("types")
  void everyTypeIsReadAsItWasWritten(Class<?> type) {
    Arbitrary arbitrary = new Arbitrary(type.getSimpleName().hashCode());
    JournalCodec codec = new JournalCodec();
    List<JournalRecord> written = new ArrayList<>();
    for (int i = 0; i < EACH; i++) {
      JournalRecord record = recordOf(arbitrary.record(type));
      written.add(record);
      write(codec, buffer, record);
    }
    List<JournalRecord> read = readAll(buffer.flip());
    assertThat(read).hasSameSizeAs(written);
    for (int i = 0; i < EACH; i++) {
      assertThat(read.get(i)).isEqualTo(written.get(i));
      assertThat(read.get(i).toString()).as("scales too").isEqualTo(written.get(i).toString());
    }
  }

  @Test
  void sameRecordsAreTheSameBytes() {
    ByteBuffer again = ByteBuffer.allocate(32 << 20);
    JournalCodec first = new JournalCodec();
    JournalCodec second = new JournalCodec();
    mixed(3, 500).forEach(record -> write(first, buffer, record));
    mixed(3, 500).forEach(record -> write(second, again, record));
    assertThat(buffer.flip()).isEqualTo(again.flip());
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void tailThatIsCutAnywhereGivesTheRecordsBeforeTheCut(long seed) {
    JournalCodec codec = new JournalCodec();
    List<JournalRecord> written = mixed(seed, 60);
    List<Integer> ends = new ArrayList<>();
    for (JournalRecord record : written) {
      write(codec, buffer, record);
      ends.add(buffer.position());
    }
    byte[] whole = new byte[buffer.position()];
    buffer.flip().get(whole);
    Random random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      int cut = random.nextInt(whole.length);
      long before = ends.stream().filter(end -> end <= cut).count();
      assertThat(readUntilDamage(ByteBuffer.wrap(whole, 0, cut).slice()))
          .as("cut at %s", cut)
          .isEqualTo(written.subList(0, (int) before));
      byte[] zeroed = whole.clone();
      Arrays.fill(zeroed, cut, zeroed.length, (byte) 0);
      List<JournalRecord> left = readUntilDamage(ByteBuffer.wrap(zeroed));
      assertThat(left).as("zeroed from %s", cut).isEqualTo(written.subList(0, left.size()));
      assertThat(left.size()).isGreaterThanOrEqualTo((int) before);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {4, 5})
  void bitThatFlipsIsFoundAndWhatStandsBeforeItIsRead(long seed) {
    JournalCodec codec = new JournalCodec();
    List<JournalRecord> written = mixed(seed, 60);
    List<Integer> ends = new ArrayList<>();
    for (JournalRecord record : written) {
      write(codec, buffer, record);
      ends.add(buffer.position());
    }
    byte[] whole = new byte[buffer.position()];
    buffer.flip().get(whole);
    Random random = new Random(seed);
    for (int i = 0; i < 500; i++) {
      byte[] damaged = whole.clone();
      int at = random.nextInt(whole.length);
      damaged[at] ^= (byte) (1 << random.nextInt(8));
      int before = (int) ends.stream().filter(end -> end <= at).count();
      assertThat(readUntilDamage(ByteBuffer.wrap(damaged)))
          .as("flipped at %s", at)
          .isEqualTo(written.subList(0, before));
    }
  }

  private static List<JournalRecord> readUntilDamage(ByteBuffer bytes) {
    JournalCodec codec = new JournalCodec();
    List<JournalRecord> records = new ArrayList<>();
    try {
      for (@Nullable JournalRecord record = codec.read(bytes);
          record != null;
          record = codec.read(bytes)) {
        records.add(record);
      }
    } catch (JournalDamagedException e) {
      assertThat(e).hasMessageContaining("record");
    }
    return records;
  }

  @Test
  void emptyAndZeroFilledFilesEndAtOnce() {
    assertThat(readAll(ByteBuffer.allocate(0))).isEmpty();
    assertThat(readAll(ByteBuffer.allocate(7))).isEmpty();
    ByteBuffer zeros = ByteBuffer.allocate(4_096);
    assertThat(readAll(zeros)).isEmpty();
    assertThat(zeros.position()).isZero();
  }

  @Test
  void unknownTypeIsDamageThatNamesIt() {
    assertThatThrownBy(() ->
            new JournalJson()
                .event("{\"type\":\"Telepathy\",\"body\":{}}".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(JournalDamagedException.class)
        .hasMessageContaining("'Telepathy'");
    assertThatThrownBy(() -> new JournalJson().event("not json".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(JournalDamagedException.class);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {6, 7, 8})
  void recordThatDoesNotFitLeavesTheBufferAsItWas(long seed) {
    List<JournalRecord> records = mixed(seed, 200);
    ByteBuffer small = ByteBuffer.allocate(4_000);
    JournalCodec codec = new JournalCodec();
    List<JournalRecord> written = new ArrayList<>();
    for (JournalRecord record : records) {
      int before = small.position();
      try {
        write(codec, small, record);
        written.add(record);
      } catch (BufferOverflowException e) {
        assertThat(small.position() - before).isLessThan(64);
      }
    }
    assertThat(written).hasSizeLessThan(records.size());
    assertThat(readAll(small.clear())).isEqualTo(written);
  }

  @Test
  void smallRecordsFitTheRoomThatIsPromised() {
    Arbitrary arbitrary = new Arbitrary(9);
    for (int i = 0; i < 2_000; i++) {
      buffer.clear();
      JournalCodec codec = new JournalCodec();
      Event event =
          i % 2 == 0
              ? arbitrary.record(MarketEvent.Trade.class)
              : arbitrary.record(MarketEvent.Quote.class);
      codec.write(buffer, event);
      assertThat(buffer.position()).isLessThanOrEqualTo(JournalCodec.SMALL_RECORD_BYTES);
    }
  }

  @Test
  void positionStaysBehindTheLastWholeRecord() {
    JournalCodec codec = new JournalCodec();
    mixed(10, 20).forEach(record -> write(codec, buffer, record));
    int end = buffer.position();
    buffer.limit(end + 1_000).position(0);
    assertThat(readAll(buffer)).hasSize(20);
    assertThat(buffer.position()).isEqualTo(end);
    assertThat(buffer.get()).isZero();
  }
}
