package trader.simulator.krakenspot;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.simulator.net.HttpCall;

/** Runs REST calls: who asks, how often, then what is asked. */
final class RestDesk {
  static final String PUBLIC = "/0/public/";
  static final String PRIVATE = "/0/private/";

  private static final Logger LOG = LoggerFactory.getLogger(RestDesk.class);
  private static final Set<String> NEW_ORDERS = Set.of("AddOrder", "AddOrderBatch", "EditOrder");

  private final KrakenVenue venue;
  private final Map<String, Call> open;
  private final Map<String, Call> signed = new HashMap<>();

  RestDesk(KrakenVenue venue) {
    this.venue = venue;
    this.open = new MarketCalls(venue).calls();
    signed.putAll(new OrderCalls(venue).calls());
    signed.putAll(new AccountCalls(venue).calls());
  }

  /** Whether a path places orders. */
  static boolean placesOrders(String path) {
    return path.startsWith(PRIVATE) && NEW_ORDERS.contains(path.substring(PRIVATE.length()));
  }

  /** What a call carries, as far as it can be read. */
  static Form form(HttpCall call) {
    String type = call.headers().get("Content-Type", "");
    return type.startsWith("application/json")
        ? Form.json(new String(bytes(call), StandardCharsets.UTF_8))
        : Form.encoded(call.query(), call.body());
  }

  private static byte[] bytes(HttpCall call) {
    return call.body().getBytes(StandardCharsets.ISO_8859_1);
  }

  Outcome run(HttpCall call) {
    try {
      if (call.path().startsWith(PUBLIC)) {
        return Outcome.of(
            known(open, call.path().substring(PUBLIC.length())).handler().answer("", form(call)));
      }
      if (call.path().startsWith(PRIVATE)) {
        return signed(call, call.path().substring(PRIVATE.length()));
      }
      throw new KrakenError("EGeneral:Unknown method");
    } catch (KrakenError e) {
      return Outcome.refused(e.text());
    } catch (IllegalStateException | ArithmeticException e) {
      LOG.error("{} failed inside the simulator", call.endpoint(), e);
      return Outcome.refused("EGeneral:Internal error");
    }
  }

  private static Call known(Map<String, Call> calls, String name) {
    Call call = calls.get(name);
    if (call == null) {
      throw new KrakenError("EGeneral:Unknown method");
    }
    return call;
  }

  private Outcome signed(HttpCall http, String name) {
    Call call = known(signed, name);
    if (!http.method().equals("POST")) {
      throw new KrakenError("EGeneral:Unknown method");
    }
    Form form = form(http);
    long now = venue.clock().micros();
    String key = http.headers().get("API-Key");
    String account =
        venue
            .gatekeeper()
            .admit(
                key,
                http.headers().get("API-Sign"),
                http.path(),
                form.get("nonce"),
                bytes(http),
                now);
    venue.restCounter().charge(name(key), call.cost(), now);
    venue.requireServing();
    return Outcome.of(call.handler().answer(account, form));
  }

  private static String name(@Nullable String key) {
    return key == null ? "" : key;
  }
}
