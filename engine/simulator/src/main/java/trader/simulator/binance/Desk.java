package trader.simulator.binance;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.simulator.net.Json;
import trader.simulator.net.VenueClock;

/** Runs operations: limits first, then the signature and the time, then what was asked. */
public final class Desk {
  private static final Logger LOG = LoggerFactory.getLogger(Desk.class);

  private final VenueClock clock;
  private final RateLimits limits;
  private final Signatures signatures;

  /** With a venue's clock, limits and keys. */
  public Desk(VenueClock clock, RateLimits limits, Signatures signatures) {
    this.clock = clock;
    this.limits = limits;
    this.signatures = signatures;
  }

  /**
   * Runs one.
   *
   * @param key the API key sent, if any
   * @param payload what the signature must be over
   * @param micros whether the answer tells times in microseconds
   */
  public Outcome run(
      Operation operation,
      Params params,
      @Nullable String key,
      String payload,
      String ip,
      boolean micros) {
    long now = clock.micros();
    String account = "";
    int counted = 0;
    Json out = new Json(new StringBuilder(512), micros);
    try {
      limits.charge(ip, operation.weight().applyAsInt(params), now);
      if (operation.security() == Security.SIGNED) {
        signatures.verify(key, params, payload);
        account = signatures.account(key);
        Signatures.checkTime(params, now);
      } else if (operation.security() == Security.KEYED) {
        account = signatures.account(key);
      }
      params.requireKnown(operation.parameters());
      if (operation.orders() > 0) {
        limits.order(account, operation.orders(), now);
        counted = operation.orders();
      }
      operation.handler().answer(new Call(params, account, ip), out);
      return new Outcome(200, out.text(), null, account, counted > 0);
    } catch (ApiError e) {
      if (counted > 0) {
        limits.giveBack(account, counted, now);
      }
      return Outcome.of(e, account);
    } catch (IllegalStateException | ArithmeticException e) {
      LOG.error("{} failed inside the simulator", operation.rest(), e);
      return Outcome.of(
          new ApiError(500, -1000, "An unknown error occurred while processing the request."),
          account);
    }
  }
}
