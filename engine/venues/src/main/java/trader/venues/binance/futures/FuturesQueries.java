package trader.venues.binance.futures;

import java.util.function.Consumer;
import trader.engine.core.Action;
import trader.engine.core.VenueEvent;
import trader.engine.core.VenueOrder;
import trader.venues.binance.ErrorCodes;
import trader.venues.net.RestAnswer;
import trader.venues.net.ServerClock;

/** Asks for an order by our id: among the plain orders, then among the conditional ones. */
final class FuturesQueries {
  private final CallRoute route;
  private final ServerClock clock;
  private final FuturesTeller teller;

  FuturesQueries(CallRoute route, ServerClock clock, FuturesTeller teller) {
    this.route = route;
    this.clock = clock;
    this.teller = teller;
  }

  void query(Action.Query query) {
    ask(
        query,
        FuturesCalls.status(query.instrument(), query.order(), ""),
        ok -> found(FuturesReplies.order(ok.body())),
        () ->
            ask(
                query,
                FuturesCalls.statusConditional(query.order()),
                ok -> foundConditional(query, ok),
                () -> teller.tell(new VenueEvent.OrderNotFound(teller.now(), query.order()))));
  }

  private void foundConditional(Action.Query query, RestAnswer.Ok algo) {
    String actual = FuturesReplies.actualId(algo.body());
    if (actual.isEmpty()) {
      found(FuturesReplies.algo(algo.body()));
      return;
    }
    ask(
        query,
        FuturesCalls.status(query.instrument(), query.order(), actual),
        ok -> found(FuturesReplies.algo(algo.body(), FuturesReplies.order(ok.body()))),
        () -> failed(query, "the order that was triggered, " + actual + ", is not known"));
  }

  private void ask(
      Action.Query query, FuturesCalls.Call call, Consumer<RestAnswer.Ok> found, Runnable missing) {
    route.make(
        call,
        answer -> {
          switch (answer) {
            case RestAnswer.Ok ok -> {
              try {
                found.accept(ok);
              } catch (IllegalArgumentException e) {
                failed(query, "the answer is garbled: " + e.getMessage());
              }
            }
            case RestAnswer.Refused refused -> {
              if (refused.code() == ErrorCodes.NO_SUCH_ORDER) {
                missing.run();
              } else {
                if (refused.code() == ErrorCodes.CLOCK) {
                  clock.sync(synced -> {});
                }
                failed(query, RestAnswer.why(refused));
              }
            }
            case RestAnswer.Failed failed -> failed(query, failed.why());
          }
        });
  }

  private void found(VenueOrder order) {
    teller.tell(new VenueEvent.OrderFound(teller.now(), order));
  }

  private void failed(Action.Query query, String why) {
    teller.tell(new VenueEvent.QueryFailed(teller.now(), query.order(), why));
  }
}
