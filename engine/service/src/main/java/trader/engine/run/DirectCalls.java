package trader.engine.run;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import trader.control.Acknowledgement;
import trader.control.GateLevel;
import trader.control.InstrumentId;
import trader.control.Reason;
import trader.engine.core.ControlEvent;
import trader.engine.core.Event;
import trader.engine.core.ReconciliationReport;
import trader.engine.core.orders.Side;
import trader.engine.settings.Reach;

/**
 * What is asked of the engine itself, without Redis between: by HTTP, by a tool, by a signal. Each
 * call waits for its answer, so none may be made on the engine's loop.
 */
public final class DirectCalls {
  private static final Duration KILL_PATIENCE = Duration.ofSeconds(2);
  private static final Duration RECONCILE_PATIENCE = Duration.ofSeconds(10);
  private static final Duration VENUE_PATIENCE = Duration.ofSeconds(30);
  private final Reach reach;
  private final EngineLoop loop;
  private final Gates gates;
  private final Reporting reporting;
  private final LongSupplier nanoTime;
  private final InstantSource wall;

  DirectCalls(
      Reach reach,
      EngineLoop loop,
      Gates gates,
      Reporting reporting,
      LongSupplier nanoTime,
      InstantSource wall) {
    this.reach = reach;
    this.loop = loop;
    this.gates = gates;
    this.reporting = reporting;
    this.nanoTime = nanoTime;
    this.wall = wall;
  }

  /**
   * Throws the kill switch without Redis: the gate closes on the calling thread, then the core is
   * told. Waits for the core's acknowledgement; empty where it does not come in time, while the
   * gate is closed all the same.
   */
  public Optional<Acknowledgement> kill(String commandId, Reason reason, String actor, String why) {
    long seenNanos = nanoTime.getAsLong();
    long ticket = gates.lowerEarly(GateLevel.CLOSED, seenNanos);
    return acknowledged(
        commandId,
        reporting.await(commandId),
        KILL_PATIENCE,
        at -> new ControlEvent.Killed(at, at, ticket, commandId, reason, actor, why));
  }

  /**
   * Compares the live account with the venue's. Answers the report once it is done; empty where it
   * is not done in time, while it goes on all the same. The same {@code commandId} is answered the
   * first one's report. Throws {@link IllegalStateException} where no live account is traded.
   */
  public Optional<ReconciliationReport> reconcile(String commandId, String actor) {
    if (!reach.liveAccount()) {
      throw new IllegalStateException(
          "this engine trades on paper, so there is no account at the venue to compare with: "
              + reach.line());
    }
    CompletableFuture<ReconciliationReport> answer = reporting.awaitReconciled(commandId);
    loop.post(at -> {
      reporting.reconcileAsked(commandId);
      return new ControlEvent.ReconcileRequested(at, commandId, actor);
    });
    return within(RECONCILE_PATIENCE, answer);
  }

  /**
   * Closes a position, or all, with their orders. Answers once the venue has confirmed it; empty
   * where that is not so in time, while it goes on all the same.
   */
  public Optional<Acknowledgement> closePositions(
      String commandId, Optional<InstrumentId> instrument, String actor, String why) {
    return asked(
        commandId,
        at ->
            new ControlEvent.CloseRequested(at, commandId, instrument, actor, why, wall.instant()));
  }

  /** Takes a position that is not ours into the books and protects it; answers as a close does. */
  public Optional<Acknowledgement> importPosition(
      String commandId,
      InstrumentId instrument,
      Optional<BigDecimal> qty,
      Optional<BigDecimal> stopPrice,
      String actor,
      String why) {
    return asked(
        commandId,
        at ->
            new ControlEvent.ImportPosition(
                at, commandId, instrument, qty, stopPrice, actor, why, wall.instant()));
  }

  /**
   * Orders what an operator asks for: a purchase within every rail, which at a real exchange waits
   * for a person's approval, or the sale of a whole position. Answers once the venue has; empty
   * where that is not so in time, while the order may still reach it.
   *
   * @param qty in the base asset; empty where {@code quote} says it, or all is to be sold
   * @param quote the same by its worth in the quote asset
   */
  public Optional<Acknowledgement> order(
      String commandId,
      InstrumentId instrument,
      Side side,
      Optional<BigDecimal> qty,
      Optional<BigDecimal> quote,
      String actor,
      String why) {
    return asked(
        commandId,
        at ->
            new ControlEvent.OrderRequested(
                at,
                commandId,
                instrument,
                side,
                qty,
                quote,
                reach.reachesRealVenue(),
                actor,
                why,
                wall.instant()));
  }

  private Optional<Acknowledgement> asked(String commandId, LongFunction<Event> event) {
    return acknowledged(commandId, reporting.awaitComplete(commandId), VENUE_PATIENCE, event);
  }

  private Optional<Acknowledgement> acknowledged(
      String commandId,
      CompletableFuture<Acknowledgement> answer,
      Duration patience,
      LongFunction<Event> event) {
    loop.post(event);
    try {
      return within(patience, answer);
    } finally {
      reporting.forget(commandId);
    }
  }

  private static <T> Optional<T> within(Duration patience, CompletableFuture<T> answer) {
    try {
      return Optional.of(answer.get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
