package trader.bot.chat;

/**
 * An account at a place, as the platform names them.
 *
 * @param account {@code TEAM:USER} on Slack, the user id on Telegram
 * @param place {@code TEAM:CHANNEL} on Slack, the chat id on Telegram
 * @param shownName what the platform shows for the account; proves nothing
 */
public record Speaker(Platform platform, String account, String place, String shownName) {}
