package trader.bot.slack;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import trader.commands.Secret;
import trader.commands.settings.Environment;

/**
 * What Slack needs to know.
 *
 * @param botToken {@code SLACK_BOT_TOKEN}
 * @param appToken {@code SLACK_APP_TOKEN}; Socket Mode is used where it is set
 * @param signingSecret {@code SLACK_SIGNING_SECRET}; {@code POST /slack/events} is closed without
 * @param api {@code SLACK_API_URL}, by default {@code https://slack.com}
 * @param alertChannel {@code ALERT_SLACK_CHANNEL}, by default {@code #trading-alerts}
 * @param betweenMessages the least time between two messages in one channel
 * @param pingEvery how often a connection is asked whether it lives; whole seconds
 */
public record SlackSettings(
    Secret botToken,
    Optional<Secret> appToken,
    Optional<Secret> signingSecret,
    URI api,
    String alertChannel,
    Duration betweenMessages,
    Duration pingEvery) {
  private static final URI SLACK = URI.create("https://slack.com");

  /** Slack's limit is one a second; a little more, since two clocks measure it. */
  private static final Duration BETWEEN_MESSAGES = Duration.ofMillis(1_050);

  private static final Duration PING_EVERY = Duration.ofSeconds(3);

  /** Reads them, empty where Slack is not used; faults stay in the environment. */
  public static Optional<SlackSettings> read(Environment environment) {
    Optional<Secret> bot = token(environment, "SLACK_BOT_TOKEN", "xoxb-");
    Optional<Secret> app = token(environment, "SLACK_APP_TOKEN", "xapp-");
    Optional<Secret> signing = environment.secret("SLACK_SIGNING_SECRET");
    Optional<URI> api = environment.httpAddress("SLACK_API_URL");
    String channel = environment.text("ALERT_SLACK_CHANNEL").orElse("#trading-alerts");
    requireTogether(environment);
    return bot.map(one ->
        new SlackSettings(
            one, app, signing, api.orElse(SLACK), channel, BETWEEN_MESSAGES, PING_EVERY));
  }

  private static Optional<Secret> token(Environment environment, String name, String prefix) {
    return environment.parsed(
        name,
        text -> {
          if (!text.startsWith(prefix)) {
            throw new IllegalArgumentException("is no token that begins with " + prefix);
          }
          return new Secret(text);
        });
  }

  private static void requireTogether(Environment environment) {
    boolean bot = environment.text("SLACK_BOT_TOKEN").isPresent();
    boolean app = environment.text("SLACK_APP_TOKEN").isPresent();
    boolean signing = environment.text("SLACK_SIGNING_SECRET").isPresent();
    if (bot && !app && !signing) {
      refuse(
          environment,
          "SLACK_BOT_TOKEN",
          "is set, but neither SLACK_APP_TOKEN (Socket Mode) nor SLACK_SIGNING_SECRET (HTTP)");
    }
    if (!bot && app) {
      refuse(environment, "SLACK_APP_TOKEN", "is set, but SLACK_BOT_TOKEN is not");
    }
    if (!bot && signing) {
      refuse(environment, "SLACK_SIGNING_SECRET", "is set, but SLACK_BOT_TOKEN is not");
    }
  }

  private static void refuse(Environment environment, String name, String why) {
    environment.parsed(
        name,
        _ -> {
          throw new IllegalArgumentException(why);
        });
  }

  /** What no log may show. */
  List<Secret> secrets() {
    return Stream.of(Optional.of(botToken), appToken, signingSecret)
        .flatMap(Optional::stream)
        .toList();
  }

  /** The same with other times, for a workspace with limits of its own. */
  public SlackSettings paced(Duration betweenMessages, Duration pingEvery) {
    return new SlackSettings(
        botToken, appToken, signingSecret, api, alertChannel, betweenMessages, pingEvery);
  }
}
