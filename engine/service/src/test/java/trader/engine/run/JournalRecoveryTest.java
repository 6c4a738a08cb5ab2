package trader.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trader.control.ControlLever;
import trader.engine.core.Checkpoint;
import trader.engine.core.MarketEvent;
import trader.engine.core.VenueEvent;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.Purpose;
import trader.engine.journal.JournalFolder;
import trader.engine.journal.Recovery;

class JournalRecoveryTest {
  @TempDir private Path directory;

  @Test
  void folderWithoutASegmentIsAFreshEngine() {
    assertThat(recovered(directory))
        .isEqualTo(new Recovery.Found(Checkpoint.none(), java.util.Optional.empty()));
  }

  @Test
  void killedSessionIsFoundWithItsPositionItsOrdersAndItsHalt() {
    killedSession(true);

    Recovery.Found found = recovered(directory);

    assertThat(found.damage()).isEmpty();
    assertThat(found.checkpoint().positions())
        .singleElement()
        .satisfies(position -> {
          assertThat(position.instrument()).isEqualTo(LoopRig.BTC);
          assertThat(position.qty()).isPositive();
        });
    assertThat(found.checkpoint().orders())
        .extracting(record -> record.order().purpose())
        .contains(Purpose.ENTRY, Purpose.STOP);
    assertThat(lever(found, ControlLever.MODE)).isEqualTo("halt");
    assertThat(lever(found, ControlLever.CAPITAL)).isEqualTo("100");
    assertThat(found.checkpoint().orderCount()).isEqualTo(2);
  }

  @Test
  void segmentCutInARecordIsReadUpToThereAndNamedAsDamaged() throws IOException {
    Path segment = killedSession(true);
    byte[] bytes = Files.readAllBytes(segment);
    Files.write(segment, Arrays.copyOf(bytes, lengthOf(bytes) - 3));

    Recovery.Found found = recovered(directory);

    assertThat(found.damage()).get().asString().contains(segment.getFileName().toString());
    assertThat(found.checkpoint().positions()).hasSize(1);
  }

  @Test
  void olderSegmentIsReadWhereTheNewestHasNoWholeBeginning() throws IOException {
    killedSession(true);
    Path newest = directory.resolve("9999999999999-000000.journal");
    Files.write(newest, new byte[] {0, 0, 0, 9, 1, 2, 3, 4, 3, 'x', 'y', 'z', 0, 0, 0, 0, 0});

    Recovery.Found found = recovered(directory);

    assertThat(found.damage()).get().asString().contains("9999999999999-000000.journal");
    assertThat(found.checkpoint().positions()).hasSize(1);
    assertThat(lever(found, ControlLever.MODE)).isEqualTo("halt");
  }

  @Test
  void segmentThatWasMadeAndNeverWrittenIsPassedOverWithoutComplaint() throws IOException {
    killedSession(true);
    Files.write(directory.resolve("9999999999999-000000.journal"), new byte[4096]);

    Recovery.Found found = recovered(directory);

    assertThat(found.damage()).isEmpty();
    assertThat(found.checkpoint().positions()).hasSize(1);
  }

  @Test
  void journalOfWhichNothingIsReadableIsDamagedAndNotFresh() throws IOException {
    Files.writeString(directory.resolve("0000000000001-000000.journal"), "something else");

    Recovery.Found found = recovered(directory);

    assertThat(found.damage()).isPresent();
    assertThat(found.checkpoint()).isEqualTo(Checkpoint.none());
  }

  @Test
  void recordThatMakesTheCoreFailIsDamageAndWhatCameBeforeItIsKept() {
    LoopRig rig = session(false);
    // A fill of a price that cannot be: whole in the journal, and no core can book it.
    NewOrder entry = rig.venue.submitted.getFirst();
    rig.loop.accept(
        new VenueEvent.Filled(
            rig.micros(),
            entry.id(),
            "1",
            "poison",
            LoopRig.PRICE,
            new BigDecimal("1E+999999999"),
            BigDecimal.ZERO,
            "USDT",
            false,
            rig.micros()));
    assertThat(rig.loop.failed()).isTrue();
    rig.kill();

    Recovery.Found found = recovered(directory);

    assertThat(found.damage()).get().asString().contains("cannot be applied");
    assertThat(found.checkpoint().positions()).hasSize(1);
  }

  private Path killedSession(boolean halted) {
    LoopRig rig = session(halted);
    rig.kill();
    try (JournalFolder folder = JournalFolder.open(directory)) {
      return folder.segments().getLast().path();
    }
  }

  /** Buys, is filled, places its stop, and halts where that is wanted. */
  private LoopRig session(boolean halted) {
    LoopRig rig = new LoopRig(directory, new ScriptedStrategy(() -> ScriptedStrategy.ENTER)).open();
    rig.venue.onSubmit =
        order -> {
          rig.loop.accept(new VenueEvent.Accepted(rig.micros(), order.id(), "v-" + order.id()));
          if (order.purpose() == Purpose.ENTRY) {
            rig.loop.accept(
                new VenueEvent.Filled(
                    rig.micros(),
                    order.id(),
                    "v-" + order.id(),
                    "t-1",
                    LoopRig.PRICE,
                    order.qty(),
                    BigDecimal.ZERO,
                    "USDT",
                    false,
                    rig.micros()));
          }
        };
    rig.closeBar();
    rig.tick();
    if (halted) {
      rig.loop.accept(rig.read("halt", "running", "armed", 0));
      rig.tick();
    }
    rig.loop.accept(new MarketEvent.FeedStatus(rig.micros(), LoopRig.BTC, false, "the end"));
    return rig;
  }

  private static Recovery.Found recovered(Path directory) {
    try (JournalFolder folder = JournalFolder.open(directory)) {
      return Recovery.from(folder);
    }
  }

  private static String lever(Recovery.Found found, ControlLever lever) {
    return java.util.Objects.requireNonNull(found.checkpoint().levers().get(lever)).value();
  }

  /** Up to the last byte that was written. */
  private static int lengthOf(byte[] segment) {
    int length = segment.length;
    while (segment[length - 1] == 0) {
      length--;
    }
    return length;
  }
}
