package trader.redis.lettuce;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import trader.control.Color;
import trader.redis.EnginePublication;
import trader.redis.Samples;
import trader.redis.lettuce.Outbox.Item;
import trader.redis.lettuce.Outbox.Kind;

class OutboxTest {
  private final Outbox outbox = new Outbox();

  @Test
  void acknowledgementsGoBeforeWhatCameEarlier() throws InterruptedException {
    outbox.put(new Item.State(publication(Color.BLUE)));
    outbox.put(new Item.Audit(Samples.draft("a")));
    outbox.put(new Item.Alarm(Samples.alert("a")));
    outbox.put(new Item.Ack(Samples.acknowledgement("c1")));
    outbox.put(new Item.Ack(Samples.acknowledgement("c2")));

    assertThat(take()).isEqualTo(new Item.Ack(Samples.acknowledgement("c1")));
    assertThat(take()).isEqualTo(new Item.Ack(Samples.acknowledgement("c2")));
    assertThat(take()).isEqualTo(new Item.Alarm(Samples.alert("a")));
    assertThat(take()).isEqualTo(new Item.Audit(Samples.draft("a")));
    assertThat(take()).isEqualTo(new Item.State(publication(Color.BLUE)));
    assertThat(take()).isNull();
  }

  @Test
  void newerStateReplacesTheOneThatWaits() throws InterruptedException {
    outbox.put(new Item.State(publication(Color.BLUE)));
    outbox.put(new Item.State(publication(Color.GREEN)));

    assertThat(take()).isEqualTo(new Item.State(publication(Color.GREEN)));
    assertThat(take()).isNull();
    assertThat(outbox.dropped(Kind.STATE)).isZero();
  }

  @Test
  void stateThatArrivesWhileAnotherIsWrittenStays() throws InterruptedException {
    outbox.put(new Item.State(publication(Color.BLUE)));
    Item first = outbox.next(Duration.ZERO);
    outbox.put(new Item.State(publication(Color.GREEN)));
    assertThat(first).isNotNull();
    outbox.done(first);

    assertThat(take()).isEqualTo(new Item.State(publication(Color.GREEN)));
  }

  @Test
  void pastTheLimitTheOldestIsDroppedAndCounted() throws InterruptedException {
    for (int i = 0; i < 2_003; i++) {
      outbox.put(new Item.Alarm(Samples.alert("s" + i)));
    }

    assertThat(outbox.size()).isEqualTo(2_000);
    assertThat(outbox.dropped(Kind.ALERT)).isEqualTo(3);
    assertThat(take()).isEqualTo(new Item.Alarm(Samples.alert("s3")));
  }

  private @Nullable Item take() throws InterruptedException {
    Item item = outbox.next(Duration.ZERO);
    if (item != null) {
      outbox.done(item);
    }
    return item;
  }

  private static EnginePublication publication(Color color) {
    return new EnginePublication(Samples.state(color), true);
  }
}
