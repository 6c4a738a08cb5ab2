package trader.venues.net;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import trader.control.Account;
import trader.engine.core.AccountSnapshot;
import trader.engine.core.Action;
import trader.engine.core.VenueEvent;
import trader.venues.VenueRuntime;

/**
 * Reads the account as the core asks for it, one reading at a time. Where a report comes in while
 * it reads, what it has read may be older than what is known, and it begins again.
 *
 * <p>A reading whose question has been asked anew answers no question any more, and one during
 * which the reports' stream was lost may lack what the stream did not show: neither is told. Each
 * is followed by another, since the core asks again once the stream is back.
 */
public final class AccountReadings {
  private static final int MOST_TRIES = 3;

  /** What a reading gave. */
  public sealed interface Result {
    /** The account. */
    record Read(AccountSnapshot account) implements Result {}

    /** It could not be read. */
    record Failed(String why) implements Result {}
  }

  /** Reads the whole account once. */
  @FunctionalInterface
  public interface Reader {
    /** Begins to; {@code done} hears what came of it, once. */
    void read(Action.Reconcile wanted, Consumer<Result> done);
  }

  private final VenueRuntime runtime;
  private final LongSupplier reports;
  private final LongSupplier losses;
  private final Consumer<VenueEvent> heard;
  private final Reader reader;
  private boolean reading;
  private Action.@Nullable Reconcile next;

  /**
   * Reads nothing yet.
   *
   * @param reports how many reports have come in so far
   * @param losses how often their stream has been lost so far
   * @param heard hears of the account, or why it cannot be read
   */
  public AccountReadings(
      VenueRuntime runtime,
      LongSupplier reports,
      LongSupplier losses,
      Consumer<VenueEvent> heard,
      Reader reader) {
    this.runtime = runtime;
    this.reports = reports;
    this.losses = losses;
    this.heard = heard;
    this.reader = reader;
  }

  /** Begins a reading, or has one follow that which is under way. */
  public void reconcile(Action.Reconcile wanted) {
    if (reading) {
      next = wanted;
      return;
    }
    reading = true;
    read(wanted, losses.getAsLong(), 1);
  }

  private void read(Action.Reconcile wanted, long lossesAtStart, int tries) {
    long before = reports.getAsLong();
    reader.read(
        wanted,
        result -> {
          boolean overtaken = result instanceof Result.Read && reports.getAsLong() != before;
          if (overtaken && tries < MOST_TRIES) {
            read(wanted, lossesAtStart, tries + 1);
          } else {
            done(result, losses.getAsLong() == lossesAtStart);
          }
        });
  }

  /**
   * Hands on what {@code read} finds in the answer to one call of a reading, or ends the reading
   * where there is none, as {@code words} say why, or {@code read} throws {@link
   * IllegalArgumentException}.
   */
  public static <T> void take(
      String call,
      RestAnswer answer,
      Function<RestAnswer, String> words,
      Function<JsonNode, T> read,
      Consumer<T> then,
      Consumer<Result> done) {
    if (!(answer instanceof RestAnswer.Ok ok)) {
      done.accept(new Result.Failed(call + ": " + words.apply(answer)));
      return;
    }
    T value;
    try {
      value = read.apply(ok.body());
    } catch (IllegalArgumentException e) {
      done.accept(new Result.Failed(call + " is garbled: " + e.getMessage()));
      return;
    }
    then.accept(value);
  }

  private void done(Result result, boolean whole) {
    reading = false;
    Action.Reconcile waiting = next;
    next = null;
    if (waiting != null) {
      reconcile(waiting);
    } else if (whole) {
      heard.accept(
          switch (result) {
            case Result.Read read -> new VenueEvent.AccountRead(runtime.now(), read.account());
            case Result.Failed failed ->
                new VenueEvent.AccountReadFailed(runtime.now(), Account.LIVE, failed.why());
          });
    }
  }
}
