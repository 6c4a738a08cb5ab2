package trader.simulator.krakenspot;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import trader.simulator.net.ActingFaults;
import trader.simulator.net.Arrivals;
import trader.simulator.net.Connects;
import trader.simulator.net.HttpCall;
import trader.simulator.net.RequestFaults;
import trader.simulator.net.Timeouts;
import trader.simulator.net.UpgradeRequest;
import trader.simulator.net.VenueProtocol;

/** What Kraken spot does with what reaches its port. */
final class KrakenProtocol implements VenueProtocol {
  private static final String SOCKET = "/v2";

  private final KrakenVenue venue;
  private final RestDesk desk;
  private final RequestFaults<Outcome> faults;
  private final Arrivals arrivals;
  private final Control control;
  private final SocketApi api;
  private final Timeouts timeouts;

  KrakenProtocol(KrakenVenue venue, ActingFaults acting, KrakenSpotConfig config) {
    this.venue = venue;
    this.timeouts = config.timeouts();
    desk = new RestDesk(venue);
    faults =
        new RequestFaults<>(
            venue.faults(),
            venue.clock(),
            venue.random(),
            venue.witness(),
            new FaultAnswers(venue));
    arrivals = new Arrivals(venue.witness(), venue.clock(), config.nanoTime());
    control = new Control(venue, acting, config.keys());
    api = new SocketApi(venue, faults, arrivals);
  }

  @Override
  public void upgrade(UpgradeRequest request) {
    OptionalInt refused = Connects.refusal(venue.faults(), venue.clock(), request.path());
    if (refused.isPresent()) {
      request.refuse(refused.getAsInt());
    } else if (!request.path().equals(SOCKET)) {
      request.refuse(404);
    } else if (venue.status().equals("maintenance")) {
      request.refuse(503);
    } else {
      Session session = new Session(request.channel(), venue, timeouts, api);
      request.grant(session, session::begin);
    }
  }

  @Override
  public void control(HttpCall call) {
    control.answer(call);
  }

  @Override
  public void call(HttpCall call) {
    arrivals.note(call.endpoint(), RestDesk.placesOrders(call.path()), witnessed(call));
    faults.run(
        call.endpoint(),
        call.ip(),
        call.channel().eventLoop(),
        () -> desk.run(call),
        outcome -> answer(call, outcome),
        call::hangUp);
  }

  private static void answer(HttpCall call, Outcome outcome) {
    Map<String, String> headers =
        outcome.status() == 200 ? Map.of() : Map.of("Content-Type", "text/html; charset=UTF-8");
    call.answer(outcome.status(), outcome.body(), headers);
  }

  private static Map<String, String> witnessed(HttpCall call) {
    Map<String, String> kept = new LinkedHashMap<>();
    if (RestDesk.placesOrders(call.path())) {
      try {
        Form form = RestDesk.form(call);
        kept.put("symbol", form.get("pair", ""));
        kept.put("side", form.get("type", ""));
        kept.put("type", form.get("ordertype", ""));
        kept.put("newClientOrderId", form.get("cl_ord_id", ""));
        kept.put("quantity", form.get("volume", ""));
        kept.put("price", form.get("price", ""));
      } catch (KrakenError unreadable) {
        kept.put("type", unreadable.text());
      }
    }
    return kept;
  }
}
