package trader.chatsim.telegram;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;

/** What goes wrong on demand. Safe to call from any thread. */
public final class Faults {
  private final ReentrantLock lock = new ReentrantLock();
  private Optional<Fault> fault = Optional.empty();

  /** What a call meets. */
  sealed interface Answer {
    /** An error as the server words it. */
    record Refuse(BotApiException error) implements Answer {}

    /** A page that is no JSON, as a proxy between sends it; it names the path that was asked. */
    record Page(int status) implements Answer {}

    /** The connection ends without an answer. */
    record Drop() implements Answer {}

    /** No answer until the fault is over; then the connection ends. */
    record Hang(CountDownLatch over) implements Answer {}
  }

  private record Fault(String method, Answer answer, int left) {}

  Faults() {}

  /** The next {@code times} calls of that method (empty: of any) are answered 429. */
  public void tooMany(String method, int times, int seconds) {
    set(method, new Answer.Refuse(BotApiException.tooMany(seconds)), times);
  }

  /** The next {@code times} calls of that method (empty: of any) are refused in those words. */
  public void refuse(String method, int times, int code, String description) {
    set(method, new Answer.Refuse(new BotApiException(code, description)), times);
  }

  /** The next {@code times} calls of that method (empty: of any) meet a page of a proxy. */
  public void page(String method, int times, int status) {
    set(method, new Answer.Page(status), times);
  }

  /** The next {@code times} calls of that method (empty: of any) lose their connection. */
  public void drop(String method, int times) {
    set(method, new Answer.Drop(), times);
  }

  /** The next {@code times} calls of that method (empty: of any) get no answer. */
  public void hang(String method, int times) {
    set(method, new Answer.Hang(new CountDownLatch(1)), times);
  }

  /** Nothing goes wrong any more. */
  public void clear() {
    lock.lock();
    try {
      release();
      fault = Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  Optional<Answer> meet(String method) {
    lock.lock();
    try {
      Optional<Fault> met =
          fault
              .filter(one -> one.left() > 0)
              .filter(one ->
                  one.method().isEmpty() || one.method().equals(method.toLowerCase(Locale.ROOT)));
      met.ifPresent(
          one -> fault = Optional.of(new Fault(one.method(), one.answer(), one.left() - 1)));
      return met.map(Fault::answer);
    } finally {
      lock.unlock();
    }
  }

  private void set(String method, Answer answer, int times) {
    lock.lock();
    try {
      release();
      fault = Optional.of(new Fault(method.toLowerCase(Locale.ROOT), answer, times));
    } finally {
      lock.unlock();
    }
  }

  private void release() {
    if (fault.isPresent() && fault.get().answer() instanceof Answer.Hang(CountDownLatch over)) {
      over.countDown();
    }
  }
}
