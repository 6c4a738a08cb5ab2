package trader.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trader.control.Account;
import trader.control.ControlLever;
import trader.control.GateLevel;
import trader.control.Position;
import trader.engine.core.MarketEvent;
import trader.engine.core.VenueEvent;
import trader.engine.core.orders.Purpose;
import trader.engine.journal.JournalFolder;
import trader.engine.journal.Recovery;

/** A day of quotes does not fit a segment: the journal goes on in the next, and so does trading. */
@Tag("integration")
class SegmentRollTest {
  private static final long MANY = 1_200_000;
  @TempDir private Path directory;

  @Test
  void journalGoesOnInANewSegmentThatIsReadableAloneAndTradingGoesOnToo() {
    AtomicInteger entries = new AtomicInteger();
    LoopRig rig =
        new LoopRig(
                directory,
                new ScriptedStrategy(() ->
                    entries.getAndIncrement() == 0
                        ? ScriptedStrategy.ENTER
                        : ScriptedStrategy.HOLD))
            .open();
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
    List<Position> before = rig.loop.state().positions();
    assertThat(before).hasSize(1);
    int orders = rig.venue.submitted.size();

    for (int i = 0; i < MANY; i++) {
      rig.advance(Duration.ofMillis(1));
      rig.loop.accept(
          new MarketEvent.Quote(
              rig.micros(),
              LoopRig.BTC,
              LoopRig.PRICE,
              BigDecimal.ONE,
              LoopRig.PRICE,
              new BigDecimal(i + 1)));
      if (i % 1_000 == 0) {
        rig.tick();
        if (segments() > 1) {
          break;
        }
      }
    }

    assertThat(segments()).isEqualTo(2);
    assertThat(rig.loop.failed()).isFalse();
    rig.quote();
    rig.tick();
    assertThat(rig.gates.level(Account.PAPER)).isEqualTo(GateLevel.OPEN);
    assertThat(rig.loop.state().positions())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("markPrice", "unrealizedPnl")
        .isEqualTo(before);
    assertThat(rig.loop.state().positions().getFirst().stopPrice()).isNotNull();
    assertThat(rig.venue.submitted).hasSize(orders);
    assertThat(rig.venue.cancelled).isEmpty();

    rig.kill();
    try (JournalFolder folder = JournalFolder.open(directory)) {
      Recovery.Found found = Recovery.from(folder);
      assertThat(found.damage()).isEmpty();
      assertThat(found.checkpoint().positions())
          .singleElement()
          .satisfies(
              position -> assertThat(position.qty()).isEqualByComparingTo(before.getFirst().qty()));
      assertThat(found.checkpoint().levers().get(ControlLever.MODE))
          .satisfies(mode -> assertThat(mode.value()).isEqualTo("auto"));
      assertThat(found.checkpoint().orderCount()).isEqualTo(orders);
    }
  }

  private long segments() {
    try (var files = java.nio.file.Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".journal")).count();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
