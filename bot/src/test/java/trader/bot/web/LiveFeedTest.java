package trader.bot.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import trader.bot.web.LiveFeed.Frame;

class LiveFeedTest {
  private static final Duration SOON = Duration.ofSeconds(5);
  private volatile Map<String, String> now = Map.of("head", "1", "levers", "[]");
  private final AtomicInteger reads = new AtomicInteger();
  private final LiveFeed feed = new LiveFeed(this::read);

  private Map<String, String> read() {
    reads.incrementAndGet();
    Map<String, String> topics = now;
    if (topics.isEmpty()) {
      throw new IllegalStateException("the source is broken");
    }
    return topics;
  }

  @BeforeEach
  void start() {
    feed.start();
  }

  @AfterEach
  void stop() {
    feed.stop();
  }

  private LiveFeed.Reader reader() {
    return feed.open().orElseThrow();
  }

  @Test
  void nothingIsPolledWhileNoPageIsOpen() throws Exception {
    assertThat(reads).hasValue(0);
    try (LiveFeed.Reader reader = reader()) {
      assertThat(reader.next(SOON)).extracting(Frame::topic).contains("head", "levers");
    }
    int after = reads.get();
    feed.hurry();

    Awaitility.await().during(Duration.ofMillis(300)).until(() -> reads.get() <= after + 1);
  }

  @Test
  void onlyWhatChangedIsTold() throws Exception {
    try (LiveFeed.Reader reader = reader()) {
      reader.next(SOON);
      now = Map.of("head", "2", "levers", "[]");
      feed.hurry();

      assertThat(reader.next(SOON))
          .singleElement()
          .satisfies(frame -> {
            assertThat(frame.topic()).isEqualTo("head");
            assertThat(frame.json()).isEqualTo("2");
          });
    }
  }

  @Test
  void aSlowReaderGetsTheNewestAndNotWhatWasReplaced() throws Exception {
    try (LiveFeed.Reader fast = reader();
        LiveFeed.Reader slow = reader()) {
      for (int i = 2; i < 5; i++) {
        fast.next(SOON);
        now = Map.of("head", Integer.toString(i), "levers", "[]");
        feed.hurry();
      }
      Awaitility.await().until(() -> fast.next(SOON).stream().anyMatch(f -> f.json().equals("4")));

      List<Frame> frames = slow.next(SOON);

      assertThat(frames).hasSize(2);
      assertThat(frames).extracting(Frame::json).containsExactlyInAnyOrder("4", "[]");
    }
  }

  @Test
  void aFaultOfTheSourceIsToldAndDoesNotEndTheFeed() throws Exception {
    now = Map.of();
    try (LiveFeed.Reader reader = reader()) {
      assertThat(reader.next(SOON))
          .singleElement()
          .satisfies(frame -> assertThat(frame.json()).contains("the source is broken"));
      now = Map.of("head", "9");
      feed.hurry();

      assertThat(reader.next(SOON)).extracting(Frame::json).contains("9");
    }
  }

  @Test
  void thereIsALimitToReadersAndNoneAfterTheEnd() {
    for (int i = 0; i < LiveFeed.MOST_READERS; i++) {
      reader();
    }

    assertThat(feed.open()).isEmpty();
    feed.stop();
    assertThat(feed.open()).isEmpty();
  }
}
