package trader.simulator.net;

/** What a venue does with what reaches its port. */
public interface VenueProtocol {

  /** A REST call. */
  void call(HttpCall call);

  /** A call below {@code /simulator/}: the simulator's own endpoints. */
  void control(HttpCall call);

  /** A request to become a WebSocket. */
  void upgrade(UpgradeRequest request);
}
