package trader.commands.desk;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import trader.control.Acknowledgement;
import trader.control.Color;
import trader.redis.DeskStore;

/**
 * What the engines answered to one command.
 *
 * @param latest the newest acknowledgement of each engine that answered
 * @param expected the engines whose answer was waited for; empty: any
 * @param waited from the write until the last answer that was waited for, or until patience ended
 */
record Answers(Map<Color, Acknowledgement> latest, Set<Color> expected, Duration waited) {

  /** Waiting in slices, since a Redis that froze is noticed only when a wait should be over. */
  private static final Duration SLICE = Duration.ofMillis(500);

  Answers {
    latest = Map.copyOf(latest);
    expected = Set.copyOf(expected);
  }

  /** Reads acknowledgements behind {@code cursor} until they are all there or patience ends. */
  static Answers await(
      DeskStore store,
      String cursor,
      String commandId,
      Set<Color> expected,
      DeskOptions options,
      InstantSource clock) {
    Instant start = clock.instant();
    Map<Color, Acknowledgement> latest = new EnumMap<>(Color.class);
    String place = cursor;
    while (true) {
      boolean heard = heard(latest, expected);
      if (heard && complete(latest)) {
        break;
      }
      Duration patience =
          heard ? options.answerWait().plus(options.completionWait()) : options.answerWait();
      Duration left = patience.minus(Duration.between(start, clock.instant()));
      if (left.toMillis() <= 0) {
        break;
      }
      DeskStore.Acknowledgements next =
          store.acknowledgements(place, left.compareTo(SLICE) < 0 ? left : SLICE);
      place = next.cursor();
      for (Acknowledgement ack : next.list()) {
        if (ack.commandId().equals(commandId)) {
          latest.put(ack.color(), ack);
        }
      }
    }
    return new Answers(latest, expected, Duration.between(start, clock.instant()));
  }

  private static boolean heard(Map<Color, Acknowledgement> latest, Set<Color> expected) {
    return expected.isEmpty() ? !latest.isEmpty() : latest.keySet().containsAll(expected);
  }

  private static boolean complete(Map<Color, Acknowledgement> latest) {
    return latest.values().stream().allMatch(Acknowledgement::complete);
  }

  /** Whether everyone answered whose answer was waited for. */
  boolean confirmed() {
    return heard(latest, expected);
  }

  /** The answer that counts: the expected engine's, a refusal before anything else. */
  Optional<Acknowledgement> decisive() {
    return latest.values().stream()
        .filter(ack -> expected.isEmpty() || expected.contains(ack.color()))
        .min(Comparator.comparingInt(Answers::weight));
  }

  private static int weight(Acknowledgement ack) {
    return switch (ack.outcome()) {
      case REFUSED -> 0;
      case APPLIED -> 1;
      case UNCHANGED -> 2;
    };
  }
}
