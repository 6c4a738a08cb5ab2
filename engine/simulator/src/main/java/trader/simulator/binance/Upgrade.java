package trader.simulator.binance;

import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import trader.simulator.net.Connects;
import trader.simulator.net.Timeouts;
import trader.simulator.net.UpgradeRequest;

/** Turns an HTTP connection into a WebSocket connection of the kind that its path names. */
final class Upgrade {

  private final Venue venue;
  private final Timeouts timeouts;
  private final WsApi api;

  Upgrade(Venue venue, Timeouts timeouts, WsApi api) {
    this.venue = venue;
    this.timeouts = timeouts;
    this.api = api;
  }

  void accept(UpgradeRequest request) {
    String path = request.path();
    OptionalInt refused = Connects.refusal(venue.faults(), venue.clock(), path);
    if (refused.isPresent()) {
      request.refuse(refused.getAsInt());
      return;
    }
    long now = venue.clock().micros();
    if (!venue.limits().mayConnect(request.ip(), now)) {
      request.refuse(429);
    } else if (path.equals("/ws-api/v3")) {
      api(request, now);
    } else if (path.equals("/stream") || path.equals("/ws") || path.startsWith("/ws/")) {
      streams(request);
    } else {
      request.refuse(404);
    }
  }

  private void api(UpgradeRequest request, long now) {
    try {
      venue.limits().charge(request.ip(), 2, now);
    } catch (ApiError e) {
      request.refuse(e.status());
      return;
    }
    WsApiSession session =
        WsApiSession.of(
            request.channel(),
            venue.clock(),
            timeouts,
            venue.users(),
            api,
            request.ip(),
            request.query());
    request.grant(session, session::begin);
  }

  private void streams(UpgradeRequest request) {
    boolean combined = request.path().equals("/stream");
    List<String> names =
        combined ? queryStreams(request.query()) : StreamSession.names(request.path().substring(3));
    StreamSession session =
        new StreamSession(
            request.channel(),
            venue.streams(),
            venue.clock(),
            timeouts,
            venue.limits().limits().streamMessagesPerSecond(),
            combined,
            name -> true);
    request.grant(session, () -> session.begin(names));
  }

  private static List<String> queryStreams(String query) {
    for (String part : Pattern.compile("&").split(query, -1)) {
      if (part.startsWith("streams=")) {
        return StreamSession.names(
            part.substring("streams=".length()).replace("%40", "@").replace("%2F", "/"));
      }
    }
    return List.of();
  }
}
