package trader.bot.chat;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Notes what it is told, and whether two threads ever told it at once. */
class RecordingTalk implements Talk {
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final List<Answer> answers = new CopyOnWriteArrayList<>();
  private final AtomicInteger inside = new AtomicInteger();
  private volatile boolean crowded;

  @Override
  public void stranger() {
    note("stranger");
  }

  @Override
  public void began(String person, String command, Instant at) {
    note("began " + person + " " + command);
  }

  @Override
  public void written(Instant at) {
    note("written");
  }

  @Override
  public void answered(Answer answer) {
    answers.add(answer);
    note("answered " + answer.reply().outcome());
  }

  private void note(String call) {
    crowded |= inside.incrementAndGet() > 1;
    calls.add(call);
    inside.decrementAndGet();
  }

  List<String> calls() {
    return calls;
  }

  boolean crowded() {
    return crowded;
  }

  Answer answer() {
    await().atMost(Duration.ofSeconds(20)).until(() -> !answers.isEmpty());
    return answers.getFirst();
  }

  List<Answer> answers() {
    return answers;
  }
}
