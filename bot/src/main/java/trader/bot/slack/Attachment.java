package trader.bot.slack;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import trader.bot.chat.ChartImage;

/**
 * A file that follows a message.
 *
 * @param beneath whether it goes into the message's thread instead of the channel
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
record Attachment(String name, String title, byte[] bytes, boolean beneath) {

  /** What a rendered page needs besides its blocks: its curves, and its whole text if cut. */
  static List<Attachment> of(BlockRenderer.Rendered rendered) {
    List<Attachment> files = new ArrayList<>();
    rendered
        .charts()
        .forEach(chart ->
            files.add(
                new Attachment(
                    chart.name().replaceAll("[^A-Za-z0-9_-]", "_") + ".png",
                    chart.name(),
                    ChartImage.png(chart),
                    false)));
    rendered
        .whole()
        .ifPresent(text ->
            files.add(
                new Attachment(
                    "answer.txt",
                    "The whole answer",
                    text.getBytes(StandardCharsets.UTF_8),
                    true)));
    return files;
  }
}
