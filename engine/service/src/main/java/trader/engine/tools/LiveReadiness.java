package trader.engine.tools;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import trader.control.EngineState;
import trader.control.Lever;
import trader.control.LeverState;
import trader.engine.settings.EngineSettings;
import trader.engine.venue.VenueAccess;

/** {@code check-live-readiness}: whether settings, venue, engine and Redis are ready to trade. */
final class LiveReadiness {
  static final String NAME = "check-live-readiness";
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration MOST_OFFSET = Duration.ofSeconds(2);
  private static final int ERRORS_FROM = 400;

  private LiveReadiness() {}

  static ToolReport run(ToolContext context) {
    List<Finding> findings = findings(context);
    boolean failed = findings.stream().anyMatch(one -> one.verdict() == Finding.Verdict.FAIL);
    return ToolReport.of(
        NAME,
        context.now(),
        failed ? "not ready; each FAIL says what to do" : "ready",
        findings,
        List.of());
  }

  static List<Finding> findings(ToolContext context) {
    List<Finding> findings = new ArrayList<>();
    if (context.settings().isEmpty()) {
      findings.add(
          Finding.fail(
              "settings", context.faults().orElse("cannot be read"), "correct what is named"));
      return findings;
    }
    EngineSettings settings = context.settings().get();
    findings.add(Finding.ok("settings", settings.toString()));
    findings.add(reach(settings));
    findings.add(venue(settings.marketVenue(), context));
    engine(context, findings);
    return findings;
  }

  private static Finding reach(EngineSettings settings) {
    String line = settings.reach().line();
    return settings.reach().liveAccount()
        ? Finding.ok("reach", line)
        : Finding.warn(
            "reach",
            line,
            "live takes "
                + settings.marketVenue().venue().keyVariable()
                + ", DRY_RUN=0, EXEC_MODE=live and I_UNDERSTAND_LIVE=1");
  }

  /** Every venue answers a plain GET with its time in the header, which needs no key. */
  private static Finding venue(VenueAccess access, ToolContext context) {
    String subject = "venue " + access.venue().text();
    URI uri = access.base().resolve(timePath(access));
    HttpRequest request = HttpRequest.newBuilder(uri).timeout(PATIENCE).GET().build();
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      Instant before = context.now();
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      long took = Duration.between(before, context.now()).toMillis();
      if (answer.statusCode() >= ERRORS_FROM) {
        return Finding.fail(
            subject,
            uri + " answers " + answer.statusCode(),
            "see the venue's status page, or wait where it is a limit");
      }
      Optional<Duration> offset =
          answer.headers().firstValue("Date").map(date -> offset(date, before));
      boolean apart = offset.filter(one -> one.abs().compareTo(MOST_OFFSET) > 0).isPresent();
      return apart
          ? Finding.warn(
              subject,
              "answers in " + took + " ms; this clock is off by " + offset.get().toSeconds() + " s",
              "start a time service (chrony or systemd-timesyncd)")
          : Finding.ok(subject, uri + " answers in " + took + " ms");
    } catch (IOException e) {
      return Finding.fail(
          subject,
          uri + " does not answer: " + e,
          "check the network and " + access.venue().urlVariable());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Finding.fail(subject, "the check was interrupted", "run it again");
    }
  }

  private static Duration offset(String date, Instant before) {
    return Duration.between(
        before, ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
  }

  private static String timePath(VenueAccess access) {
    return switch (access.venue()) {
      case BINANCE_SPOT -> "/api/v3/time";
      case BINANCE_FUTURES -> "/fapi/v1/time";
      case KRAKEN_SPOT -> "/0/public/Time";
      case KRAKEN_FUTURES -> "/derivatives/api/v3/instruments/status";
    };
  }

  private static void engine(ToolContext context, List<Finding> findings) {
    Optional<EngineClient.Answered> ready = context.engine().get("/readyz");
    if (ready.isEmpty()) {
      findings.add(
          Finding.warn(
              "engine", "none answers at " + context.engine().url(), "start it: trader engine"));
      findings.add(redis(context));
      return;
    }
    findings.add(
        ready.get().ok()
            ? Finding.ok("engine", context.engine().url() + " is ready")
            : Finding.fail("engine", ready.get().why(), "trader health shows what holds it"));
    context.engine().state().ifPresent(state -> levers(state, findings));
  }

  private static void levers(EngineState state, List<Finding> findings) {
    for (LeverState lever : state.levers()) {
      Optional<String> subject =
          switch (lever.name()) {
            case VENUE_LINK -> Optional.of("venue link");
            case RECONCILING -> Optional.of("reconciliation");
            case CONTROL_PLANE -> Optional.of("redis");
            case MARKET_DATA -> Optional.of("market data");
            case REGISTRY -> Optional.of("registry");
            case MODE, KILL_SWITCH, PAUSED, WARM_UP, COLOR, DRY_RUN, CAPITAL, STOPPING ->
                Optional.empty();
          };
      subject.ifPresent(name -> findings.add(lever(name, lever)));
    }
  }

  private static Finding lever(String subject, LeverState lever) {
    boolean open = lever.allows() == trader.control.GateLevel.OPEN;
    return open
        ? Finding.ok(subject, lever.value())
        : Finding.fail(
            subject,
            lever.value() + ": " + lever.why(),
            lever.name() == Lever.REGISTRY ? "trader check-db-health" : "trader why says more");
  }

  private static Finding redis(ToolContext context) {
    String url = context.settings().map(one -> one.redis().toString()).orElse("");
    try {
      URI uri = URI.create(url);
      String host = uri.getHost();
      if (host == null) {
        return Finding.warn("redis", url + " is not one address", "start the engine to try it");
      }
      try (Socket socket = new Socket()) {
        socket.connect(
            new InetSocketAddress(host, uri.getPort() < 0 ? 6_379 : uri.getPort()),
            (int) PATIENCE.toMillis());
      }
      return Finding.ok("redis", host + " takes connections");
    } catch (IOException | IllegalArgumentException e) {
      return Finding.fail(
          "redis", url + " does not answer: " + e.getMessage(), "start it, or set REDIS_URL");
    }
  }
}
