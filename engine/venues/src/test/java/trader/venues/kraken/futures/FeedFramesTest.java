package trader.venues.kraken.futures;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import trader.control.InstrumentId;
import trader.engine.core.InstrumentRules;
import trader.engine.core.MarketEvent;

class FeedFramesTest {
  private final List<MarketEvent> events = new ArrayList<>();
  private final List<String> holes = new ArrayList<>();
  private final List<String> garbled = new ArrayList<>();
  private final FeedFrames frames =
      new FeedFrames(
          () -> 7,
          new FeedFrames.Listener() {
            @Override
            public void market(MarketEvent event) {
              events.add(event);
            }

            @Override
            public void hole(InstrumentId instrument, String why) {
              holes.add(why);
            }

            @Override
            public void subscribed(String feed, InstrumentId instrument) {}

            @Override
            public void garbled(String why) {
              garbled.add(why);
            }
          });

  @BeforeEach
  void want() {
    frames.wants(
        new InstrumentRules(
            FuturesHarness.BTC,
            "BTC",
            "USD",
            BigDecimal.ONE,
            new BigDecimal("0.0001"),
            BigDecimal.ZERO,
            BigDecimal.TEN,
            BigDecimal.ZERO,
            true,
            InstrumentRules.Kind.LINEAR_PERPETUAL,
            true));
  }

  private void read(String frame) {
    byte[] bytes = frame.getBytes(StandardCharsets.UTF_8);
    frames.read(bytes, bytes.length);
  }

  private void snapshot(long sequence) {
    read(
        "{\"feed\":\"book_snapshot\",\"product_id\":\"PF_XBTUSD\",\"timestamp\":1,\"seq\":"
            + sequence
            + ",\"tickSize\":null,\"bids\":[{\"price\":58500,\"qty\":1.2}],"
            + "\"asks\":[{\"price\":58501,\"qty\":0.48}]}");
  }

  private void level(long sequence, String quantity) {
    read(
        "{\"feed\":\"book\",\"product_id\":\"PF_XBTUSD\",\"side\":\"sell\",\"seq\":"
            + sequence
            + ",\"price\":58501,\"qty\":"
            + quantity
            + ",\"timestamp\":2}");
  }

  @Test
  void quotesFollowTheBookFromItsSnapshotOn() {
    level(9, "5");
    snapshot(10);
    level(10, "6");
    level(11, "0.47");
    assertThat(events).containsExactly(quote("0.4800"), quote("0.4700"));
    assertThat(holes).isEmpty();
  }

  private static MarketEvent quote(String askQty) {
    return new MarketEvent.Quote(
        7,
        FuturesHarness.BTC,
        new BigDecimal("58500"),
        new BigDecimal("1.2000"),
        new BigDecimal("58501"),
        new BigDecimal(askQty));
  }

  @Test
  void holeIsToldOnceAndNothingIsQuotedUntilTheNextSnapshot() {
    snapshot(10);
    events.clear();
    level(12, "0.1");
    level(13, "0.2");
    assertThat(holes).containsExactly("the book goes on at 12 after 10");
    assertThat(events).isEmpty();
    snapshot(20);
    level(21, "0.3");
    assertThat(events).hasSize(2);
    assertThat(holes).hasSize(1);
  }

  @Test
  void whatIsNoFrameAndWhatTheVenueRefusesIsTold() {
    read("{\"feed\":\"book\",");
    read("{\"event\":\"error\",\"message\":\"Invalid product id\"}");
    read("{\"event\":\"alert\",\"message\":\"Bad request\"}");
    assertThat(garbled).hasSize(3);
    assertThat(garbled.get(1)).contains("Invalid product id");
  }
}
