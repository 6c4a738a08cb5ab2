package trader.commands.desk;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import trader.commands.reading.LeverPages;
import trader.commands.reading.Situation;
import trader.control.Color;
import trader.control.ControlLever;
import trader.control.EngineState;
import trader.control.GateLevel;
import trader.control.Lever;
import trader.control.LeverState;

/**
 * What a preview was made for, by name: the levers as written, each with the epoch of its last
 * change, and what the engine concerned obeys. Prices and profits move all the time and are not
 * part of it.
 */
record Fingerprint(Map<String, String> parts) {

  /** Two readings of something that is not the same in both. */
  record Difference(String what, String then, String now) {}

  Fingerprint {
    parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
  }

  static Fingerprint of(Situation situation, Color concerned) {
    Map<String, String> parts = new LinkedHashMap<>();
    for (ControlLever lever : ControlLever.values()) {
      parts.put(
          lever.name().toLowerCase(Locale.ROOT) + " as written",
          situation.written(lever).map(LeverPages::shown).orElse("missing"));
      parts.put(
          "the last change of " + lever.text(),
          situation
              .control()
              .flatMap(reading -> reading.lever(lever).directive())
              .map(directive -> "number " + directive.epoch())
              .orElse("none"));
    }
    Optional.ofNullable(situation.engines().get(concerned))
        .ifPresent(engine -> engine(parts, engine));
    return new Fingerprint(parts);
  }

  private static void engine(Map<String, String> parts, EngineState engine) {
    String name = "engine " + engine.color().text();
    parts.put(name + "'s start", engine.startedAt().toString());
    parts.put(name + "'s mode", engine.modeEffective().text());
    parts.put(name + "'s health", engine.health().name());
    for (LeverState lever : engine.levers()) {
      // A warm-up ends by itself, which is what whoever raises risk expects of it.
      if (lever.allows() != GateLevel.OPEN && lever.name() != Lever.WARM_UP) {
        parts.put(name + "'s " + lever.name().text(), lever.value());
      }
    }
  }

  /** The first part in which {@code now} differs. */
  Optional<Difference> differenceTo(Fingerprint now) {
    Map<String, String> all = new LinkedHashMap<>(parts);
    now.parts.forEach(all::putIfAbsent);
    return all.keySet().stream()
        .map(name ->
            new Difference(
                name, parts.getOrDefault(name, "open"), now.parts.getOrDefault(name, "open")))
        .filter(difference -> !difference.then().equals(difference.now()))
        .findFirst();
  }
}
