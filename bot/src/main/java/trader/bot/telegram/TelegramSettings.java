package trader.bot.telegram;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import trader.commands.Secret;
import trader.commands.settings.Environment;

/**
 * What Telegram needs to know.
 *
 * @param token {@code TELEGRAM_BOT_TOKEN}, as BotFather gave it: {@code <bot id>:<secret>}
 * @param api {@code TELEGRAM_API_URL}, by default {@code https://api.telegram.org}
 * @param alertChat {@code ALERT_TELEGRAM_CHAT}, the chat id to which alerts go
 * @param pollWait how long the platform may hold a poll that has nothing to say
 * @param lease how long the right to poll outlives a process that no longer renews it
 * @param refusedWait how long to wait before asking again where the token is refused
 */
public record TelegramSettings(
    Secret token,
    URI api,
    Optional<String> alertChat,
    Duration pollWait,
    Duration lease,
    Duration refusedWait) {
  private static final Pattern TOKEN = Pattern.compile("[0-9]{1,18}:[A-Za-z0-9_-]{20,}");
  private static final Pattern CHAT = Pattern.compile("-?[0-9]{1,18}");
  private static final URI REAL = URI.create("https://api.telegram.org");
  private static final Duration POLL_WAIT = Duration.ofSeconds(25);
  private static final Duration LEASE = Duration.ofSeconds(15);
  private static final Duration REFUSED_WAIT = Duration.ofSeconds(30);

  /** Throws {@link IllegalArgumentException}, which does not show it, where the token is none. */
  public TelegramSettings {
    if (!TOKEN.matcher(token.reveal()).matches()) {
      throw new IllegalArgumentException(
          "TELEGRAM_BOT_TOKEN is not in the form that BotFather gives: digits, a colon, and at"
              + " least 20 letters, digits, '-' or '_'");
    }
  }

  /** The usual settings of a bot with that token. */
  public TelegramSettings(Secret token, URI api, Optional<String> alertChat) {
    this(token, api, alertChat, POLL_WAIT, LEASE, REFUSED_WAIT);
  }

  /**
   * Reads them; empty where Telegram is not wanted: {@code TELEGRAM_ENABLED} is off, or no token is
   * set. Faults are kept in the environment.
   */
  public static Optional<TelegramSettings> read(Environment environment) {
    Optional<Boolean> enabled = environment.parsed("TELEGRAM_ENABLED", TelegramSettings::switched);
    Optional<TelegramSettings> settings =
        environment.parsed("TELEGRAM_BOT_TOKEN", token -> of(new Secret(token), environment));
    if (enabled.orElse(false) && environment.text("TELEGRAM_BOT_TOKEN").isEmpty()) {
      environment.parsed(
          "TELEGRAM_ENABLED",
          value -> {
            throw new IllegalArgumentException("it is on, and TELEGRAM_BOT_TOKEN is not set");
          });
    }
    return enabled.orElse(true) ? settings : Optional.empty();
  }

  private static TelegramSettings of(Secret token, Environment environment) {
    return new TelegramSettings(
        token,
        environment.httpAddress("TELEGRAM_API_URL").orElse(REAL),
        environment.parsed("ALERT_TELEGRAM_CHAT", TelegramSettings::chat));
  }

  private static boolean switched(String value) {
    return switch (value) {
      case "1", "true", "yes", "on" -> true;
      case "0", "false", "no", "off" -> false;
      default ->
          throw new IllegalArgumentException(
              "'" + value + "' is none of 1, 0, true, false, yes, no, on, off");
    };
  }

  private static String chat(String value) {
    if (!CHAT.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "'" + value + "' is no chat id; one is a whole number, below zero for a group");
    }
    return value;
  }

  /** The bot's own user id, which the token begins with. */
  String botId() {
    return token.reveal().substring(0, token.reveal().indexOf(':'));
  }
}
