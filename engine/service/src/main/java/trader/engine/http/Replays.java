package trader.engine.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers calls that carry the key of an earlier one with that one's answer. */
final class Replays {
  private static final int KEPT = 1_000;
  private static final int FAILED = 500;
  private final Map<String, Call> calls = new LinkedHashMap<>();

  private record Call(String content, CompletableFuture<Answer> answer) {}

  /**
   * What {@code act} answers, or the first call of that key was answered. A failure is not kept.
   *
   * @param content the call's path and body, by which another call of the same key is told apart
   */
  Answer once(String key, String content, Supplier<Answer> act) {
    CompletableFuture<Answer> mine = new CompletableFuture<>();
    @Nullable Call earlier = begin(key, new Call(content, mine));
    if (earlier != null) {
      return earlier.content.equals(content)
          ? earlier.answer.join()
          : Problem.of(
              422,
              "The Idempotency-Key was used before",
              key + " came with another call; use a new key for a new call");
    }
    try {
      Answer answer = act.get();
      if (answer.status() >= FAILED) {
        forget(key);
      }
      mine.complete(answer);
      return answer;
    } catch (RuntimeException e) {
      forget(key);
      mine.completeExceptionally(e);
      throw e;
    }
  }

  private synchronized @Nullable Call begin(String key, Call call) {
    Call earlier = calls.putIfAbsent(key, call);
    if (calls.size() > KEPT) {
      calls.remove(calls.keySet().iterator().next());
    }
    return earlier;
  }

  private synchronized void forget(String key) {
    calls.remove(key);
  }
}
