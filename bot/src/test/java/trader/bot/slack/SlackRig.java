package trader.bot.slack;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.jspecify.annotations.Nullable;
import trader.chatsim.slack.FakeWorkspace;
import trader.chatsim.slack.WorkspaceOptions;
import trader.commands.Secret;
import trader.commands.support.Polling;

/** A workspace, and the app in it. */
final class SlackRig implements AutoCloseable {
  static {
    Polling.often();
  }

  static final String ALICE = "U0ALICE";
  static final String BOB = "U0BOB";
  static final String DESK = FakeWorkspace.DESK;
  final FakeWorkspace workspace;
  final RecordingDesk desk = new RecordingDesk();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final SlackPlatform platform;
  private @Nullable Tomcat tomcat;

  private SlackRig(WorkspaceOptions options, boolean socket, Duration between) {
    workspace = FakeWorkspace.start(options, Clock.systemUTC());
    platform =
        new SlackPlatform(settings(workspace, socket, between), desk, Clock.systemUTC(), meters);
  }

  static SlackSettings settings(FakeWorkspace workspace, boolean socket, Duration between) {
    WorkspaceOptions options = workspace.options();
    return new SlackSettings(
        new Secret(options.botToken()),
        socket ? Optional.of(new Secret(options.appToken())) : Optional.empty(),
        socket ? Optional.empty() : Optional.of(new Secret(options.signingSecret())),
        URI.create(workspace.address()),
        "#trading-alerts",
        between,
        Duration.ofSeconds(1));
  }

  /** Told over HTTP, without limits on rates. */
  static SlackRig http() {
    return http(WorkspaceOptions.strict().unlimited(), Duration.ZERO);
  }

  static SlackRig http(WorkspaceOptions options, Duration between) {
    SlackRig rig = new SlackRig(options, false, between);
    rig.serve();
    return rig;
  }

  /** Told over Socket Mode, and connected. */
  static SlackRig socket() {
    return socket(WorkspaceOptions.strict().unlimited().ackWithin(Duration.ofMillis(500)));
  }

  static SlackRig socket(WorkspaceOptions options) {
    SlackRig rig = new SlackRig(options, true, Duration.ZERO);
    rig.platform.start();
    return rig;
  }

  private void serve() {
    Tomcat server = new Tomcat();
    server.setHostname("127.0.0.1");
    server.setPort(0);
    server.setBaseDir(System.getProperty("java.io.tmpdir"));
    server.getConnector().setProperty("address", "127.0.0.1");
    StandardContext context = (StandardContext) server.addContext("", null);
    // The SDK's threads are daemons; the hunt for them only fills the log.
    context.setClearReferencesRmiTargets(false);
    context.setClearReferencesThreadLocals(false);
    Tomcat.addServlet(context, "slack", platform.events().orElseThrow());
    context.addServletMappingDecoded(SlackPlatform.EVENTS_PATH, "slack");
    try {
      server.start();
    } catch (LifecycleException e) {
      throw new IllegalStateException(e);
    }
    tomcat = server;
    workspace.overHttp(
        URI.create(
            "http://127.0.0.1:"
                + server.getConnector().getLocalPort()
                + SlackPlatform.EVENTS_PATH));
  }

  double count(String name) {
    return meters.find(name).counters().stream().mapToDouble(one -> one.count()).sum();
  }

  @Override
  public void close() {
    platform.close();
    Tomcat server = tomcat;
    if (server != null) {
      try {
        server.stop();
        server.destroy();
      } catch (LifecycleException e) {
        throw new IllegalStateException(e);
      }
    }
    workspace.close();
  }
}
