package trader.engine.core.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static trader.engine.core.kit.CoreKit.BTC;
import static trader.engine.core.kit.CoreKit.ETH;
import static trader.engine.core.kit.CoreKit.SECOND;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import trader.engine.core.Action;
import trader.engine.core.ControlEvent;
import trader.engine.core.Event;
import trader.engine.core.journal.JournalCodec;
import trader.engine.core.journal.JournalRecord;
import trader.engine.core.kit.Checks;
import trader.engine.core.kit.CoreKit;
import trader.engine.core.kit.Story;
import trader.engine.core.kit.SwingStrategy;
import trader.engine.core.orders.Purpose;

/** What a journal's events make of a fresh core, and of one that reads back. */
class ReplayTest {
  private static final ControlEvent.CoreSettings SETTINGS =
      CoreKit.setup().instruments(BTC, ETH).maxDailyDrawdown("0.2").warmUp(2 * SECOND).settings();

  private static List<JournalRecord> lived(long seed, long micros) {
    Story story = new Story(seed, SETTINGS).troubled();
    story.rig().checks(Checks.withoutCoverage());
    story.live(micros);
    assertThat(story.rig().submitted(Purpose.ENTRY)).as("it traded").hasSizeGreaterThan(5);
    return story.rig().journal();
  }

  private static Core begun(JournalRecord first) {
    return Core.deciding((ControlEvent.Configured) eventOf(first), _ -> new SwingStrategy());
  }

  private static Event eventOf(JournalRecord record) {
    return ((JournalRecord.Happened) record).event();
  }

  private static List<JournalRecord> replay(List<JournalRecord> journal) {
    Core core = begun(journal.getFirst());
    List<JournalRecord> replayed = new ArrayList<>();
    replayed.add(journal.getFirst());
    for (JournalRecord record : journal.subList(1, journal.size())) {
      if (record instanceof JournalRecord.Happened(Event event)) {
        replayed.add(record);
        core.on(event).forEach(action -> replayed.add(new JournalRecord.Wanted(action)));
      }
    }
    return replayed;
  }

  private static byte[] bytes(List<JournalRecord> journal) {
    ByteBuffer buffer = ByteBuffer.allocate(128 << 20);
    JournalCodec codec = new JournalCodec();
    for (JournalRecord record : journal) {
      switch (record) {
        case JournalRecord.Happened(Event event) -> codec.write(buffer, event);
        case JournalRecord.Wanted(Action action) -> codec.write(buffer, action);
      }
    }
    byte[] bytes = new byte[buffer.position()];
    buffer.flip().get(bytes);
    return bytes;
  }

  private static List<JournalRecord> read(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    JournalCodec codec = new JournalCodec();
    List<JournalRecord> records = new ArrayList<>();
    for (@Nullable JournalRecord record = codec.read(buffer);
        record != null;
        record = codec.read(buffer)) {
      records.add(record);
    }
    return records;
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {31})
  void hourOfTradingReplaysFromItsJournalByteForByte(long seed) {
    byte[] written = bytes(lived(seed, 3_600 * SECOND));
    assertThat(bytes(replay(read(written)))).isEqualTo(written);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {41, 42})
  void coreThatReadsBackKnowsAtEveryEventWhatTheLiveOneKnew(long seed) {
    List<JournalRecord> journal = lived(seed, 600 * SECOND);
    Core live = begun(journal.getFirst());
    Core back = Core.readingBack((ControlEvent.Configured) eventOf(journal.getFirst()));
    Random random = new Random(seed);
    int compared = 0;
    for (int i = 1; i < journal.size(); i++) {
      switch (journal.get(i)) {
        case JournalRecord.Happened(Event event) -> {
          live.on(event);
          back.on(event);
        }
        case JournalRecord.Wanted(Action action) -> back.replayed(action);
      }
      boolean whole =
          i + 1 == journal.size() || journal.get(i + 1) instanceof JournalRecord.Happened;
      boolean worth = journal.get(i) instanceof JournalRecord.Wanted || random.nextInt(50) == 0;
      if (whole && worth) {
        assertThat(back.checkpoint()).as("after record %s", i).isEqualTo(live.checkpoint());
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(500);
  }
}
