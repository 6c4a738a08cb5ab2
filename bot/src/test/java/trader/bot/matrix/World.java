package trader.bot.matrix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;
import trader.commands.support.EngineStandIn;
import trader.commands.support.Rig;
import trader.control.Alert;
import trader.control.Color;
import trader.control.ControlLever;
import trader.control.EngineState;
import trader.control.Proposal;
import trader.control.Reason;
import trader.redis.AuditDraft;
import trader.redis.AuditEntry;

/** Redis and two engines that claim a real venue; and everything that a command can change. */
final class World implements AutoCloseable {
  private static final Map<ControlLever, String> KEYS =
      Map.of(
          ControlLever.MODE, "mode",
          ControlLever.COLOR, "mode:active_color",
          ControlLever.CAPITAL, "capital:stage",
          ControlLever.PAUSE, "trading:paused",
          ControlLever.KILL, "kill:switch");
  private final Path snapshots;
  private final Rig rig;
  private final EngineStandIn green;
  private final Jedis raw;
  private Deed.@Nullable Base standing;

  World(Path folder) {
    snapshots = folder.resolve("snapshots");
    rig = new Rig(folder);
    green = EngineStandIn.trading(rig.address(), Color.GREEN, Rig.CONTROL_KEY, rig.clock());
    rig.engine().claimRealVenue();
    green.claimRealVenue();
    raw = rig.raw();
  }

  Rig rig() {
    return rig;
  }

  EngineStandIn green() {
    return green;
  }

  Instant now() {
    return rig.clock().instant();
  }

  void advance(Duration by) {
    rig.clock().advance(by);
    awaitState();
  }

  /** The levers stand so, whatever else was said before. */
  void stand(Deed.Base base) {
    if (base != standing) {
      begin(base);
    }
  }

  /** From now on nobody knows how the levers stand. */
  void spoilt() {
    standing = null;
  }

  /** Begins anew: Redis remembers nothing of what was before. */
  void begin(Deed.Base base) {
    standing = base;
    raw.flushAll();
    levers(base);
    rig.store()
        .raise(
            new Alert(Alert.Severity.WARNING, Reason.DRAWDOWN, "desk", "it fell", "test", now()));
  }

  /** The same levers again, with what Redis remembers besides left as it is. */
  void levers(Deed.Base base) {
    lever(ControlLever.MODE, base.mode);
    lever(ControlLever.COLOR, "blue");
    lever(ControlLever.CAPITAL, "20");
    lever(ControlLever.PAUSE, base.pause);
    lever(ControlLever.KILL, base.kill);
    propose();
    rig.engine().requests().clear();
    raw.keys("alert:*:*").forEach(raw::del);
    clearSnapshots();
    awaitState();
  }

  /** Moves what every preview was made for. */
  void move() {
    lever(ControlLever.CAPITAL, "10");
    awaitState();
  }

  private void propose() {
    rig.engine().proposals().clear();
    rig.engine()
        .propose(
            new Proposal(
                "P-1",
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
  }

  private void lever(ControlLever lever, String value) {
    raw.del("control:" + lever.text());
    raw.set(String.valueOf(KEYS.get(lever)), value);
    rig.engine().hold(lever, value);
    green.hold(lever, value);
  }

  private void awaitState() {
    for (EngineStandIn engine : List.of(rig.engine(), green)) {
      Awaitility.await()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(1))
          .until(() -> {
            EngineState wanted = engine.state();
            return String.valueOf(raw.get("mode")).equals(wanted.mode())
                && rig.store()
                    .engineState(wanted.color())
                    .filter(seen -> same(seen, wanted))
                    .isPresent();
          });
    }
  }

  private boolean same(EngineState seen, EngineState wanted) {
    return String.valueOf(wanted.mode()).equals(seen.mode())
        && levers(seen).equals(levers(wanted))
        && seen.proposals().equals(wanted.proposals())
        && seen.reachesRealVenue()
        && Duration.between(seen.asOf(), now()).toSeconds() < 2;
  }

  private static String levers(EngineState state) {
    return state.levers().stream()
        .map(lever -> lever.name() + lever.value())
        .collect(Collectors.joining(","));
  }

  /** What is written, what both engines obey, what they were asked, and what is kept besides. */
  Map<String, String> seen() {
    Map<String, String> seen = new TreeMap<>();
    KEYS.forEach((lever, key) -> {
      seen.put(key, String.valueOf(raw.get(key)));
      seen.put("blue " + lever, rig.engine().held(lever));
      seen.put("green " + lever, green.held(lever));
    });
    seen.put(
        "requests", rig.engine().requests().stream().map(one -> one.kind()).toList().toString());
    seen.put("proposals", Integer.toString(rig.engine().proposals().size()));
    seen.put("alerts", raw.keys("alert:*:*").stream().sorted().toList().toString());
    seen.put("snapshots", Long.toString(taken().size()));
    return seen;
  }

  private List<Path> taken() {
    if (!Files.isDirectory(snapshots)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(snapshots)) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void clearSnapshots() {
    for (Path one : taken()) {
      try {
        Files.delete(one);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** How many previews and approvals are waited for. */
  int pending() {
    return raw.keys("confirm:*").size();
  }

  /** How much stands in the audit. */
  long audited() {
    return raw.xlen("audit");
  }

  /** The newest entries, newest first. */
  List<AuditDraft> newest(long count) {
    return count == 0
        ? List.of()
        : rig.store().auditTail((int) count).stream().map(AuditEntry::draft).toList();
  }

  @Override
  public void close() {
    raw.close();
    green.close();
    rig.close();
  }
}
