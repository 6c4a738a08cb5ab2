package trader.control;

import java.time.Instant;

/**
 * One lever as it stands.
 *
 * @param name the lever
 * @param value what it is set to, in words an operator knows, e.g. {@code halt} or {@code off}
 * @param allows the most that this lever lets through
 * @param since when it took this value
 * @param why who or what set it, and the reason given
 */
public record LeverState(Lever name, String value, GateLevel allows, Instant since, String why) {}
