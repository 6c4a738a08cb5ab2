package trader.bot.alerts;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Notes what it delivers; fails or hangs as it is told. */
final class RecordingOutlet implements Outlet {
  private final String name;
  private final List<Message> messages = new CopyOnWriteArrayList<>();
  private final Queue<UndeliveredException> failures = new ConcurrentLinkedQueue<>();
  private final AtomicInteger tries = new AtomicInteger();
  private volatile CountDownLatch way = new CountDownLatch(0);

  RecordingOutlet(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void deliver(Message message) throws UndeliveredException {
    tries.incrementAndGet();
    try {
      way.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UndeliveredException("interrupted", Optional.empty(), false);
    }
    UndeliveredException failure = failures.poll();
    if (failure != null) {
      throw failure;
    }
    messages.add(message);
  }

  void hang() {
    way = new CountDownLatch(1);
  }

  void goOn() {
    way.countDown();
  }

  void fail(Optional<Duration> retryAfter, boolean permanent) {
    failures.add(new UndeliveredException("out of order", retryAfter, permanent));
  }

  int tries() {
    return tries.get();
  }

  List<Message> messages() {
    return messages;
  }

  List<String> titles() {
    return messages.stream().map(message -> message.page().title()).toList();
  }

  Message awaitTitle(String part) {
    await()
        .atMost(Duration.ofSeconds(15))
        .until(() -> titles().stream().anyMatch(title -> title.contains(part)));
    return messages.stream()
        .filter(message -> message.page().title().contains(part))
        .findFirst()
        .orElseThrow();
  }
}
