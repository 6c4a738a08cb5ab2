package trader.simulator.krakenfutures;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.simulator.net.Json;

/** Runs operations: the signature first, then the budget, then what was asked. */
final class Desk {
  private static final Logger LOG = LoggerFactory.getLogger(Desk.class);

  private final Venue venue;

  Desk(Venue venue) {
    this.venue = venue;
  }

  /**
   * Runs one.
   *
   * @param path as it was called
   * @param postData what the signature must be over
   */
  Outcome run(Operation operation, String path, String postData, Credentials credentials) {
    long now = venue.clock().micros();
    try {
      Params params = Params.parse(postData);
      String account = "";
      switch (operation.access()) {
        case PUBLIC, CHARTS -> {}
        case PRIVATE -> {
          account = verify(credentials, postData, path);
          venue.budget().charge(account, operation.cost().applyAsInt(params), now);
        }
        case HISTORY -> {
          account = verify(credentials, postData, path);
          venue.budget().chargeHistory(account, operation.cost().applyAsInt(params), now);
        }
      }
      return answer(operation, new Operation.Call(params, account));
    } catch (ApiError e) {
      return Outcome.of(e, now);
    } catch (IllegalStateException | ArithmeticException e) {
      LOG.error("{} failed inside the simulator", operation.endpoint(), e);
      return Outcome.of(ApiError.of(500, "Server Error"), now);
    } finally {
      venue.reports().settle();
      var _ = venue.reports().drain();
    }
  }

  private String verify(Credentials credentials, String postData, String path) {
    return venue
        .keys()
        .verify(credentials.key(), credentials.authent(), credentials.nonce(), postData, path);
  }

  private Outcome answer(Operation operation, Operation.Call call) {
    boolean wrapped =
        operation.access() == Operation.Access.PUBLIC
            || operation.access() == Operation.Access.PRIVATE;
    Json out = new Json().open();
    if (wrapped) {
      out.put("result", "success");
    }
    operation.handler().answer(call, out);
    if (wrapped) {
      out.put("serverTime", Times.iso(venue.clock().micros()));
    }
    return new Outcome(200, out.close().text());
  }

  /** What a call brings to show whose it is. */
  record Credentials(@Nullable String key, @Nullable String authent, @Nullable String nonce) {
    @Override
    public String toString() {
      return "Credentials[key=" + key + "]";
    }
  }
}
