package trader.bot.slack;

import com.slack.api.model.block.LayoutBlock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import trader.bot.chat.Button;

/** The newest messages with buttons, so that a button goes when it is used or out of date. */
final class Boards {
  private static final int MOST = 2_000;
  private final Map<String, Shown> byKey =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Shown> eldest) {
          return size() > MOST;
        }
      };

  synchronized void add(String key, Shown message) {
    byKey.put(key, message);
  }

  synchronized Optional<Shown> find(String key) {
    return Optional.ofNullable(byKey.get(key));
  }

  /** Takes away every button, wherever it is, that is about the same thing as those words. */
  void spent(String words, Optional<LayoutBlock> note) {
    subject(words)
        .ifPresent(id -> all().forEach(message -> message.drop(about(id), note, Optional.empty())));
  }

  private synchronized List<Shown> all() {
    return List.copyOf(byKey.values());
  }

  private static Predicate<Button> about(String id) {
    return button -> subject(button.words()).filter(id::equals).isPresent();
  }

  /** The id of a preview, a proposal or an approval in the words. */
  static Optional<String> subject(String words) {
    String[] each = words.strip().split("\\s+", -1);
    return each.length > 1 && each[0].matches("/?(?:confirm|approve|reject)")
        ? Optional.of(each[1].toUpperCase(Locale.ROOT))
        : Optional.empty();
  }
}
