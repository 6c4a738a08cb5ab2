package trader.app.e2e;

import java.math.BigDecimal;
import java.util.List;
import trader.engine.venue.VenueName;
import trader.simulator.Simulator;
import trader.simulator.binancefutures.FuturesServer;
import trader.simulator.krakenfutures.KrakenFuturesServer;
import trader.simulator.matching.Decimals;
import trader.simulator.matching.Position;
import trader.simulator.net.VenueServer;
import trader.simulator.witness.BalanceView;
import trader.simulator.witness.FillView;
import trader.simulator.witness.OrderView;

/** The account that an engine trades, as its venue has it. May be asked on any thread. */
final class VenueAccount {
  private static final String BASE = "BTC";
  private final VenueName venue;
  private final VenueServer server;
  private final String account;

  VenueAccount(Simulator simulator, VenueName venue) {
    this.venue = venue;
    this.server = simulator.venue(venue.text());
    this.account = simulator.account();
  }

  VenueServer server() {
    return server;
  }

  /** Whether positions are held, not assets. */
  boolean perpetual() {
    return server instanceof FuturesServer || server instanceof KrakenFuturesServer;
  }

  /** What is held of the one thing that is traded. */
  BigDecimal held() {
    return switch (server) {
      case FuturesServer futures -> quantity(futures.positions(account));
      case KrakenFuturesServer futures -> quantity(futures.positions(account));
      default -> total(BASE);
    };
  }

  /** The asset that {@link #held} counts. */
  static String base() {
    return BASE;
  }

  /** What is held of the asset that everything is paid in. */
  BigDecimal cash() {
    return total(venue.quote());
  }

  List<OrderView> openOrders() {
    return server.openOrders(account);
  }

  List<OrderView> orders() {
    return server.orders(account);
  }

  List<FillView> fills() {
    return server.fills(account);
  }

  /** How much of what is held no stop at the venue covers. */
  BigDecimal unprotected() {
    BigDecimal stopped = BigDecimal.ZERO;
    for (OrderView order : openOrders()) {
      if (order.type().name().startsWith("STOP")) {
        stopped = stopped.add(order.quantity().subtract(order.executed()));
      }
    }
    return held().subtract(stopped).max(BigDecimal.ZERO);
  }

  private BigDecimal total(String asset) {
    return server.balances(account).stream()
        .filter(balance -> balance.asset().equals(asset))
        .map(BalanceView::total)
        .findFirst()
        .orElse(BigDecimal.ZERO);
  }

  private static BigDecimal quantity(List<Position> positions) {
    return positions.stream()
        .map(position -> Decimals.toBigDecimal(position.quantity()))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
