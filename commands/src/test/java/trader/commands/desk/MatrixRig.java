package trader.commands.desk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import redis.clients.jedis.Jedis;
import trader.commands.Actor;
import trader.commands.Parsed;
import trader.commands.Parser;
import trader.commands.Reply;
import trader.commands.Secret;
import trader.commands.support.Crew;
import trader.commands.support.EngineStandIn;
import trader.commands.support.Rig;
import trader.control.Alert;
import trader.control.Color;
import trader.control.ControlLever;
import trader.control.EngineState;
import trader.control.Proposal;
import trader.control.Reason;
import trader.redis.AuditEntry;

/** Two engines that claim a real venue, a desk that knows the crew, and the world around them. */
final class MatrixRig implements AutoCloseable {
  private final Path folder;
  private final Rig rig;
  private final EngineStandIn green;
  private final Desk desk;
  private final Jedis raw;
  private int ids;

  MatrixRig(Path folder) {
    this.folder = folder;
    rig = new Rig(folder);
    green = EngineStandIn.trading(rig.address(), Color.GREEN, Rig.CONTROL_KEY, rig.clock());
    green.hold(ControlLever.COLOR, "blue");
    rig.engine().claimRealVenue();
    green.claimRealVenue();
    desk = rig.desk(Crew.operators());
    raw = rig.raw();
  }

  Desk desk() {
    return desk;
  }

  Instant now() {
    return rig.clock().instant();
  }

  void advance(Duration by) {
    rig.clock().advance(by);
    awaitState();
  }

  /** The state in which the act has something to change; nothing is known of what was before. */
  void begin(Act act) {
    raw.flushAll();
    levers(act);
    rig.store()
        .raise(
            new Alert(Alert.Severity.WARNING, Reason.DRAWDOWN, "desk", "it fell", "test", now()));
  }

  /** The same levers again, with what Redis remembers besides left as it is. */
  void levers(Act act) {
    lever(ControlLever.MODE, "mode", act == Act.AUTO || act == Act.PAPER ? "halt" : "auto");
    lever(ControlLever.COLOR, "mode:active_color", "blue");
    lever(ControlLever.CAPITAL, "capital:stage", act == Act.STAGE_20 ? "10" : "30");
    lever(ControlLever.PAUSE, "trading:paused", act == Act.RESUME ? "paused" : "running");
    lever(ControlLever.KILL, "kill:switch", act == Act.REARM ? "killed" : "armed");
    rig.engine().proposals().clear();
    propose("P-1");
    awaitState();
  }

  void propose(String id) {
    rig.engine()
        .propose(
            new Proposal(
                id,
                "BTCUSDT",
                "BINANCE",
                "buy",
                new BigDecimal("0.5"),
                new BigDecimal("700"),
                new BigDecimal("690"),
                "trend",
                "a break upwards",
                now(),
                now().plusSeconds(600)));
    awaitState();
  }

  /** Moves what every preview was made for. */
  void move() {
    lever(ControlLever.CAPITAL, "capital:stage", "20");
    awaitState();
  }

  private void lever(ControlLever lever, String key, String value) {
    raw.del("control:" + lever.text());
    raw.set(key, value);
    rig.engine().hold(lever, value);
    green.hold(lever, value);
  }

  private void awaitState() {
    for (EngineStandIn engine : List.of(rig.engine(), green)) {
      Awaitility.await()
          .pollInterval(Duration.ofMillis(2))
          .until(() -> {
            EngineState wanted = engine.state();
            Optional<EngineState> seen = rig.store().engineState(wanted.color());
            return raw.get("mode").equals(wanted.mode())
                && seen.filter(state -> same(state, wanted)).isPresent();
          });
    }
  }

  private boolean same(EngineState seen, EngineState wanted) {
    return String.valueOf(wanted.mode()).equals(seen.mode())
        && levers(seen).equals(levers(wanted))
        && seen.proposals().size() == wanted.proposals().size()
        && seen.reachesRealVenue()
        && Duration.between(seen.asOf(), now()).toSeconds() < 2;
  }

  private static String levers(EngineState state) {
    return state.levers().stream()
        .map(lever -> lever.name() + lever.value())
        .collect(Collectors.joining(","));
  }

  /** Everything that a command can change, apart from the audit and what waits. */
  String world() {
    return Stream.of(ControlLever.values())
            .map(lever -> lever + "=" + rig.engine().held(lever) + "/" + green.held(lever))
            .collect(Collectors.joining(" "))
        + " written="
        + raw.mget("mode", "mode:active_color", "capital:stage", "trading:paused", "kill:switch")
        + " proposals="
        + rig.engine().proposals().size()
        + " requests="
        + rig.engine().requests().size()
        + " alerts="
        + raw.keys("alert:*").stream().sorted().toList()
        + " snapshots="
        + snapshots();
  }

  private long snapshots() {
    Path archives = folder.resolve("snapshots");
    if (!Files.isDirectory(archives)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(archives)) {
      return files.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A request as it would come from a platform. */
  Request request(Actor actor, String words, Optional<Secret> code, Instant saidAt) {
    String coded = code.map(one -> words + " " + one.reveal()).orElse(words);
    Parsed reasoned = Parser.parse(coded + " because of a test");
    // Some commands have no use for a reason.
    Parsed.Understood parsed =
        (Parsed.Understood)
            (reasoned instanceof Parsed.Understood ? reasoned : Parser.parse(coded));
    return new Request(
        "case-" + ++ids, actor, parsed.command(), parsed.reason(), Optional.empty(), saidAt);
  }

  Secret code(Actor actor) {
    return Crew.code(actor.name(), now());
  }

  /** Whether the audit says that this request was refused, or that the codes were locked then. */
  boolean refusalIsAudited(Request request) {
    return rig.store().auditTail(5).stream()
        .map(AuditEntry::draft)
        .anyMatch(draft ->
            draft.commandId().equals(request.commandId()) && draft.outcome().equals("refused"));
  }

  /** Everything that the audit and Redis hold as text, to look for what must not be there. */
  String everything() {
    return rig.store().dump().toString();
  }

  static String text(Reply reply) {
    return Rig.text(reply);
  }

  @Override
  public void close() {
    raw.close();
    green.close();
    rig.close();
  }
}
