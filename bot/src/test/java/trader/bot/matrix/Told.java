package trader.bot.matrix;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a surface answered.
 *
 * @param text everything that can be read in it
 * @param again sends the very same once more, as the surface's platform does it, waits until it was
 *     dealt with, and gives the answer; empty where a platform is answered only once
 */
record Told(String text, Supplier<String> again) {
  private static final Pattern CONFIRM = Pattern.compile("confirm ([0-9A-Z]{6})\\b");
  private static final Pattern APPROVE = Pattern.compile("approve ([0-9A-Z]{6})\\b");

  /** The preview's id. */
  Optional<String> preview() {
    return text.contains("PREVIEW") ? first(CONFIRM) : Optional.empty();
  }

  /** The id under which it waits for a second person. */
  Optional<String> waiting() {
    return text.contains("WAITING FOR A SECOND PERSON") ? first(APPROVE) : Optional.empty();
  }

  private Optional<String> first(Pattern pattern) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
