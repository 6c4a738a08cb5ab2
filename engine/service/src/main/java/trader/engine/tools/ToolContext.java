package trader.engine.tools;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import trader.control.EngineState;
import trader.engine.settings.EngineSettings;
import trader.engine.settings.SettingsException;

/**
 * What a tool works on: the same environment that an engine reads.
 *
 * @param settings what an engine would read; empty where it would not start
 * @param faults why it would not
 */
record ToolContext(
    Map<String, String> variables,
    Optional<EngineSettings> settings,
    Optional<String> faults,
    EngineClient engine,
    InstantSource clock) {
  private static final String URL = "http://127.0.0.1:";

  static ToolContext of(Map<String, String> variables, InstantSource clock) {
    Optional<EngineSettings> settings = Optional.empty();
    Optional<String> faults = Optional.empty();
    try {
      settings = Optional.of(EngineSettings.read(variables));
    } catch (SettingsException e) {
      faults = Optional.of(String.valueOf(e.getMessage()));
    }
    String port = settings.map(one -> Integer.toString(one.port())).orElse("8003");
    String url =
        Optional.ofNullable(variables.get("ENGINE_URL"))
            .filter(text -> !text.isBlank())
            .orElse(URL + port);
    return new ToolContext(
        variables,
        settings,
        faults,
        new EngineClient(url, Optional.ofNullable(variables.get("OPS_API_TOKEN"))),
        clock);
  }

  Instant now() {
    return clock.instant();
  }

  /** Where {@code trades.db} is. */
  Path database() {
    return settings
        .map(EngineSettings::dataDir)
        .orElseGet(() -> Path.of(variables.getOrDefault("DATA_DIR", "run/data"), "blue"))
        .resolve("trades.db");
  }

  /** Why nothing may be changed now; empty where it may. */
  Optional<String> bars() {
    if (faults.isPresent()) {
      return faults;
    }
    boolean live =
        settings
            .map(one -> one.marketVenue().keys().isPresent() && one.marketVenue().real())
            .orElse(true);
    boolean engineIsLive = engine.state().filter(EngineState::reachesRealVenue).isPresent();
    return (live || engineIsLive) && !understood()
        ? Optional.of(
            (live
                    ? "keys of a real exchange are configured"
                    : "the engine at " + engine.url() + " reaches a real exchange")
                + "; set I_UNDERSTAND_LIVE=1 to let this tool act there")
        : Optional.empty();
  }

  private boolean understood() {
    return List.of("1", "true", "yes", "on")
        .contains(
            variables.getOrDefault("I_UNDERSTAND_LIVE", "").toLowerCase(java.util.Locale.ROOT));
  }
}
