package trader.bot;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import trader.bot.alerts.AlertLevels;
import trader.bot.alerts.MailSettings;
import trader.bot.slack.SlackSettings;
import trader.bot.telegram.TelegramSettings;
import trader.commands.people.OperatorsFile;
import trader.commands.settings.DeskSettings;
import trader.commands.settings.Environment;

/**
 * What the bot needs to know.
 *
 * @param bind {@code OPS_BIND}, the address it listens on, by default {@code 127.0.0.1}
 * @param port {@code OPS_PORT}, by default 8002; 0 for any free one
 * @param desk what its desk needs to know
 * @param alertLevels {@code ALERT_LEVELS}, e.g. {@code order_rejected=off,warning=loud}
 * @param digestEvery {@code DIGEST_INTERVAL_MIN}; none where it is 0 or not set
 * @param mail {@code SMTP_URL}, {@code MAIL_FROM} and {@code ALERT_MAIL_TO}, where mail is on
 * @param slack where Slack is on
 * @param telegram where Telegram is on
 */
public record BotSettings(
    String bind,
    int port,
    DeskSettings desk,
    AlertLevels alertLevels,
    Optional<Duration> digestEvery,
    Optional<MailSettings> mail,
    Optional<SlackSettings> slack,
    Optional<TelegramSettings> telegram) {
  private static final int PORT = 8002;
  private static final int MAX_PORT = 65_535;
  private static final int MINUTES_A_DAY = 1_440;
  private static final Pattern MAIL = Pattern.compile("[^\\s@<>,]+@[^\\s@<>,]+");

  /**
   * Reads them. Throws {@link trader.commands.settings.SettingsException} with every fault at once.
   */
  public static BotSettings read(Map<String, String> variables) {
    Environment environment = new Environment(variables);
    BotSettings settings =
        new BotSettings(
            environment.text("OPS_BIND").orElse("127.0.0.1"),
            environment.whole("OPS_PORT", 0, MAX_PORT).orElse(PORT),
            DeskSettings.read(environment),
            environment.parsed("ALERT_LEVELS", AlertLevels::parse).orElse(AlertLevels.standard()),
            environment
                .whole("DIGEST_INTERVAL_MIN", 0, MINUTES_A_DAY)
                .filter(minutes -> minutes > 0)
                .map(Duration::ofMinutes),
            mail(environment),
            SlackSettings.read(environment),
            TelegramSettings.read(environment));
    environment.requireNoFaults();
    return settings;
  }

  private static Optional<MailSettings> mail(Environment environment) {
    Optional<MailSettings.Server> server = environment.parsed("SMTP_URL", MailSettings::parse);
    Optional<String> from = environment.parsed("MAIL_FROM", BotSettings::address);
    List<String> to =
        environment
            .parsed(
                "ALERT_MAIL_TO",
                text -> Arrays.stream(text.split(",", -1)).map(BotSettings::address).toList())
            .orElse(List.of());
    if (server.isPresent() && environment.text("MAIL_FROM").isEmpty()) {
      environment.parsed(
          "SMTP_URL",
          _ -> {
            throw new IllegalArgumentException("is set, but MAIL_FROM, the sender, is not");
          });
    }
    return server.flatMap(one -> from.map(sender -> MailSettings.of(one, sender, to)));
  }

  private static String address(String text) {
    String address = text.strip();
    if (!MAIL.matcher(address).matches()) {
      throw new IllegalArgumentException(
          "'" + address + "' is no mail address in the form name@example.org");
    }
    return address;
  }

  /** Which chats are on. */
  OperatorsFile.Platforms platforms() {
    return new OperatorsFile.Platforms(slack.isPresent(), telegram.isPresent());
  }

  /** The same on another port. */
  public BotSettings withPort(int other) {
    return new BotSettings(bind, other, desk, alertLevels, digestEvery, mail, slack, telegram);
  }

  /** The same on another address. */
  public BotSettings withBind(String other) {
    return new BotSettings(other, port, desk, alertLevels, digestEvery, mail, slack, telegram);
  }
}
