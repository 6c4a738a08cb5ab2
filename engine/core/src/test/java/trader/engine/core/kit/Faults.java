package trader.engine.core.kit;

import java.util.random.RandomGenerator;

/**
 * What goes wrong between a core and its venue, each with its probability, drawn from one seeded
 * source.
 *
 * @param lostRequest a submit or cancel never reaches the venue
 * @param lostAnswer it does, but no report or answer of it comes back
 * @param doubled a report comes twice
 * @param late a report comes late, and thereby out of order
 * @param failedCall a query or an account reading fails
 * @param parted an order is filled in parts, a resting one with time between them
 */
public record Faults(
    RandomGenerator random,
    double lostRequest,
    double lostAnswer,
    double doubled,
    double late,
    double failedCall,
    double parted) {

  /** Nothing goes wrong. */
  public static Faults none(RandomGenerator random) {
    return new Faults(random, 0, 0, 0, 0, 0, 0);
  }

  /** Everything goes wrong now and then. */
  public static Faults often(RandomGenerator random) {
    return new Faults(random, 0.05, 0.05, 0.1, 0.1, 0.1, 0.4);
  }

  /** Nothing is lost, as within one process, but reports come late, twice and in parts. */
  public static Faults lossless(RandomGenerator random) {
    return new Faults(random, 0, 0, 0.1, 0.1, 0, 0.4);
  }

  boolean happens(double probability) {
    return probability > 0 && random.nextDouble() < probability;
  }
}
