package trader.bot.slack;

import com.slack.api.model.block.LayoutBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.bot.alerts.Message;
import trader.bot.alerts.Outlet.UndeliveredException;

/** Alerts and reports as messages of their own. */
final class Deliveries {
  private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
  private final Conversations conversations;
  private final String usualChannel;
  private final Recent delivered;

  Deliveries(Conversations conversations, String usualChannel, Recent delivered) {
    this.conversations = conversations;
    this.usualChannel = usualChannel;
    this.delivered = delivered;
  }

  void deliver(Message message) throws UndeliveredException {
    if (delivered.contains(message.id())) {
      return;
    }
    String channel = message.place().map(Deliveries::channel).orElse(usualChannel);
    BlockRenderer.Rendered rendered = BlockRenderer.render(message.page());
    Urgency urgency = message.loud() ? Urgency.LOUD : Urgency.QUIET;
    Content content =
        conversations.content(message.loud() ? loud(rendered) : rendered, message.buttons());
    try {
      SlackApi.Place place = conversations.poster().postOnce(channel, urgency, content);
      delivered.add(message.id());
      conversations.boards().add(content.key(), new Posted(conversations, place, content));
      attach(place, urgency, Attachment.of(rendered));
    } catch (SlackFault e) {
      throw new UndeliveredException(
          "Slack did not take a message for " + channel + ": " + e.error(),
          e.retryAfter(),
          e.permanent());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UndeliveredException("interrupted", Optional.empty(), false);
    }
  }

  /** {@code TEAM:CHANNEL} or a channel's own name or id. */
  private static String channel(String place) {
    return place.substring(place.indexOf(':') + 1);
  }

  /** Slack makes a sound for whoever is mentioned. */
  private static BlockRenderer.Rendered loud(BlockRenderer.Rendered rendered) {
    List<LayoutBlock> blocks = new ArrayList<>(rendered.blocks());
    blocks.addFirst(Texts.section("<!channel>"));
    return new BlockRenderer.Rendered(
        rendered.notification(), blocks, rendered.whole(), rendered.charts());
  }

  /** The message stands; a curve that does not follow it is told in the log. */
  private void attach(SlackApi.Place place, Urgency urgency, List<Attachment> files)
      throws InterruptedException {
    for (Attachment file : files) {
      try {
        conversations
            .poster()
            .upload(
                place.channel(),
                file.beneath() ? Optional.of(place.ts()) : Optional.empty(),
                urgency,
                file);
      } catch (SlackFault e) {
        LOG.warn("{} did not follow its message: {}", file.name(), e.error());
      }
    }
  }
}
