package trader.bot.telegram;

import java.util.List;
import org.telegram.telegrambots.meta.api.objects.commands.BotCommand;
import trader.commands.Catalog;
import trader.commands.CatalogEntry;

/** The catalog as the bot's menu. */
final class Menu {
  private static final int MAX_COMMANDS = 100;
  private static final int MAX_DESCRIPTION = 256;

  private Menu() {}

  /** Throws {@link IllegalStateException} where Telegram would refuse the catalog. */
  static List<BotCommand> commands() {
    if (Catalog.ENTRIES.size() > MAX_COMMANDS) {
      throw new IllegalStateException(
          "Telegram takes "
              + MAX_COMMANDS
              + " commands, the catalog has "
              + Catalog.ENTRIES.size());
    }
    return Catalog.ENTRIES.stream().map(Menu::command).toList();
  }

  private static BotCommand command(CatalogEntry entry) {
    if (!entry.name().matches("[a-z0-9_]{1,32}")) {
      throw new IllegalStateException("Telegram takes no command named '" + entry.name() + "'");
    }
    String summary = entry.summary();
    return new BotCommand(
        entry.name(), summary.substring(0, Math.min(MAX_DESCRIPTION, summary.length())));
  }
}
