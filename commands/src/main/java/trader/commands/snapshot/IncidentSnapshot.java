package trader.commands.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import trader.commands.Actor;
import trader.commands.Page;
import trader.commands.desk.Desk;
import trader.commands.desk.Ids;
import trader.commands.link.EngineLink;
import trader.commands.settings.DeskSettings;
import trader.control.Color;
import trader.redis.DeskStore;
import trader.redis.Json;
import trader.redis.StoreUnavailableException;

/**
 * Writes {@code snapshot_<UTC time>_<id>.tgz}: what both engines say through Redis and over HTTP,
 * every key, the tails of logs, the list of journal files, the environment without secrets,
 * versions, and a manifest with the SHA-256 of each. What cannot be captured is left out and named.
 */
public final class IncidentSnapshot implements Desk.SnapshotTaker {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
  private final DeskStore store;
  private final EngineLink link;
  private final DeskSettings settings;
  private final Map<String, String> environment;
  private final Ids ids;
  private final InstantSource clock;

  /** Writes into the settings' snapshot folder; {@code environment} is what has to be redacted. */
  public IncidentSnapshot(
      DeskStore store,
      EngineLink link,
      DeskSettings settings,
      Map<String, String> environment,
      Ids ids,
      InstantSource clock) {
    this.store = store;
    this.link = link;
    this.settings = settings;
    this.environment = Map.copyOf(environment);
    this.ids = ids;
    this.clock = clock;
  }

  /** The head of the archive. */
  private record Manifest(
      int format,
      String id,
      Instant takenAt,
      String takenBy,
      String traderVersion,
      List<Item> entries,
      List<Contents.Missing> missing,
      List<String> notLookedFor) {}

  private record Item(String name, long bytes, String sha256) {}

  @Override
  public Taken take(Actor actor) {
    Instant at = clock.instant();
    String id = ids.confirmation();
    Contents contents = new Contents(new Redactor(environment));
    redis(contents);
    engines(contents);
    Disk.logs(contents, settings.logDir());
    Disk.journal(contents, settings.dataDir());
    contents.json("environment.json", redactedEnvironment(contents.redactor()));
    contents.json("versions.json", versions());
    Map<String, byte[]> archive = new LinkedHashMap<>();
    archive.put("manifest.json", manifest(contents, id, at, actor));
    archive.putAll(contents.entries());
    Path file = settings.snapshotDir().resolve("snapshot_" + STAMP.format(at) + "_" + id + ".tgz");
    try {
      Files0600.writeTgz(file, archive, at);
      return new Taken(true, written(file, archive, contents.missing()));
    } catch (IOException e) {
      return new Taken(
          false,
          Page.titled("FAILED — no snapshot: " + file + " cannot be written: " + e)
              .act("set SNAPSHOT_DIR to a folder that can be written, and say it again")
              .build());
    }
  }

  private void redis(Contents contents) {
    try {
      Map<String, Object> keys = new LinkedHashMap<>();
      store.dump().forEach((key, json) -> keys.put(key, Json.mapper().readTree(json)));
      contents.json("redis/keys.json", keys);
    } catch (StoreUnavailableException e) {
      contents.missing("redis/keys.json", String.valueOf(e.getMessage()));
    }
  }

  private void engines(Contents contents) {
    for (Color color : Color.values()) {
      String name = "engines/" + color.text();
      try {
        store
            .engineState(color)
            .ifPresentOrElse(
                state -> contents.json(name + ".redis.json", state),
                () ->
                    contents.missing(
                        name + ".redis.json", "this engine has never published its state"));
      } catch (StoreUnavailableException | IllegalArgumentException e) {
        contents.missing(name + ".redis.json", String.valueOf(e.getMessage()));
      }
      switch (link.state(color)) {
        case EngineLink.StateAnswer.Told told -> contents.json(name + ".http.json", told.state());
        case EngineLink.StateAnswer.Silent silent ->
            contents.missing(name + ".http.json", silent.problem());
      }
    }
  }

  private Map<String, String> redactedEnvironment(Redactor redactor) {
    Map<String, String> shown = new TreeMap<>();
    environment.forEach((name, value) -> shown.put(name, redactor.value(name, value)));
    return shown;
  }

  private static Map<String, String> versions() {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("trader", traderVersion());
    for (String property :
        List.of("java.version", "java.vendor", "os.name", "os.version", "os.arch")) {
      versions.put(property, System.getProperty(property, "unknown"));
    }
    return versions;
  }

  private static String traderVersion() {
    String version = IncidentSnapshot.class.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }

  private static byte[] manifest(Contents contents, String id, Instant at, Actor actor) {
    List<Item> items = new ArrayList<>();
    contents
        .entries()
        .forEach((name, bytes) -> items.add(new Item(name, bytes.length, sha256(bytes))));
    Manifest manifest =
        new Manifest(
            1,
            id,
            at,
            actor.label(),
            traderVersion(),
            items,
            contents.missing(),
            contents.redactor().tooShort());
    return contents
        .redactor()
        .redact(Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(manifest));
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("SHA-256 is missing from this Java runtime", e);
    }
  }

  private static Page written(
      Path file, Map<String, byte[]> archive, List<Contents.Missing> missing) throws IOException {
    long bytes = Files.size(file);
    return Page.titled(
            "SNAPSHOT written to "
                + file
                + " ("
                + (bytes + 1023) / 1024
                + " KiB, "
                + archive.size()
                + " entries, readable by its owner only).")
        .lines(missing.stream().map(one -> "Lacks " + one.what() + ": " + one.why()).toList())
        .data(
            Json.mapper()
                .createObjectNode()
                .put("path", file.toString())
                .put("bytes", bytes)
                .put("entries", archive.size())
                .set("missing", Json.mapper().valueToTree(missing)))
        .build();
  }
}
