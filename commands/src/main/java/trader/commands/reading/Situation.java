package trader.commands.reading;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import trader.commands.link.EngineLink;
import trader.control.Color;
import trader.control.ControlLever;
import trader.control.EngineState;
import trader.control.Proposal;
import trader.redis.ControlReading;
import trader.redis.DeskStore;
import trader.redis.StoreUnavailableException;

/**
 * Everything that is known at one time: the levers as written, the engines as they last spoke.
 *
 * @param control empty where Redis does not answer
 * @param engines what each engine last said
 * @param faults what could not be read, each one sentence
 */
public record Situation(
    Optional<ControlReading> control,
    Map<Color, EngineState> engines,
    List<String> faults,
    Instant now) {

  /**
   * An engine that was silent for longer is not trusted to be as it said; one that runs speaks five
   * times a second.
   */
  public static final Duration SILENCE = Duration.ofSeconds(2);

  /** Copies map and list. */
  public Situation {
    engines = Map.copyOf(engines);
    faults = List.copyOf(faults);
  }

  /** Reads Redis; where it does not answer, asks the engines themselves. */
  public static Situation read(DeskStore store, EngineLink link, InstantSource clock) {
    try {
      return fromRedis(store, clock);
    } catch (StoreUnavailableException e) {
      return fromEngines(link, clock, String.valueOf(e.getMessage()));
    }
  }

  /** Reads Redis only. Throws {@link StoreUnavailableException} where it does not answer. */
  public static Situation fromRedis(DeskStore store, InstantSource clock) {
    List<String> faults = new ArrayList<>();
    Map<Color, EngineState> engines = new EnumMap<>(Color.class);
    ControlReading control = store.readControl();
    for (Color color : Color.values()) {
      try {
        store.engineState(color).ifPresent(state -> engines.put(color, state));
      } catch (IllegalArgumentException e) {
        faults.add("What engine " + color.text() + " published is " + e.getMessage());
      }
    }
    return new Situation(Optional.of(control), engines, faults, clock.instant());
  }

  private static Situation fromEngines(EngineLink link, InstantSource clock, String redisFault) {
    List<String> faults = new ArrayList<>();
    faults.add("Redis does not answer: " + redisFault);
    Map<Color, EngineState> engines = new EnumMap<>(Color.class);
    for (Color color : Color.values()) {
      switch (link.state(color)) {
        case EngineLink.StateAnswer.Told told -> engines.put(color, told.state());
        case EngineLink.StateAnswer.Silent silent ->
            faults.add("Engine " + color.text() + ": " + silent.problem());
      }
    }
    return new Situation(Optional.empty(), engines, faults, clock.instant());
  }

  /** The lever's text as written, empty where it is missing or Redis does not answer. */
  public Optional<String> written(ControlLever lever) {
    return control.map(reading -> reading.lever(lever)).map(ControlReading.Lever::raw);
  }

  /** The color that is written as the active one, empty where that is missing or no color. */
  public Optional<Color> activeColor() {
    return written(ControlLever.COLOR).flatMap(Color::parse);
  }

  /** The engine that trades or would: the active color's, else the one heard last. */
  public Optional<EngineState> engine() {
    Stream<EngineState> newestFirst =
        engines.values().stream().sorted((a, b) -> b.asOf().compareTo(a.asOf()));
    return activeColor()
        .flatMap(color -> Optional.ofNullable(engines.get(color)))
        .or(newestFirst::findFirst);
  }

  /** The engine that is not {@link #engine()}, where it ever spoke. */
  public Optional<EngineState> otherEngine() {
    return engine()
        .flatMap(one ->
            engines.values().stream().filter(state -> state.color() != one.color()).findFirst());
  }

  /** Whether an engine that is known reaches a real venue. */
  public boolean reachesRealVenue() {
    return engines.values().stream().anyMatch(EngineState::reachesRealVenue);
  }

  /** What the strategies of every engine propose, as they last said. */
  public List<Proposal> proposals() {
    return engines.values().stream().flatMap(engine -> engine.proposals().stream()).toList();
  }

  /** Whether the engine spoke within {@link #SILENCE}. */
  public boolean isHeard(EngineState state) {
    return age(state).compareTo(SILENCE) <= 0;
  }

  /** How long ago the engine spoke, zero where clocks disagree. */
  public Duration age(EngineState state) {
    Duration age = Duration.between(state.asOf(), now);
    return age.isNegative() ? Duration.ZERO : age;
  }
}
