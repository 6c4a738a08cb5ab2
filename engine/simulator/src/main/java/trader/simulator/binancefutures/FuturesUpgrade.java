package trader.simulator.binancefutures;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import trader.simulator.binance.ApiError;
import trader.simulator.binance.StreamSession;
import trader.simulator.binance.WsApi;
import trader.simulator.binance.WsApiSession;
import trader.simulator.net.Connects;
import trader.simulator.net.QueryString;
import trader.simulator.net.Timeouts;
import trader.simulator.net.UpgradeRequest;

/**
 * Turns connections into streams of the kind that their path names. Book data flows below {@code
 * /public}, other market data below {@code /market}, user data below {@code /private}; a stream
 * that is asked for on another's path stays silent. The old paths without a kind carry everything.
 */
final class FuturesUpgrade {
  private static final int CONNECT_WEIGHT = 5;

  private final FuturesVenue venue;
  private final Timeouts timeouts;
  private final WsApi api;

  FuturesUpgrade(FuturesVenue venue, Timeouts timeouts, WsApi api) {
    this.api = api;
    this.venue = venue;
    this.timeouts = timeouts;
  }

  void accept(UpgradeRequest request) {
    OptionalInt refused = Connects.refusal(venue.faults(), venue.clock(), request.path());
    if (refused.isPresent()) {
      request.refuse(refused.getAsInt());
      return;
    }
    if (!venue.limits().mayConnect(request.ip(), venue.clock().micros())) {
      request.refuse(429);
      return;
    }
    String path = request.path();
    if (path.equals("/ws-fapi/v1")) {
      api(request);
      return;
    }
    for (String kind : List.of("/public", "/market", "/private")) {
      if (path.startsWith(kind + "/")) {
        routed(request, kind, path.substring(kind.length()));
        return;
      }
    }
    String key = path.startsWith("/ws/") ? path.substring("/ws/".length()) : "";
    if (venue.users().account(key).isPresent()) {
      user(request, key);
    } else {
      market(request, "", path);
    }
  }

  private void api(UpgradeRequest request) {
    try {
      venue.limits().charge(request.ip(), CONNECT_WEIGHT, venue.clock().micros());
    } catch (ApiError e) {
      request.refuse(e.status());
      return;
    }
    WsApiSession session =
        WsApiSession.of(
            request.channel(),
            venue.clock(),
            timeouts,
            venue.apiSessions(),
            api,
            request.ip(),
            request.query());
    request.grant(session, session::begin);
  }

  private void routed(UpgradeRequest request, String kind, String path) {
    if (!kind.equals("/private")) {
      market(request, kind, path);
      return;
    }
    Map<String, String> query = QueryString.parse(request.query());
    String key =
        path.startsWith("/ws/")
            ? path.substring("/ws/".length())
            : query.getOrDefault("listenKey", "");
    user(request, key);
  }

  /** A key that is not known gets a connection on which nothing ever comes. */
  private void user(UpgradeRequest request, String listenKey) {
    UserSession session =
        new UserSession(request.channel(), venue.users(), venue.clock(), timeouts, listenKey);
    request.grant(session, session::begin);
  }

  private void market(UpgradeRequest request, String kind, String path) {
    boolean combined = path.equals("/stream");
    if (!combined && !path.equals("/ws") && !path.startsWith("/ws/")) {
      request.refuse(404);
      return;
    }
    List<String> names =
        combined
            ? StreamSession.names(QueryString.parse(request.query()).getOrDefault("streams", ""))
            : StreamSession.names(path.substring("/ws".length()));
    StreamSession session =
        new StreamSession(
            request.channel(),
            venue.streams(),
            venue.clock(),
            timeouts,
            venue.limits().limits().streamMessagesPerSecond(),
            combined,
            name -> flowsOn(kind, name));
    request.grant(session, () -> session.begin(names));
  }

  private static boolean flowsOn(String kind, String stream) {
    boolean book = stream.contains("@depth") || stream.contains("@bookTicker");
    return kind.isEmpty() || kind.equals("/public") == book;
  }
}
