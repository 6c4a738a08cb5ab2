package trader.simulator.binance;

import trader.simulator.net.ActingFaults;
import trader.simulator.net.Arrivals;
import trader.simulator.net.HttpCall;
import trader.simulator.net.RequestFaults;
import trader.simulator.net.UpgradeRequest;
import trader.simulator.net.VenueProtocol;

/** What Binance spot does with what reaches its port. */
final class SpotProtocol implements VenueProtocol {
  private final RestApi rest;
  private final Control control;
  private final Upgrade upgrade;

  SpotProtocol(Venue venue, ActingFaults acting, SpotConfig config) {
    Desk desk = new Desk(venue.clock(), venue.limits(), venue.signatures());
    Operations operations = new Operations(venue);
    RequestFaults<Outcome> faults =
        new RequestFaults<>(
            venue.faults(),
            venue.clock(),
            venue.random(),
            venue.witness(),
            new FaultAnswers(
                venue.limits(), venue.clock(), venue.users()::flush, venue.streams()::flush));
    Arrivals arrivals = new Arrivals(venue.witness(), venue.clock(), config.nanoTime());
    WsApi api =
        new WsApi(
            venue.clock(),
            venue.limits(),
            new UserStreamCalls(venue.users(), operations),
            desk,
            faults,
            arrivals);
    upgrade = new Upgrade(venue, config.timeouts(), api);
    control = new Control(venue, acting, config.keys());
    rest =
        new RestApi(
            venue.clock(),
            venue.limits(),
            desk,
            faults,
            arrivals,
            operations::rest,
            path -> "{\"code\":-1020,\"msg\":\"This operation is not supported.\"}");
  }

  @Override
  public void upgrade(UpgradeRequest request) {
    upgrade.accept(request);
  }

  @Override
  public void control(HttpCall call) {
    control.answer(call);
  }

  @Override
  public void call(HttpCall call) {
    rest.call(call);
  }
}
