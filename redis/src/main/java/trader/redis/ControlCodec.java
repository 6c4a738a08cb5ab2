package trader.redis;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import trader.control.ControlLever;
import trader.control.Directive;

/**
 * Between what lies under the control keys and a {@link ControlReading}. Keeps the directives it
 * read last, since of five seldom more than one has changed. Not safe for several threads.
 */
public final class ControlCodec {
  private static final ControlLever[] LEVERS = ControlLever.values();

  /** The keys that hold a lever's value, in the order of the levers. */
  public static final List<String> VALUE_KEYS = Arrays.stream(LEVERS).map(Keys::value).toList();

  /** The keys that hold a lever's directive, in the order of the levers. */
  public static final List<String> DIRECTIVE_KEYS =
      Arrays.stream(LEVERS).map(Keys::directive).toList();

  /** Values first, then directives: the order in which one MGET reads them. */
  public static final List<String> KEYS = join();

  private record Known(String json, Optional<Directive> directive) {}

  private final Map<ControlLever, Known> known = new EnumMap<>(ControlLever.class);

  /**
   * The reading that {@code texts}, in the order of {@link #KEYS}, make up. A value that is no text
   * is shown as its type in angle brackets, e.g. {@code <list>}, so that it counts as garbled.
   *
   * @param typeOf the Redis type of a value key that gave no text, {@code none} where it is missing
   */
  public ControlReading reading(
      List<? extends @Nullable Object> texts, Function<String, String> typeOf, Instant at) {
    Map<ControlLever, ControlReading.Lever> levers = new EnumMap<>(ControlLever.class);
    for (int i = 0; i < LEVERS.length; i++) {
      String raw = (String) texts.get(i);
      if (raw == null) {
        String type = typeOf.apply(VALUE_KEYS.get(i));
        // A string that appeared after the read will be read next; until then it was missing.
        raw = type.equals("none") || type.equals("string") ? null : "<" + type + ">";
      }
      levers.put(
          LEVERS[i],
          new ControlReading.Lever(
              raw, remembered(LEVERS[i], (String) texts.get(LEVERS.length + i))));
    }
    return new ControlReading(levers, at);
  }

  /** The directive as JSON. */
  public static String write(Directive directive) {
    return Json.write(directive);
  }

  private Optional<Directive> remembered(ControlLever lever, @Nullable String json) {
    if (json == null) {
      return Optional.empty();
    }
    Known last = known.get(lever);
    if (last == null || !last.json().equals(json)) {
      last = new Known(json, directive(lever, json));
      known.put(lever, last);
    }
    return last.directive();
  }

  /** The directive, empty where the text is none for this lever. */
  private static Optional<Directive> directive(ControlLever lever, String json) {
    try {
      return Optional.of(Json.read(json, Directive.class))
          .filter(directive -> directive.lever() == lever && whole(directive));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  // Jackson leaves what a text does not name as null, whatever the record promises.
  @SuppressWarnings("ConstantValue")
  private static boolean whole(Directive directive) {
    return directive.value() != null
        && directive.commandId() != null
        && directive.actor() != null
        && directive.reason() != null
        && directive.issuedAt() != null
        && directive.signature() != null;
  }

  private static List<String> join() {
    List<String> keys = new ArrayList<>(VALUE_KEYS);
    keys.addAll(DIRECTIVE_KEYS);
    return List.copyOf(keys);
  }
}
