package trader.bot;

import java.util.Map;
import trader.commands.settings.DeskSettings;
import trader.commands.settings.Environment;

/**
 * What the bot needs to know.
 *
 * @param bind {@code OPS_BIND}, the address it listens on, by default {@code 127.0.0.1}
 * @param port {@code OPS_PORT}, by default 8002; 0 for any free one
 * @param desk what its desk needs to know
 */
public record BotSettings(String bind, int port, DeskSettings desk) {
  private static final int PORT = 8002;
  private static final int MAX_PORT = 65_535;

  /**
   * Reads them. Throws {@link trader.commands.settings.SettingsException} with every fault at once.
   */
  public static BotSettings read(Map<String, String> variables) {
    Environment environment = new Environment(variables);
    BotSettings settings =
        new BotSettings(
            environment.text("OPS_BIND").orElse("127.0.0.1"),
            environment.whole("OPS_PORT", 0, MAX_PORT).orElse(PORT),
            DeskSettings.read(environment));
    environment.requireNoFaults();
    return settings;
  }

  /** The same on another port. */
  public BotSettings withPort(int other) {
    return new BotSettings(bind, other, desk);
  }
}
