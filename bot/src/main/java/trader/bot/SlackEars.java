package trader.bot;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import trader.bot.chat.Hearing;
import trader.bot.chat.Platform;
import trader.bot.slack.SlackPlatform;

/**
 * Slack is heard while its connection lives. Over signed requests nothing tells whether they would
 * come, so that it counts as heard.
 */
final class SlackEars implements Hearing {
  private final SlackPlatform slack;
  private final InstantSource clock;
  private volatile Optional<Instant> last = Optional.empty();

  SlackEars(SlackPlatform slack, InstantSource clock) {
    this.slack = slack;
    this.clock = clock;
  }

  @Override
  public Platform platform() {
    return Platform.SLACK;
  }

  @Override
  public Optional<Instant> lastHeard() {
    if (slack.connected()) {
      last = Optional.of(clock.instant());
    }
    return last;
  }
}
